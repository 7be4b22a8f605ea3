package org.pellucid.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pellucid.testkit.TestData;

/**
 * The example method and the metric of the guide and an application, built against the API, run with an API in which
 * every type that plug-ins or applications make has got one component more.
 */
class GrownApiTest {
    private static final List<String> MADE_BY_PLUGINS = List.of("explain/MethodDescription", "explain/MethodOption",
            "explain/spi/Support", "explain/spi/RawMap", "explain/spi/MethodResult", "evaluate/MetricDescription",
            "evaluate/MetricValue", "evaluate/spi/MetricResult");
    private static final List<String> MADE_BY_APPLICATIONS = List.of("explain/ExplainSettings",
            "explain/PreprocessingChoice", "evaluate/EvaluateRequest", "interpret/InterpretRequest",
            "interpret/FigureOptions", "render/RenderOptions", "render/Naming", "render/spi/MatrixOptions",
            "download/FetchOptions", "model/LoadOptions");
    private static final Pattern METRIC = Pattern.compile(
            "```java\n(package my;(?:(?!```).)* implements Metric .*?)```",
            Pattern.DOTALL);

    @TempDir
    private Path folder;

    /** {@return the component that was added to an object} */
    static String component(Object grown) throws ReflectiveOperationException {
        return (String) grown.getClass().getMethod("added").invoke(grown);
    }

    @Test
    void plugins_built_before_a_component_was_added_still_run() throws Exception {
        String now = System.getProperty("java.class.path");
        Path plugins = folder.resolve("plugins");
        Matcher metric = METRIC.matcher(Files.readString(TestData.root().resolve("docs/extending.md")));
        assertThat(metric.find()).isTrue();
        Path example = TestData.root().resolve("bundles/methods/org.pellucid.example.method/src/main/java");
        compile(plugins, now, write("built/org/pellucid/example/method/Occlusion.java",
                plain(Files.readString(example.resolve("org/pellucid/example/method/Occlusion.java")))),
                write("built/my/Focus.java", plain(metric.group(1))));
        Path grown = folder.resolve("grown");
        List<Path> sources = new ArrayList<>();
        Path api = TestData.root().resolve("bundles/core/org.pellucid.api/src/main/java/org/pellucid/api");
        for (String type : MADE_BY_PLUGINS) {
            sources.add(write("grown-sources/" + type + ".java",
                    grow(type, Files.readString(api.resolve(type + ".java")))));
        }
        for (String type : MADE_BY_APPLICATIONS) {
            sources.add(write("grown-sources/" + type + ".java",
                    growRecord(type, Files.readString(api.resolve(type + ".java")))));
        }
        compile(grown, now, sources.toArray(Path[]::new));

        String printed = run(String.join(File.pathSeparator, grown.toString(), plugins.toString(), now),
                TestData.models(), TestData.sample("chelsea.png"), folder, "org.pellucid.example.method.Occlusion",
                "my.Focus");

        assertThat(printed.lines()).containsSubsequence("cells 9", "component later", "numbers 1")
                .filteredOn(line -> line.startsWith("made "))
                .containsExactlyElementsOf(MADE_BY_APPLICATIONS.stream()
                        .map(type -> "made " + type.substring(type.lastIndexOf('/') + 1) + " later").toList());
    }

    /** Adds a component to a type that is made by factories. */
    private static String grow(String type, String source) {
        String name = type.substring(type.lastIndexOf('/') + 1);
        String grown = source
                .replaceFirst("    private " + name + "\\(([^)]*)\\) \\{\n",
                        "    private final String added;\n    /** Tells. */\n    public String added() {\n"
                                + "        return added;\n    }\n    private " + name
                                + "(String added, $1) {\n        this.added = added;\n")
                .replace("new " + name + "(", "new " + name + "(\"later\", ");
        assertThat(grown).as(type).contains("this.added").contains("\"later\"");
        return grown;
    }

    /** Adds a component to a record that is made by a builder. */
    private static String growRecord(String type, String source) {
        String name = type.substring(type.lastIndexOf('/') + 1);
        String grown = source.replace("public record " + name + "(", "public record " + name + "(String added, ")
                .replace("new " + name + "(", "new " + name + "(\"later\", ");
        assertThat(grown).as(type).contains("String added").contains("\"later\"");
        return grown;
    }

    /** Takes the annotation of Declarative Services away, which this application does not know. */
    private static String plain(String source) {
        return source.replaceAll("(?m)^import org\\.osgi\\..*\n", "").replaceAll("(?m)^@Component.*\n", "");
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static void compile(Path target, String classPath, Path... sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(messages, files, null,
                    List.of("-cp", classPath, "-d", Files.createDirectories(target).toString(), "-proc:none"), null,
                    files.getJavaFileObjects(sources)).call();
            assertThat(compiled).as(messages.toString()).isTrue();
        }
    }

    private String run(String classPath, Object... arguments) throws Exception {
        Child.Printed printed = Child.run(folder, classPath, GrownHost.class, arguments);
        assertThat(printed.exitCode()).as(printed.output() + printed.errors()).isZero();
        return printed.output();
    }
}
