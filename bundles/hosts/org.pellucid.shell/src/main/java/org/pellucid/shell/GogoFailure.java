package org.pellucid.shell;

import java.lang.reflect.InvocationTargetException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.felix.gogo.runtime.CommandNotFoundException;
import org.apache.felix.gogo.runtime.SyntaxError;
import org.apache.felix.service.command.CommandSession;
import org.pellucid.api.PellucidException;
import org.pellucid.api.command.CommandResult;
import org.pellucid.console.ExitCode;
import org.pellucid.console.OneLine;
import org.pellucid.console.spelling.Spelling;

/** Says in words why a line of Gogo failed. */
final class GogoFailure {
    private GogoFailure() {
    }

    /**
     * Returns what to tell the person who typed the line.
     *
     * @param failure what ended it
     * @param session it was typed in
     * @return one line that names no Java class, unless the failure is a defect
     */
    static String told(Throwable failure, CommandSession session) {
        if (failure instanceof InvocationTargetException && failure.getCause() != null) {
            // Gogo calls commands by reflection, and unwraps exceptions but no errors.
            return told(failure.getCause(), session);
        }
        if (failure instanceof CommandNotFoundException missing) {
            String name = missing.getCommand();
            return "unknown command '" + name + "'" + Spelling.of(name, names(session)) + "; see 'help'";
        }
        if (failure instanceof SyntaxError) {
            return "the line cannot be understood: " + OneLine.joined(String.valueOf(failure.getMessage()));
        }
        boolean said = failure.getMessage() != null && !failure.getMessage().isBlank();
        // Commands that are not ours throw what they like, and say in its message what is wrong.
        return said && failure instanceof Exception && !(failure instanceof PellucidException)
                && !(failure instanceof InterruptedException) ? OneLine.joined(failure.getMessage())
                        : OneLine.told(failure);
    }

    /** Returns the exit code of a call that ran the line. */
    static int exitCode(Throwable failure) {
        if (failure instanceof PellucidException) {
            return ExitCode.of(failure);
        }
        return failure instanceof SyntaxError || failure instanceof IllegalArgumentException ? CommandResult.USAGE
                : CommandResult.INPUT;
    }

    /** With their scopes and without. */
    private static Set<String> names(CommandSession session) {
        Set<String> names = new HashSet<>(ShellHelp.COMMANDS);
        if (session.get(".commands") instanceof Collection<?> known) {
            for (Object each : known) {
                List<String> parts = List.of(each.toString().split(":", 2));
                names.add(parts.get(parts.size() - 1));
            }
        }
        names.removeIf(name -> name.startsWith("_"));
        return names;
    }
}
