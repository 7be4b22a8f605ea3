package org.pellucid.command;

import java.io.IOException;
import java.util.Map;
import org.pellucid.command.base.Services;
import org.pellucid.command.manual.ClassPathCommands;
import org.pellucid.whiteboard.Patience;
import org.pellucid.whiteboard.plain.Defaults;

/** The commands of this bundle without a framework. */
final class PlainCommands {
    private PlainCommands() {
    }

    static CommandsService all() throws IOException {
        CommandsService commands = new CommandsService(null, new Services(null),
                Defaults.of(Patience.class, Map.of()));
        ClassPathCommands.all().forEach(commands::add);
        return commands;
    }
}
