package org.pellucid.shell.manual;

import java.util.List;
import org.apache.commons.cli.Option;
import org.pellucid.command.base.Command;
import org.pellucid.command.base.CommonOptions;

/** What the Z shell offers when TAB is pressed: commands and options with what they do, and files. */
final class ZshCompletion {
    private static final String BEGIN = """
            #compdef pellucid
            # Completes the command line of pellucid in the Z shell. Made from the table of commands.

            _pellucid() {
              local curcontext=$curcontext state line
              local -a commands
              commands=(
            """;
    private static final String MIDDLE = """
              )
              _arguments -C '(- *)--version[print the version]' '(- *)'{-h,--help}'[print help]' \\
                '1:command:->command' '*::argument:->argument'
              case $state in
                command) _describe command commands ;;
                argument)
                  case $words[1] in
            """;
    private static final String END = """
                  esac
                  ;;
              esac
            }

            _pellucid "$@"
            """;

    private ZshCompletion() {
    }

    /** @return the function that the Z shell loads */
    static String of(List<Command> commands) {
        StringBuilder out = new StringBuilder(BEGIN);
        for (Command command : commands) {
            out.append("    '").append(command.name()).append(':').append(quoted(command.summary())).append("'\n");
        }
        out.append(MIDDLE);
        for (Command command : commands) {
            out.append("        ").append(command.name()).append(")\n          _arguments \\\n");
            for (Option option : CommonOptions.of(command).getOptions()) {
                out.append("            ").append(spelled(option)).append("'[")
                        .append(quoted(option.getDescription()).replace("[", "\\[").replace("]", "\\]")).append(']');
                if (option.hasArg()) {
                    out.append(':').append(quoted(option.getArgName()).replace(":", "\\:")).append(':')
                            .append(option.getArgName().equals("DIR") ? "_files -/" : "_files");
                }
                out.append("' \\\n");
            }
            out.append("            '*:file:_files'\n          ;;\n");
        }
        return out.append(END).toString();
    }

    /** Options may be given again, since some take a value each time. */
    private static String spelled(Option option) {
        return option.getOpt() == null ? "'*'--" + option.getLongOpt()
                : "'*'{-" + option.getOpt() + ",--" + option.getLongOpt() + "}";
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("'", "'\\''").replace("\n", " ");
    }
}
