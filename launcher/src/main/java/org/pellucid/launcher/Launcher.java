package org.pellucid.launcher;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.osgi.framework.BundleException;

/**
 * The {@code pellucid} command: boots a framework with the feature's bundles and hands the arguments to the command
 * line they register. Exit codes: 0 all done, 1 some inputs failed, 2 wrong usage, 3 the runtime or a model could not
 * be used, 4 a rule failed, 130 interrupted.
 */
public final class Launcher {
    private static final int INPUT = 1;
    private static final int USAGE = 2;
    private static final int RUNTIME = 3;
    /** The interactive shell has begun, and stops the framework at its end. */
    private static final int STAYS = -1;
    /** What a shell reports of a program ended by Ctrl-C. */
    private static final int INTERRUPTED = 130;
    private static final long WAIT_SECONDS = 10;

    private static final List<String> REHEARSED = List.of("methods", "models", "datasets", "metrics", "renderers",
            "devices", "bundles", "methods --json", "explain --help", "gogo methods");

    /** Taken before Gogo replaces {@code System.out} and {@code System.err} by its own. */
    private static final PrintStream OUT = System.out;
    private static final PrintStream ERR = System.err;

    /**
     * Keeps the bundles' classes until the archive is written: the garbage collector would take them when the framework
     * has stopped, and with luck only would they be in it.
     */
    @SuppressWarnings("unused")
    private static List<ClassLoader> archived;

    private Launcher() {
    }

    /** @param arguments options of the launcher, then a command with its own */
    public static void main(String[] arguments) {
        Interruption interruption = new Interruption(Thread.currentThread());
        int code;
        try {
            code = run(arguments, interruption);
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            fail("internal error, please report it: " + e);
            code = RUNTIME;
        }
        if (OUT.checkError() && code == 0) {
            fail("standard output is closed or full, so not all was printed");
            code = INPUT;
        }
        ERR.flush();
        if (Boolean.getBoolean("pellucid.archive")) {
            mute();
        }
        if (!interruption.happened()) {
            // Nothing is left to be done at exit, and other threads may linger.
            Runtime.getRuntime().halt(code);
        }
        // After a signal the process is ending already, with the code that tells of it.
    }

    /** What the JVM says of the archive of classes that it makes at its end is for nobody: least of all {@code --json}. */
    private static void mute() {
        try {
            // what is closed here is /dev/null from then on
            new FileOutputStream(FileDescriptor.out).close();
            new FileOutputStream(FileDescriptor.err).close();
        } catch (IOException e) {
            // nothing can be said any more
        }
    }

    private static int run(String[] arguments, Interruption interruption) {
        CommandLine own;
        try {
            own = new DefaultParser().parse(options(), arguments, true);
        } catch (ParseException e) {
            fail(e.getMessage());
            return USAGE;
        }
        Timing timing = new Timing(own.hasOption("timing") ? ERR : null);
        timing.mark("main");
        Distribution distribution = Distribution.fromProperties();
        try (Storage storage = Storage.acquire(distribution);
                Host host = Host.start(distribution, storage, own.hasOption("plugins"), timing)) {
            interruption.install();
            if (own.getArgList().indexOf("shell") == 0) {
                host.watch(Launcher::fail);
            } else if (own.hasOption("plugins")) {
                host.startPlugins(Launcher::fail);
            }
            ToIntFunction<Map<String, Object>> commandLine = host.commandLine(WAIT_SECONDS, TimeUnit.SECONDS);
            timing.mark("ready");
            if (host.isNew() || storage.isOneOfSeveral()) {
                // a usual start leaves nothing, and need not look
                Leftovers.clear(distribution.cache(), storage);
            }
            int code = commandLine.applyAsInt(call(own.getArgList().toArray(new String[0])));
            timing.mark("done");
            if (code == STAYS) {
                host.awaitStop();
                code = 0;
            } else if (code == 0 && Boolean.getBoolean("pellucid.archive")) {
                rehearse(commandLine);
                archived = host.classLoaders();
                timing.mark("rehearsed");
            }
            return code;
        } catch (LaunchException e) {
            fail(e.getMessage());
            return RUNTIME;
        } catch (BundleException e) {
            fail("the framework failed: " + e.getMessage());
            return RUNTIME;
        } catch (InterruptedException e) {
            return INTERRUPTED;
        } finally {
            timing.mark("stopped");
        }
    }

    /** Runs short commands silently, so that their classes are in the archive that is written when the process ends. */
    private static void rehearse(ToIntFunction<Map<String, Object>> commandLine) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        for (String command : REHEARSED) {
            Map<String, Object> call = new HashMap<>(call(command.split(" ")));
            call.putAll(Map.of("in", InputStream.nullInputStream(), "out", nowhere, "err", nowhere));
            commandLine.applyAsInt(call);
        }
    }

    private static void fail(String message) {
        ERR.println("pellucid: " + String.valueOf(message).strip().replaceAll("\\s*\\R\\s*", " "));
    }

    private static Options options() {
        return new Options()
                .addOption(Option.builder().longOpt("timing").desc("print to standard error how long starting takes")
                        .get())
                .addOption(Option.builder().longOpt("plugins")
                        .desc("install the bundles in the folder of plug-ins, as the shell does").get());
    }

    private static Map<String, Object> call(String[] arguments) {
        return Map.of("arguments", arguments, "in", new FileInputStream(FileDescriptor.in), "out", OUT, "err", ERR,
                "terminal", Boolean.getBoolean("pellucid.terminal"), "screen", Boolean.getBoolean("pellucid.screen"),
                "colours", hasColours(), "width", Integer.getInteger("pellucid.width", 0), "directory",
                Path.of("").toAbsolutePath());
    }

    /** See no-color.org; a terminal that knows nothing calls itself dumb. */
    private static boolean hasColours() {
        String refused = System.getenv("NO_COLOR");
        return (refused == null || refused.isEmpty()) && !"dumb".equals(System.getenv("TERM"));
    }
}
