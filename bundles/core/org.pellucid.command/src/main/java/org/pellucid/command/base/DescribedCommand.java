package org.pellucid.command.base;

import java.util.List;
import org.pellucid.api.command.CommandGroup;
import org.pellucid.api.command.spi.Command;

/** A command that says at once what its help tells first. */
public abstract class DescribedCommand implements Command {
    private final CommandGroup group;
    private final String usage;
    private final String summary;
    private final List<String> examples;

    /**
     * Describes the command.
     *
     * @param group    of the overview
     * @param usage    what follows the name on a command line
     * @param summary  what the command does
     * @param examples whole command lines
     */
    protected DescribedCommand(CommandGroup group, String usage, String summary, String... examples) {
        this.group = group;
        this.usage = usage;
        this.summary = summary;
        this.examples = List.of(examples);
    }

    @Override
    public CommandGroup group() {
        return group;
    }

    @Override
    public String usage() {
        return usage;
    }

    @Override
    public String summary() {
        return summary;
    }

    @Override
    public List<String> examples() {
        return examples;
    }
}
