package org.pellucid.shell;

import java.util.List;
import org.pellucid.api.PellucidException;
import org.pellucid.api.UsageException;
import org.pellucid.command.base.Call;
import org.pellucid.command.base.Command;
import org.pellucid.command.base.CommandGroup;
import org.pellucid.command.base.Result;

/** Runs a Gogo command line. */
public final class GogoCommand implements Command {
    @Override
    public String name() {
        return "gogo";
    }

    @Override
    public CommandGroup group() {
        return CommandGroup.DIAGNOSE;
    }

    @Override
    public String summary() {
        return "runs one command line in the Gogo shell";
    }

    @Override
    public String usage() {
        return "'COMMAND LINE'";
    }

    @Override
    public String details() {
        return "Prints the value of the line, or why it failed.";
    }

    @Override
    public List<String> examples() {
        return List.of("pellucid gogo 'explain cat.png'", "pellucid gogo '(explain cat.png) files'",
                "pellucid gogo 'lb'");
    }

    @Override
    public boolean passesArguments() {
        return true;
    }

    @Override
    public Result run(Call call) throws PellucidException, InterruptedException {
        String line = String.join(" ", call.arguments().rest());
        if (line.isBlank()) {
            throw new UsageException("no command line given");
        }
        try (GogoRun gogo = GogoRun.of(call)) {
            return gogo.run(List.of(line));
        }
    }
}
