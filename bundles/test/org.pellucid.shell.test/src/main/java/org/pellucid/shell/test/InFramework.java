package org.pellucid.shell.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;

/** What tests of the shell share: both ways in, with streams of their own. */
abstract class InFramework {
    @TempDir
    Path folder;
    @InjectBundleContext
    BundleContext context;
    @InjectService(timeout = 5000)
    ServiceComponentRuntime components;
    @InjectService(timeout = 5000)
    CommandProcessor gogo;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void everythingIsThere() {
        assertThat(Wiring.faults(context, components)).isEmpty();
    }

    Path root() {
        return Path.of(context.getProperty("pellucid.test.root")).toAbsolutePath().normalize();
    }

    String sample(String name) {
        return root().resolve("models/samples").resolve(name).toString();
    }

    /** The command line, found as the launcher finds it; the exit code. */
    int run(String... arguments) {
        out.reset();
        err.reset();
        return commandLine().applyAsInt(Map.of("arguments", arguments, "in", new ByteArrayInputStream(new byte[0]),
                "out", print(out), "err", print(err), "terminal", false, "width", 100, "directory", folder));
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private ToIntFunction<Map<String, Object>> commandLine() {
        try {
            Iterator<ServiceReference<ToIntFunction>> found = context
                    .getServiceReferences(ToIntFunction.class, "(pellucid.entry=command-line)").iterator();
            return context.getService(found.next());
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A line in a Gogo session; its value. */
    Object gogo(String line) throws Exception {
        try (CommandSession session = session()) {
            return session.execute(line);
        }
    }

    /** A line in a Gogo session; its value as Gogo prints it. */
    String printed(String line) throws Exception {
        try (CommandSession session = session()) {
            return session.format(session.execute(line), Converter.INSPECT).toString();
        }
    }

    private CommandSession session() {
        out.reset();
        err.reset();
        CommandSession session = gogo.createSession(new ByteArrayInputStream(new byte[0]), print(out), print(err));
        session.currentDir(folder);
        return session;
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    List<String> files(String below) throws IOException {
        Path place = folder.resolve(below);
        String[] names = place.toFile().list();
        return names == null ? List.of() : Stream.of(names).sorted().toList();
    }

    /** A call that is wrong: its exit code, one line that says why, no trace of a stack, nothing on standard output. */
    void refused(int code, String message, String... arguments) {
        assertThat(run(arguments)).as(Arrays.toString(arguments) + " " + err()).isEqualTo(code);
        assertThat(err()).hasLineCount(1).startsWith("pellucid: ").contains(message).doesNotContain("\tat ");
        assertThat(out()).isEmpty();
    }
}
