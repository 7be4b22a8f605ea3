package org.pellucid.api.command.spi;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;
import org.pellucid.api.PellucidException;
import org.pellucid.api.command.CommandGroup;
import org.pellucid.api.command.CommandOption;
import org.pellucid.api.command.CommandResult;
import org.pellucid.api.command.Completer;

/**
 * Does what people type: one command, the same on the command line, in the shell and in other hosts. Register as a
 * service with the property {@link #NAME}. Of two with one name the one of the higher service ranking is called. A
 * command holds no state of a call. Safe for use by several threads.
 */
@ConsumerType
public interface Command {
    /** Service property: the name the command is called by, lower case. */
    String NAME = "pellucid.command";

    /** {@return what the command does, one line without full stop} */
    String summary();

    /** {@return the paragraph of the overview that the command belongs to} */
    default CommandGroup group() {
        return CommandGroup.MORE;
    }

    /** {@return what follows the name on a command line, as in {@code [options] IMAGE...}} */
    default String usage() {
        return "[options]";
    }

    /** {@return more to say in the help, whole paragraphs, or empty} */
    default String details() {
        return "";
    }

    /** {@return whole command lines that work} */
    default List<String> examples() {
        return List.of();
    }

    /** {@return the command's own options; those that all commands have come on top} */
    default List<CommandOption> options() {
        return List.of();
    }

    /** {@return what completes words that are neither options nor their values} */
    default Completer completer() {
        return Completer.NONE;
    }

    /** {@return whether everything from the first argument that is no option on belongs to somebody else} */
    default boolean passesArguments() {
        return false;
    }

    /** {@return the name of the JSON array that the results given to {@link CommandCall#report} make up, or empty} */
    default String parts() {
        return "";
    }

    /**
     * Does the work, after it has checked all that was asked.
     *
     * @param call what was asked, by whom, and with what it can be done
     * @return the result, or what is left to say where parts were given to {@link CommandCall#report}
     * @throws PellucidException    if it cannot be done
     * @throws InterruptedException if the thread was interrupted
     */
    CommandResult run(CommandCall call) throws PellucidException, InterruptedException;
}
