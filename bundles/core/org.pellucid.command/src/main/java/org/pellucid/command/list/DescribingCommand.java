package org.pellucid.command.list;

import java.io.IOException;
import java.util.List;
import org.pellucid.api.PellucidException;
import org.pellucid.api.UsageException;
import org.pellucid.api.command.CommandGroup;
import org.pellucid.api.command.CommandResult;
import org.pellucid.api.command.JsonOutput;
import org.pellucid.api.command.TextOutput;
import org.pellucid.api.command.spi.CommandCall;
import org.pellucid.command.base.ListCommand;
import org.pellucid.console.spelling.Spelling;

/**
 * A command that lists things, or describes the one it is told the name of.
 *
 * @param <T> the kind
 */
abstract class DescribingCommand<T> extends ListCommand<T> {
    private final String kind;

    /** Like a command that lists; {@code kind} is the word for one of the things. */
    DescribingCommand(String kind, String name, String summary, String... examples) {
        super(CommandGroup.PRESENT, name, "[options] [NAME]", summary, examples);
        this.kind = kind;
    }

    /** {@return the name of one of the things; several may share one} */
    abstract String name(T item);

    /** Prints all there is to say about one. */
    abstract void describe(T item, TextOutput out);

    @Override
    public CommandResult run(CommandCall call) throws PellucidException, InterruptedException {
        List<String> typed = call.arguments().rest();
        if (typed.isEmpty()) {
            return list(call);
        }
        if (typed.size() > 1) {
            throw new UsageException("describes one " + kind + " at a time, not '" + typed.get(1) + "' as well");
        }
        return new Described<>(this, named(typed.get(0), items(call)));
    }

    private List<T> named(String wanted, List<T> all) throws UsageException {
        List<T> found = all.stream().filter(each -> name(each).equals(wanted)).toList();
        if (found.isEmpty()) {
            List<String> there = all.stream().map(this::name).distinct().toList();
            throw new UsageException("unknown " + kind + " '" + wanted + "'" + Spelling.of(wanted, there)
                    + "; present: " + (there.isEmpty() ? "none" : String.join(", ", there)));
        }
        return found;
    }

    /**
     * What was described.
     *
     * @param <T>     the kind
     * @param command describes them
     * @param items   those of the name, for scripts
     */
    public record Described<T>(DescribingCommand<T> command, List<T> items) implements CommandResult {
        @Override
        public void print(TextOutput out) {
            items.forEach(item -> command.describe(item, out));
        }

        @Override
        public void json(JsonOutput out) throws IOException {
            new Listed<>(command, items, false).json(out);
        }
    }
}
