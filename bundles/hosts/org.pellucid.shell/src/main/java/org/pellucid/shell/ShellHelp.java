package org.pellucid.shell;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.pellucid.api.command.Commands;
import org.pellucid.console.HelpText;
import org.pellucid.console.Text;

/** The {@code help} of a Gogo session: Pellucid's commands in their groups first, then those of Gogo. */
final class ShellHelp implements Function {
    /** Commands that a session has by itself, since Gogo's own of these names mean something else. */
    static final List<String> COMMANDS = List.of("help", "exit", "quit");

    private static final String OURS = "pellucid";

    private final Commands commands;
    private final int width;

    /**
     * Creates the help.
     *
     * @param commands that are present
     * @param width    columns to print in
     */
    ShellHelp(Commands commands, int width) {
        this.commands = commands;
        this.width = width;
    }

    @Override
    public Object execute(CommandSession session, List<Object> arguments) throws Exception {
        if (arguments.isEmpty()) {
            return overview(session);
        }
        String name = arguments.get(0).toString();
        String ours = name.startsWith(OURS + ":") ? name.substring(OURS.length() + 1) : name;
        return commands.names().contains(ours) ? new Text(commands.help(ours, width))
                : session.execute("gogo:help '" + name + "'");
    }

    private Text overview(CommandSession session) {
        StringBuilder out = new StringBuilder("'help COMMAND' or 'COMMAND --help' describes a command, TAB completes,")
                .append(" Ctrl-C stops a command,\n'exit' or Ctrl-D leaves.\n");
        HelpText.groups(out, commands.list(), width);
        out.append("\nGogo, the shell itself, and the framework:\n");
        HelpText.columns(out, others(session).entrySet().stream()
                .map(scope -> new String[] {"  " + scope.getKey(), String.join(" ", scope.getValue())}).toList(),
                width);
        return new Text(out.toString());
    }

    /** Names by scope. */
    private static Map<String, Set<String>> others(CommandSession session) {
        Map<String, Set<String>> scopes = new TreeMap<>();
        if (session.get(".commands") instanceof Collection<?> known) {
            for (Object each : known) {
                String[] parts = each.toString().split(":", 2);
                if (parts.length == 2 && !parts[0].equals(OURS) && !parts[1].startsWith("_")) {
                    scopes.computeIfAbsent(parts[0], scope -> new TreeSet<>()).add(parts[1]);
                }
            }
        }
        return scopes;
    }
}
