package org.pellucid.shell;

import java.io.IOError;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.felix.gogo.jline.Expander;
import org.apache.felix.gogo.jline.Highlighter;
import org.apache.felix.gogo.jline.ParsedLineImpl;
import org.apache.felix.gogo.jline.Parser;
import org.apache.felix.gogo.jline.Shell;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.CommandSessionImpl;
import org.apache.felix.service.command.Converter;
import org.apache.felix.service.command.Function;
import org.apache.felix.service.command.Job;
import org.jline.builtins.Completers;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.osgi.framework.BundleContext;
import org.pellucid.api.command.Caller;
import org.pellucid.api.command.CommandResult;
import org.pellucid.api.command.Commands;
import org.pellucid.console.Console;
import org.pellucid.console.Lines;
import org.pellucid.console.ProductVersion;
import org.pellucid.console.Screen;
import org.pellucid.console.Text;

/**
 * The interactive shell: reads lines in a terminal and runs them in a Gogo session. An own loop around Gogo's parser,
 * completion and commands, since Gogo's prints failures as names of Java classes and loses its output for ever when a
 * command is interrupted while it prints.
 */
final class InteractiveShell implements AutoCloseable {
    private static final String PROMPT = "pellucid> ";
    private static final String FURTHER_PROMPT = "> ";
    private static final String HISTORY = "history";
    /** After so many in a row the terminal is taken for lost. */
    private static final int MOST_TROUBLES = 10;

    private final BundleContext context;
    private final Commands commands;
    private final ShellProfile profile;
    private final BorrowedCommands borrowed;
    private final Terminal terminal;
    private final CommandSessionImpl session;
    private final Foreground foreground;
    private final boolean colours;
    /** Asking the terminal starts a process, so that is done only when its size has changed. */
    private volatile int width;
    private volatile boolean leaving;

    private InteractiveShell(BundleContext context, Commands commands, CommandProcessorImpl gogo, Path directory,
            boolean colours)
            throws IOException {
        this.context = context;
        this.commands = commands;
        this.profile = new ShellProfile(commands);
        this.colours = colours;
        terminal = TerminalBuilder.builder().name("pellucid").system(true).nativeSignals(true)
                .signalHandler(Terminal.SignalHandler.SIG_IGN).build();
        borrowed = BorrowedCommands.registerAll(context, gogo);
        session = gogo.createSession(terminal.input(), terminal.output(), terminal.output());
        session.currentDir(directory);
        SteadyChannels.give(session);
        foreground = Foreground.of(session);
    }

    /**
     * Opens the terminal.
     *
     * @param context   of this bundle
     * @param commands  that are present
     * @param gogo      runs the lines
     * @param directory that relative paths start from
     * @param colours   whether the terminal may be sent colours
     * @throws IOException if there is no terminal
     */
    static InteractiveShell open(BundleContext context, Commands commands, CommandProcessorImpl gogo, Path directory,
            boolean colours)
            throws IOException {
        return new InteractiveShell(context, commands, gogo, directory, colours);
    }

    /** Reads and runs lines until somebody leaves, then stops the framework. */
    void run() {
        try {
            LineReader reader = prepare();
            greet();
            int troubles = 0;
            while (!leaving && troubles < MOST_TROUBLES) {
                troubles = step(reader) ? 0 : troubles + 1;
            }
            reader.getHistory().save();
        } catch (IOException e) {
            console().error("pellucid: the history of lines cannot be kept: " + e.getMessage());
        } finally {
            close();
            stopFramework();
        }
    }

    private LineReader prepare() {
        measure();
        session.put(Shell.VAR_TERMINAL, terminal);
        session.put(Shell.VAR_SESSION, session);
        session.put("#TERM", (Function) (s, arguments) -> terminal.getType());
        session.put("#COLUMNS", (Function) (s, arguments) -> width);
        session.put("#LINES", (Function) (s, arguments) -> terminal.getHeight());
        session.put("#PWD", (Function) (s, arguments) -> s.currentDir().toString());
        session.put(GogoScreen.VARIABLE, (Function) (s, arguments) -> screen());
        session.put(Shell.VAR_COMPLETIONS, new HashMap<>());
        String home = context.getProperty(ShellProfile.HOME);
        if (home != null) {
            session.put(LineReader.HISTORY_FILE, Path.of(home, HISTORY));
        }
        LineReader reader = LineReaderBuilder.builder().terminal(terminal)
                .variables(session.getVariables())
                .completer(new Completers.Completer(new Completion())).highlighter(new Highlighter(session))
                .parser(new Parser()).expander(new Expander(session)).build();
        reader.setOpt(LineReader.Option.AUTO_FRESH_LINE);
        session.put(Shell.VAR_READER, reader);
        try {
            profile.run(session, context);
        } catch (Exception e) {
            console().error("pellucid: nothing is completed, since the profile failed: " + e.getMessage());
        }
        session.put(LineReader.SECONDARY_PROMPT_PATTERN, FURTHER_PROMPT);
        session.put("help",
                (Function) (s, arguments) -> new ShellHelp(commands, screen().width()).execute(s, arguments));
        for (String leave : List.of("exit", "quit")) {
            session.put(leave, (Function) (s, arguments) -> {
                leaving = true;
                return null;
            });
        }
        terminal.handle(Terminal.Signal.INT, signal -> foreground.interrupt(session));
        terminal.handle(Terminal.Signal.TSTP, signal -> suspend());
        terminal.handle(Terminal.Signal.WINCH, signal -> measure());
        return reader;
    }

    private void suspend() {
        Job job = session.foregroundJob();
        if (job != null) {
            job.suspend();
        }
    }

    private void greet() {
        Lines lines = screen().lines();
        lines.heading("Pellucid ", ProductVersion.of(context));
        lines.line("'explain cat.png' explains a picture, 'help' lists the commands, TAB completes, Ctrl-D leaves.");
        console().print(lines);
    }

    /** Reads a line and runs it; false if the terminal did not do what it should. */
    private boolean step(LineReader reader) {
        try {
            reader.readLine(PROMPT, null, (Character) null, null);
        } catch (UserInterruptException e) {
            return true;
        } catch (EndOfFileException e) {
            leaving = true;
            return true;
        } catch (IOError e) {
            // The terminal's modes are set by a process, which Ctrl-C ends too when it comes just then.
            return false;
        }
        if (reader.getParsedLine() instanceof ParsedLineImpl parsed) {
            run(parsed.program());
        }
        return true;
    }

    private void run(CharSequence line) {
        if (Thread.interrupted()) {
            // Ctrl-C came after the line was taken, and still hit the editor of lines.
            new Thread(() -> foreground.interrupt(session), "pellucid-interruption").start();
        }
        try {
            Object result = session.execute(line);
            session.put(Shell.VAR_RESULT, result);
            if (result != null && !Boolean.FALSE.equals(session.get(".Gogo.format"))) {
                print(result);
            }
        } catch (Exception e) {
            console().error("pellucid: " + GogoFailure.told(e, session));
            session.put(Shell.VAR_EXCEPTION, e);
        }
        awaitForeground();
    }

    private void print(Object result) {
        if (result instanceof CommandResult ours) {
            console().print(ours);
        } else {
            console().print(new Text(session.format(result, Converter.INSPECT).toString()));
        }
    }

    /** A job that was brought to the foreground again has the terminal until it ends. */
    private void awaitForeground() {
        try {
            for (Job job = session.foregroundJob(); job != null; job = session.foregroundJob()) {
                synchronized (job) {
                    if (job.status() == Job.Status.Foreground) {
                        job.wait();
                    }
                }
            }
        } catch (InterruptedException e) {
            leaving = true;
        }
    }

    private void measure() {
        int columns = terminal.getWidth();
        width = columns > 0 ? columns : Caller.DEFAULT_WIDTH;
    }

    private Screen screen() {
        return new Screen(true, true, width, colours);
    }

    private Console console() {
        PrintStream out = new PrintStream(terminal.output(), true, StandardCharsets.UTF_8);
        return new Console(out, out, screen());
    }

    private void stopFramework() {
        try {
            context.getBundle(0).stop();
        } catch (Exception e) {
            console().error("pellucid: the framework cannot be stopped: " + e.getMessage());
        }
    }

    /** Gives the terminal back as it was. */
    @Override
    public void close() {
        leaving = true;
        try {
            terminal.close();
        } catch (IOException e) {
            // it is gone already
        }
        borrowed.close();
        session.close();
    }

    /** What completion asks of a session. */
    private final class Completion implements Completers.CompletionEnvironment {
        @Override
        public Map<String, List<Completers.CompletionData>> getCompletions() {
            profile.refresh(session);
            return Shell.getCompletions(session);
        }

        @Override
        public Set<String> getCommands() {
            return Shell.getCommands(session);
        }

        @Override
        public String resolveCommand(String command) {
            return Shell.resolve(session, command);
        }

        @Override
        public String commandName(String command) {
            return command.substring(command.indexOf(':') + 1);
        }

        @Override
        public Object evaluate(LineReader reader, ParsedLine line, String function) throws Exception {
            session.put(Shell.VAR_COMMAND_LINE, line);
            return session.execute(function);
        }
    }
}
