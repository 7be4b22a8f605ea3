package org.pellucid.command.base;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.Option;
import org.pellucid.console.Wrapping;

/** Help pages, made from what the commands say of themselves. */
public final class Help {
    private static final int GAP = 2;

    private Help() {
    }

    /**
     * @param command a command
     * @param width   columns to print in
     * @return its help page
     */
    public static Text of(Command command, int width) {
        StringBuilder out = new StringBuilder();
        String call = "pellucid " + command.name();
        out.append(call).append(": ").append(command.summary()).append(".\n\nUsage: ").append(call).append(' ')
                .append(command.usage()).append('\n');
        if (!command.details().isEmpty()) {
            out.append('\n');
            wrap(out, command.details(), 0, width);
        }
        out.append("\nOptions:\n");
        List<String[]> rows = new ArrayList<>();
        for (Option option : CommonOptions.of(command).getOptions()) {
            String letter = option.getOpt() == null ? "    " : "-" + option.getOpt() + ", ";
            String value = option.hasArg() ? " " + option.getArgName() : "";
            rows.add(new String[] {"  " + letter + "--" + option.getLongOpt() + value, option.getDescription()});
        }
        columns(out, rows, width);
        if (!command.examples().isEmpty()) {
            out.append("\nExamples:\n");
            for (String example : command.examples()) {
                out.append("  ").append(example).append('\n');
            }
        }
        return new Text(out.toString());
    }

    /**
     * Lists the commands in their groups.
     *
     * @param commands all commands
     * @param width    columns to print in
     * @return the page
     */
    public static Text overview(List<Command> commands, int width) {
        StringBuilder out = new StringBuilder();
        out.append("pellucid: shows with saliency maps what an OpenVINO classifier looks at.\n\n");
        out.append("Usage: pellucid COMMAND [options] ...\n");
        groups(out, commands, width);
        out.append("\n'pellucid COMMAND --help' describes a command, 'pellucid --version' prints the version.\n");
        out.append("Exit codes: 0 all done; 1 some inputs failed, each named, the rest done; 2 wrong usage;\n");
        out.append("3 the runtime, a model or a method could not be used.\n");
        return new Text(out.toString());
    }

    /**
     * Appends the commands, a paragraph for each group.
     *
     * @param out      receives whole lines
     * @param commands all commands
     * @param width    columns to print in
     */
    public static void groups(StringBuilder out, List<Command> commands, int width) {
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
    private static void wrap(StringBuilder out, String text, int indent, int width) {
        List<String> lines = Wrapping.lines(text, Wrapping.room(width, indent));
        out.append(String.join("\n" + " ".repeat(indent), lines)).append('\n');
    }
}
