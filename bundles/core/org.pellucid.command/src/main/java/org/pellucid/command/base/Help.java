package org.pellucid.command.base;

import java.util.ArrayList;
import java.util.List;
import org.pellucid.api.command.CommandEntry;
import org.pellucid.api.command.CommandOption;
import org.pellucid.api.command.spi.Command;
import org.pellucid.console.HelpText;

/** Help pages, made from what the commands say of themselves. */
public final class Help {
    private Help() {
    }

    /**
     * Makes the help page of a command.
     *
     * @param name    of the command
     * @param command the command
     * @param width   columns to print in
     * @return the page
     */
    public static String of(String name, Command command, int width) {
        StringBuilder out = new StringBuilder();
        String call = "pellucid " + name;
        out.append(call).append(": ").append(command.summary()).append(".\n\nUsage: ").append(call).append(' ')
                .append(command.usage()).append('\n');
        if (!command.details().isEmpty()) {
            out.append('\n');
            HelpText.wrap(out, command.details(), 0, width);
        }
        out.append("\nOptions:\n");
        List<String[]> rows = new ArrayList<>();
        for (CommandOption option : CommonOptions.of(command)) {
            String letter = option.letter().map(each -> "-" + each + ", ").orElse("    ");
            String value = option.value().map(each -> " " + each).orElse("");
            rows.add(new String[] {"  " + letter + "--" + option.name() + value, option.description()});
        }
        HelpText.columns(out, rows, width);
        if (!command.examples().isEmpty()) {
            out.append("\nExamples:\n");
            for (String example : command.examples()) {
                out.append("  ").append(example).append('\n');
            }
        }
        return out.toString();
    }

    /**
     * Lists the commands in their groups.
     *
     * @param commands all commands
     * @param width    columns to print in
     * @return the page
     */
    public static String overview(List<CommandEntry> commands, int width) {
        StringBuilder out = new StringBuilder();
        out.append("pellucid: shows with saliency maps what an OpenVINO classifier looks at.\n\n");
        out.append("Usage: pellucid COMMAND [options] ...\n");
        HelpText.groups(out, commands, width);
        out.append("\n'pellucid COMMAND --help' describes a command, 'pellucid --version' prints the version.\n");
        out.append("Exit codes: 0 all done; 1 some inputs failed, each named, the rest done; 2 wrong usage;\n");
        out.append("3 the runtime, a model or a method could not be used; 4 a rule failed.\n");
        return out.toString();
    }
}
