package org.pellucid.shell;

import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.pellucid.api.UsageException;
import org.pellucid.command.base.Arguments;
import org.pellucid.command.base.Call;
import org.pellucid.command.base.Caller;
import org.pellucid.command.base.Command;
import org.pellucid.command.base.CommonOptions;
import org.pellucid.command.base.Console;
import org.pellucid.command.base.ExitCode;
import org.pellucid.command.base.Help;
import org.pellucid.command.base.JsonDocument;
import org.pellucid.command.base.ProductVersion;
import org.pellucid.command.base.Result;
import org.pellucid.command.base.Services;
import org.pellucid.command.base.Text;
import org.pellucid.command.diagnose.LogFollower;
import org.pellucid.command.diagnose.StartupProblems;
import org.pellucid.console.OneLine;
import org.pellucid.console.Screen;

/**
 * The command line, for a launcher outside the framework: a JDK type, so that both sides need no class in common. The
 * argument is a map of {@code arguments} (String[]), {@code in} (InputStream), {@code out} and {@code err}
 * (PrintStreams as they were before Gogo replaced them), {@code terminal} (Boolean: standard error is one),
 * {@code screen} (Boolean: standard output is one), {@code colours} (Boolean: a terminal may be sent colours),
 * {@code width} (Integer, columns) and {@code directory} (Path that relative paths start from); the result is the exit
 * code, see {@link ExitCode}; {@link ExitCode#STAYS} of the interactive shell, which has just begun. Nothing is ever
 * thrown.
 */
@Component(service = ToIntFunction.class, property = "pellucid.entry=command-line")
public final class CommandLineEntry implements ToIntFunction<Map<String, Object>> {
    private static final List<String> VERSION = List.of("--version", "-V", "version");

    private final Services services;

    /** @param services of the framework */
    @Activate
    public CommandLineEntry(@Reference Services services) {
        this.services = services;
    }

    @Override
    public int applyAsInt(Map<String, Object> given) {
        Caller caller = new CommandLine((InputStream) given.get("in"), (PrintStream) given.get("out"),
                (PrintStream) given.get("err"), (Path) given.get("directory"));
        int width = given.get("width") instanceof Integer columns && columns > 0 ? columns : Screen.DEFAULT_WIDTH;
        Console console = new Console(caller.out(), caller.err(), new Screen(is(given, "screen"),
                is(given, "terminal"), width, is(given, "colours")));
        try {
            return run((String[]) given.get("arguments"), console, caller);
        } catch (UncheckedIOException e) {
            // Standard output is gone, so there is nobody to tell.
            return ExitCode.INPUT;
        }
    }

    private record CommandLine(InputStream in, PrintStream out, PrintStream err, Path directory) implements Caller {
        @Override
        public boolean wantsValues() {
            return false;
        }
    }

    private static boolean is(Map<String, Object> given, String name) {
        return Boolean.TRUE.equals(given.get(name));
    }

    private int run(String[] arguments, Console console, Caller caller) {
        if (arguments.length == 0 || isHelp(arguments[0])) {
            return help(arguments, console);
        }
        if (VERSION.contains(arguments[0])) {
            console.print(new Text("pellucid " + ProductVersion.of(services.context())));
            return ExitCode.DONE;
        }
        Command command;
        try {
            if (arguments[0].startsWith("-")) {
                throw new UsageException("unknown option " + arguments[0]);
            }
            command = Commands.require(arguments[0]);
        } catch (UsageException e) {
            return fail(console, e, "pellucid --help");
        }
        String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
        if (wantsHelp(command, rest)) {
            console.print(Help.of(command, console.width()));
            return ExitCode.DONE;
        }
        return run(command, rest, console, caller);
    }

    private int run(Command command, String[] arguments, Console console, Caller caller) {
        JsonDocument document = null;
        String hint = "pellucid " + command.name() + " --help";
        boolean json = !command.passesArguments() && List.of(arguments).contains("--" + CommonOptions.JSON);
        if (json) {
            document = new JsonDocument(new OutputStreamWriter(console.out(), StandardCharsets.UTF_8),
                    command.name(), command.parts());
        }
        LogFollower log = null;
        try {
            Arguments parsed = Arguments.parse(command, arguments);
            console.level(parsed.has(CommonOptions.QUIET), parsed.has(CommonOptions.VERBOSE));
            if (console.verbose()) {
                log = LogFollower.begin(services.context(), console);
            }
            Call call = new Call(parsed, console, services, caller);
            call.sink(document == null ? part -> print(part, console) : document::part);
            Result report = command.run(call);
            if (document != null) {
                document.end(report);
            } else {
                print(report, console);
            }
            return report.exitCode();
        } catch (UncheckedIOException e) {
            throw e;
        } catch (Exception | LinkageError | StackOverflowError | OutOfMemoryError | AssertionError e) {
            int code = fail(console, e, hint);
            if (document != null) {
                document.fail(OneLine.told(e));
            }
            return code;
        } finally {
            if (log != null) {
                log.end();
            }
            if (services.context() != null) {
                StartupProblems.print(services.context(), console);
            }
        }
    }

    private static void print(Result report, Console console) {
        if (!console.quiet()) {
            console.print(report);
        }
    }

    private static boolean isHelp(String argument) {
        return argument.equals("--help") || argument.equals("-h") || argument.equals("help");
    }

    /** Help is printed whatever else was asked; of a command that passes arguments on, only if it comes first. */
    private static boolean wantsHelp(Command command, String[] arguments) {
        for (String argument : arguments) {
            if (argument.equals("--help") || argument.equals("-h")) {
                return true;
            }
            if (argument.equals("--") || command.passesArguments()) {
                return false;
            }
        }
        return false;
    }

    private static int help(String[] arguments, Console console) {
        if (arguments.length > 1 && arguments[0].equals("help")) {
            try {
                console.print(Help.of(Commands.require(arguments[1]), console.width()));
                return ExitCode.DONE;
            } catch (UsageException e) {
                return fail(console, e, "pellucid --help");
            }
        }
        console.print(Help.overview(Commands.all(), console.width()));
        return ExitCode.DONE;
    }

    private static int fail(Console console, Throwable failure, String hint) {
        String line = "pellucid: " + OneLine.told(failure);
        console.done();
        console.error(failure instanceof UsageException ? line + "; see '" + hint + "'" : line);
        console.trace(failure);
        if (failure instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        return ExitCode.of(failure);
    }
}
