package org.pellucid.command.base;

import java.util.List;
import org.apache.commons.cli.Options;
import org.pellucid.api.PellucidException;

/**
 * One command of Pellucid, the same on the command line and in Gogo. A new command is a class that implements this and
 * a line in {@link org.pellucid.shell.Commands}. A command holds no state.
 */
public interface Command {
    /** @return the name it is called by */
    String name();

    /** @return the paragraph of the overview that it belongs to */
    CommandGroup group();

    /** @return what it does, one line without full stop */
    String summary();

    /** @return what follows the name: {@code [options] IMAGE...} */
    String usage();

    /** @return whole command lines that work, each followed by {@code  # what it does} */
    default List<String> examples() {
        return List.of();
    }

    /** @return more to say in the help, whole paragraphs, or empty */
    default String details() {
        return "";
    }

    /**
     * @return its own options; each description ends with unit, default and range. {@link CommonOptions} come on top
     */
    default Options options() {
        return new Options();
    }

    /** @return whether everything from the first argument that is no option on belongs to somebody else */
    default boolean passesArguments() {
        return false;
    }

    /** @return name of the JSON array that the reports given to {@link Call#report} make up, or empty */
    default String parts() {
        return "";
    }

    /**
     * Does the work. Checks all that was asked before it begins.
     *
     * @param call arguments, console and services
     * @return the report, or what is left to say where parts were given to {@link Call#report}
     * @throws PellucidException    if it cannot be done
     * @throws InterruptedException if the thread was interrupted
     */
    Result run(Call call) throws PellucidException, InterruptedException;
}
