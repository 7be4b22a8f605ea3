package org.pellucid.shell;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.pellucid.api.PellucidException;
import org.pellucid.api.UsageException;
import org.pellucid.api.command.CommandGroup;
import org.pellucid.api.command.CommandResult;
import org.pellucid.api.command.spi.Command;
import org.pellucid.api.command.spi.CommandCall;

/** Runs a Gogo command line. */
@Component(service = Command.class, property = Command.NAME + "=gogo")
public final class GogoCommand implements Command {
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
    public CommandResult run(CommandCall call) throws PellucidException, InterruptedException {
        String line = String.join(" ", call.arguments().rest());
        if (line.isBlank()) {
            throw new UsageException("no command line given");
        }
        try (GogoRun gogo = GogoRun.of(call)) {
            return gogo.run(List.of(line));
        }
    }
}
