package org.pellucid.shell;

import java.util.ArrayList;
import java.util.List;
import org.apache.felix.gogo.runtime.Parser;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.pellucid.api.PellucidException;
import org.pellucid.api.UsageException;
import org.pellucid.api.command.Caller;
import org.pellucid.api.command.CommandResult;
import org.pellucid.api.command.Commands;
import org.pellucid.api.command.JsonOutput;
import org.pellucid.api.command.TextOutput;
import org.pellucid.api.command.spi.CommandCall;
import org.pellucid.console.Text;

/**
 * Runs lines in a Gogo session: the caller's own, or for the command line a new one on the streams of the process. A
 * session on Gogo's own streams would write to itself without end.
 */
final class GogoRun implements AutoCloseable {
    private final CommandProcessor gogo;
    private final CommandSession session;
    private final boolean own;
    private final CommandCall call;
    private BorrowedCommands borrowed;

    private GogoRun(CommandProcessor gogo, CommandSession session, CommandCall call) {
        this.gogo = gogo;
        this.session = session;
        this.own = gogo != null;
        this.call = call;
    }

    static GogoRun of(CommandCall call) throws PellucidException, InterruptedException {
        if (call.caller() instanceof GogoCaller shell) {
            return new GogoRun(null, shell.session(), call);
        }
        StartLevels.startGogo(context());
        CommandProcessor gogo = call.service(CommandProcessor.class);
        Caller caller = call.caller();
        CommandSession session = gogo.createSession(caller.in(), caller.out(), caller.err());
        session.currentDir(call.directory());
        session.put("SCOPE", "pellucid:gogo:*");
        session.put("help", new ShellHelp(call.service(Commands.class), caller.width()));
        return new GogoRun(gogo, session, call);
    }

    private static BundleContext context() {
        return FrameworkUtil.getBundle(GogoRun.class).getBundleContext();
    }

    /** What a script finds in {@code $args}. */
    void arguments(List<String> arguments) {
        session.put("args", new ArrayList<>(arguments));
    }

    /** Splits a script where the interactive shell would have been given one line after the other. */
    static List<String> statements(String script) throws UsageException {
        List<String> statements = new ArrayList<>();
        try {
            List<Parser.Executable> tokens = new Parser(script).program().tokens();
            int begin = -1;
            int end = -1;
            for (Parser.Executable token : tokens) {
                String text = token.toString();
                if (token instanceof Parser.Operator && (text.equals(";") || text.equals("\n"))) {
                    statement(statements, script, begin, end);
                    begin = -1;
                    continue;
                }
                begin = begin < 0 ? token.start() : begin;
                end = token.start() + token.length();
            }
            statement(statements, script, begin, end);
        } catch (RuntimeException e) {
            throw new UsageException("script cannot be parsed: " + e.getMessage(), e);
        }
        return statements;
    }

    private static void statement(List<String> statements, String script, int begin, int end) {
        if (begin >= 0) {
            statements.add(script.substring(begin, end));
        }
    }

    /**
     * Many of the shell's own commands (each, if, echo, grep …) come with its interactive part, which is not started
     * for a call of one command: they are added only for a line that names one, or none of Pellucid's.
     */
    private void addWhatIsMissing(List<String> lines) throws PellucidException, InterruptedException {
        for (String line : lines) {
            for (String word : firstWords(line)) {
                if (own && BorrowedCommands.serve(word, call.service(Commands.class).names())) {
                    borrowed = BorrowedCommands.register(context(), gogo);
                    return;
                }
            }
        }
    }

    private static List<String> firstWords(String line) {
        try {
            Parser parser = new Parser(line);
            parser.program();
            return parser.statements().stream().filter(s -> !s.tokens().isEmpty())
                    .map(s -> s.tokens().get(0).toString()).toList();
        } catch (RuntimeException e) {
            return List.of(); // running it will tell what is wrong with it
        }
    }

    /** Runs one after the other until one fails, prints what each gives. */
    CommandResult run(List<String> lines) throws PellucidException, InterruptedException {
        addWhatIsMissing(lines);
        int worst = CommandResult.DONE;
        Object last = null;
        for (String line : lines) {
            try {
                last = session.execute(line);
            } catch (PellucidException | InterruptedException e) {
                if (!own) {
                    throw e;
                }
                return new Outcome(failed(e));
            } catch (Exception | LinkageError | StackOverflowError e) {
                if (!own && e instanceof RuntimeException unchecked) {
                    throw unchecked;
                }
                return new Outcome(failed(e));
            }
            if (last != null && !isAssignment(line)) {
                print(last);
            }
            if (last instanceof CommandResult result) {
                worst = Math.max(worst, result.exitCode());
            }
        }
        return new Outcome(worst);
    }

    /** The value of an assignment is wanted later, not now. */
    private static boolean isAssignment(String line) {
        List<Parser.Executable> tokens = new Parser(line).program().tokens();
        return tokens.size() == 1 && tokens.get(0) instanceof Parser.Statement statement
                && statement.tokens().size() > 1 && statement.tokens().get(1).toString().equals("=");
    }

    private void print(Object value) {
        if (value instanceof CommandResult result) {
            call.console().print(result);
        } else {
            call.console().print(new Text(session.format(value, Converter.INSPECT).toString()));
        }
    }

    private int failed(Throwable failure) {
        call.console().error("pellucid: " + GogoFailure.told(failure, session));
        call.console().trace(failure);
        return GogoFailure.exitCode(failure);
    }

    @Override
    public void close() {
        if (own) {
            session.close();
        }
        if (borrowed != null) {
            borrowed.close();
        }
    }

    /** All was printed; the exit code is left. */
    private record Outcome(int exitCode) implements CommandResult {
        @Override
        public void print(TextOutput out) {
            // printed line by line
        }

        @Override
        public void json(JsonOutput out) {
            // a line of Gogo makes its own document
        }
    }
}
