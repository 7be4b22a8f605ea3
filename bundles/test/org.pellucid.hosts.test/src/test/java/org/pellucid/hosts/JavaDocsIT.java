package org.pellucid.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Java in README and documents compiles against what ships, and the README's program writes its files. A block is a
 * whole file, a class, or statements; the imports of the last two are added here.
 */
class JavaDocsIT {
    private static final Pattern BLOCK = Pattern.compile("(?m)^```java\\n(.*?)^```$",
            Pattern.DOTALL | Pattern.MULTILINE);
    private static final String IMPORTS = Stream.of("java.nio.file.*", "java.util.*", "java.awt.image.BufferedImage",
            "org.osgi.service.component.annotations.*", "org.pellucid.api.*", "org.pellucid.api.explain.*",
            "org.pellucid.api.image.*", "org.pellucid.api.model.*", "org.pellucid.api.render.*",
            "org.pellucid.embedded.*").map(name -> "import " + name + ";\n").reduce("", String::concat);

    @TempDir
    private Path folder;

    @Test
    void the_java_in_the_documents_compiles() throws IOException {
        int blocks = 0;
        try (Stream<Path> docs = Files.walk(Hosts.ROOT.resolve("docs"))) {
            for (Path document : Stream.concat(Stream.of(Hosts.ROOT.resolve("README.md")),
                    docs.filter(file -> file.toString().endsWith(".md"))).toList()) {
                for (Matcher block = BLOCK.matcher(Files.readString(document)); block.find();) {
                    compile(document + ": block at " + block.start(), block.group(1), "Block" + blocks++);
                }
            }
        }
        assertThat(blocks).isGreaterThan(4);
    }

    @Test
    void the_readmes_program_writes_what_it_says() throws Exception {
        Matcher block = BLOCK.matcher(Files.readString(Hosts.ROOT.resolve("README.md")));
        assertThat(block.find()).isTrue();
        compile("README.md", block.group(1), "Program");
        Files.copy(Hosts.PICTURE, folder.resolve("cat.png"));
        String classPath = folder + ":" + System.getProperty("java.class.path");
        Hosts.run(folder, List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classPath,
                "-Dpellucid.models=" + Hosts.ROOT.resolve("models"), "Program"));
        try (Stream<Path> files = Files.list(folder.resolve("maps"))) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("cat.json",
                    "cat_Egyptian_cat.jpg", "cat_Egyptian_cat.npy", "cat_tabby.jpg", "cat_tabby.npy");
        }
    }

    private void compile(String where, String code, String name) throws IOException {
        String text = code;
        String file = name;
        Matcher type = Pattern.compile("(?m)^public (?:final )?class (\\w+)").matcher(code);
        if (type.find()) {
            file = type.group(1);
            text = code.startsWith("package ") || code.startsWith("import ") ? code : IMPORTS + code;
        } else {
            text = IMPORTS + "public class " + name
                    + " {\n    public static void main(String[] arguments) throws Exception {\n" + code + "    }\n}\n";
        }
        Path source = Files.writeString(Files.createDirectories(folder.resolve(name)).resolve(file + ".java"), text);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        List<String> options = new ArrayList<>(List.of("-d", folder.toString(), "-proc:none", "-classpath",
                System.getProperty("java.class.path")));
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            assertThat(compiler.getTask(said, files, null, options, null, files.getJavaFileObjects(source)).call())
                    .as(where + "\n" + said).isTrue();
        }
    }
}
