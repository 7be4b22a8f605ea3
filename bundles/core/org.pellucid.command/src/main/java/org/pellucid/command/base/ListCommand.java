package org.pellucid.command.base;

import java.io.IOException;
import java.util.List;
import org.pellucid.api.PellucidException;
import org.pellucid.api.command.CommandGroup;
import org.pellucid.api.command.CommandResult;
import org.pellucid.api.command.JsonOutput;
import org.pellucid.api.command.spi.CommandCall;

/**
 * A command that lists things of one kind.
 *
 * @param <T> the kind
 */
public abstract class ListCommand<T> extends DescribedCommand {
    private final String name;

    /**
     * Describes the command.
     *
     * @param group    of the overview
     * @param name     of the list in JSON
     * @param usage    what follows the name on a command line
     * @param summary  what the command does
     * @param examples whole command lines
     */
    protected ListCommand(CommandGroup group, String name, String usage, String summary, String... examples) {
        super(group, usage, summary, examples);
        this.name = name;
    }

    /** {@return the columns, the longest text last} */
    protected abstract List<Column<T>> columns();

    /** Writes one of the things into an open object. */
    protected abstract void json(T item, JsonOutput out) throws IOException;

    /** {@return what there is} */
    protected abstract List<T> items(CommandCall call) throws PellucidException, InterruptedException;

    @Override
    public CommandResult run(CommandCall call) throws PellucidException, InterruptedException {
        call.arguments().noRest();
        return list(call);
    }

    /** {@return the list of all there is} */
    protected final CommandResult list(CommandCall call) throws PellucidException, InterruptedException {
        return new Listed<>(this, items(call), call.console().verbose());
    }

    /**
     * What a command lists.
     *
     * @param <T> the kind
     */
    public static final class Listed<T> extends ListResult<T> {
        private final ListCommand<T> command;

        /**
         * Creates a list.
         *
         * @param command lists them
         * @param items   the things
         * @param verbose whether to print the columns of details
         */
        public Listed(ListCommand<T> command, List<T> items, boolean verbose) {
            super(command.name, items, verbose);
            this.command = command;
        }

        @Override
        protected List<Column<T>> columns() {
            return command.columns();
        }

        @Override
        protected void json(T item, JsonOutput out) throws IOException {
            command.json(item, out);
        }
    }
}
