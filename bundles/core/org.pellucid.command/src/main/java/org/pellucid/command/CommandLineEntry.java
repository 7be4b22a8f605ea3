package org.pellucid.command;

import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.pellucid.api.PellucidException;
import org.pellucid.api.UsageException;
import org.pellucid.api.command.Caller;
import org.pellucid.api.command.CommandResult;
import org.pellucid.api.command.spi.Command;
import org.pellucid.command.base.Arguments;
import org.pellucid.command.base.CommonOptions;
import org.pellucid.command.base.Help;
import org.pellucid.command.base.JsonDocument;
import org.pellucid.command.diagnose.LogFollower;
import org.pellucid.console.Console;
import org.pellucid.console.ExitCode;
import org.pellucid.console.OneLine;
import org.pellucid.console.ProductVersion;
import org.pellucid.console.StartupProblems;
import org.pellucid.console.Text;

/**
 * The command line, for a launcher outside the framework: a JDK type, so that both sides need no class in common. The
 * argument is a map of {@code arguments} (String[]), {@code in} (InputStream), {@code out} and {@code err}
 * (PrintStreams as they were before Gogo replaced them), {@code terminal} (Boolean: standard error is one),
 * {@code screen} (Boolean: standard output is one), {@code colours} (Boolean: a terminal may be sent colours),
 * {@code width} (Integer, columns) and {@code directory} (Path that relative paths start from); the result is the exit
 * code, see {@link CommandResult}; {@link CommandResult#STAYS} of the interactive shell, which has just begun. Nothing is ever
 * thrown.
 */
@Component(service = ToIntFunction.class, property = "pellucid.entry=command-line")
public final class CommandLineEntry implements ToIntFunction<Map<String, Object>> {
    private static final List<String> VERSION = List.of("--version", "-V", "version");
    /** What to read where the command itself is not known. */
    private static final String OVERVIEW = "pellucid --help";

    private final CommandsService commands;

    /**
     * Creates the entry.
     *
     * @param commands that can be called
     */
    @Activate
    public CommandLineEntry(@Reference CommandsService commands) {
        this.commands = commands;
    }

    @Override
    public int applyAsInt(Map<String, Object> given) {
        Caller caller = new CommandLine((InputStream) given.get("in"), (PrintStream) given.get("out"),
                (PrintStream) given.get("err"), (Path) given.get("directory"), is(given, "screen"),
                is(given, "terminal"),
                given.get("width") instanceof Integer columns && columns > 0 ? columns : Caller.DEFAULT_WIDTH,
                is(given, "colours"));
        try {
            return run((String[]) given.get("arguments"), Console.of(caller), caller);
        } catch (UncheckedIOException e) {
            // Standard output is gone, so there is nobody to tell.
            return CommandResult.INPUT;
        }
    }

    private record CommandLine(InputStream in, PrintStream out, PrintStream err, Path directory, boolean outTerminal,
            boolean errTerminal, int width, boolean colours) implements Caller {
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
            return help(arguments, console, caller.width());
        }
        if (VERSION.contains(arguments[0])) {
            console.print(new Text("pellucid " + ProductVersion.of(commands.services().context())));
            return CommandResult.DONE;
        }
        if (arguments[0].startsWith("-")) {
            return fail(console, new UsageException("unknown option " + arguments[0]), OVERVIEW);
        }
        try (CommandsService.Held held = commands.hold(arguments[0])) {
            String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
            if (wantsHelp(held.command(), rest)) {
                console.print(new Text(Help.of(held.name(), held.command(), caller.width())));
                return CommandResult.DONE;
            }
            return run(held, rest, console, caller);
        } catch (PellucidException | InterruptedException e) {
            return fail(console, e, OVERVIEW);
        }
    }

    private int run(CommandsService.Held held, String[] arguments, Console console, Caller caller) {
        Command command = held.command();
        JsonDocument document = null;
        boolean json = !command.passesArguments() && List.of(arguments).contains("--" + CommonOptions.JSON);
        if (json) {
            document = new JsonDocument(new OutputStreamWriter(console.out(), StandardCharsets.UTF_8), held.name(),
                    command.parts());
        }
        BundleContext context = commands.services().context();
        LogFollower log = null;
        try {
            Arguments parsed = Arguments.parse(command, arguments);
            console.level(parsed.has(CommonOptions.QUIET), parsed.has(CommonOptions.VERBOSE));
            if (console.verbose()) {
                log = LogFollower.begin(context, console);
            }
            CommandResult result = command.run(commands.call(parsed, console, caller,
                    Optional.of(document == null ? part -> print(part, console) : document::part)));
            if (document != null) {
                document.end(result);
            } else {
                print(result, console);
            }
            return result.exitCode();
        } catch (UncheckedIOException e) {
            throw e;
        } catch (Exception | LinkageError | StackOverflowError | OutOfMemoryError | AssertionError e) {
            int code = fail(console, e, "pellucid " + held.name() + " --help");
            if (document != null) {
                document.fail(OneLine.told(e));
            }
            return code;
        } finally {
            if (log != null) {
                log.end();
            }
            if (context != null) {
                StartupProblems.print(context, console);
            }
        }
    }

    private static void print(CommandResult result, Console console) {
        if (!console.quiet()) {
            console.print(result);
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

    private int help(String[] arguments, Console console, int width) {
        try {
            console.print(new Text(arguments.length > 1 && arguments[0].equals("help")
                    ? commands.help(arguments[1], width) : commands.overview(width)));
            return CommandResult.DONE;
        } catch (UsageException e) {
            return fail(console, e, OVERVIEW);
        }
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
