package org.pellucid.console;

import java.util.List;
import org.pellucid.api.command.CommandEntry;
import org.pellucid.api.command.CommandGroup;

/** Lays out pages of help. */
public final class HelpText {
    private static final int GAP = 2;

    private HelpText() {
    }

    /**
     * Appends the commands, a paragraph for each group.
     *
     * @param out      receives whole lines
     * @param commands all commands
     * @param width    columns to print in
     */
    public static void groups(StringBuilder out, List<CommandEntry> commands, int width) {
        int longest = commands.stream().mapToInt(command -> command.name().length()).max().orElse(0);
        for (CommandGroup group : CommandGroup.values()) {
            List<String[]> rows = commands.stream().filter(command -> command.group() == group)
                    .map(command -> new String[] {"  " + command.name()
                            + " ".repeat(longest - command.name().length()), command.summary()})
                    .toList();
            if (!rows.isEmpty()) {
                out.append('\n').append(group.title()).append(":\n");
                columns(out, rows, width);
            }
        }
    }

    /** Appends rows of two columns, the second wrapped. */
    public static void columns(StringBuilder out, List<String[]> rows, int width) {
        int first = 0;
        for (String[] row : rows) {
            first = Math.max(first, row[0].length());
        }
        int indent = first + GAP;
        for (String[] row : rows) {
            out.append(row[0]).append(" ".repeat(indent - row[0].length()));
            wrap(out, row[1], indent, width);
        }
    }

    /** Appends words, broken between them; the first line begins where the text ends. */
    public static void wrap(StringBuilder out, String text, int indent, int width) {
        List<String> lines = Wrapping.lines(text, Wrapping.room(width, indent));
        out.append(String.join("\n" + " ".repeat(indent), lines)).append('\n');
    }
}
