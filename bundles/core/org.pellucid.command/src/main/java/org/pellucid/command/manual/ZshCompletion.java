package org.pellucid.command.manual;

import java.util.Map;
import java.util.SortedMap;
import org.pellucid.api.command.CommandOption;
import org.pellucid.api.command.spi.Command;
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
    static String of(SortedMap<String, Command> commands) {
        StringBuilder out = new StringBuilder(BEGIN);
        for (Map.Entry<String, Command> entry : commands.entrySet()) {
            Command command = entry.getValue();
            out.append("    '").append(entry.getKey()).append(':').append(quoted(command.summary())).append("'\n");
        }
        out.append(MIDDLE);
        for (Map.Entry<String, Command> entry : commands.entrySet()) {
            Command command = entry.getValue();
            out.append("        ").append(entry.getKey()).append(")\n          _arguments \\\n");
            for (CommandOption option : CommonOptions.of(command)) {
                out.append("            ").append(spelled(option)).append("'[")
                        .append(quoted(option.description()).replace("[", "\\[").replace("]", "\\]")).append(']');
                if (option.value().isPresent()) {
                    out.append(':').append(quoted(option.value().get()).replace(":", "\\:")).append(':')
                            .append(option.value().get().equals("DIR") ? "_files -/" : "_files");
                }
                out.append("' \\\n");
            }
            out.append("            '*:file:_files'\n          ;;\n");
        }
        return out.append(END).toString();
    }

    /** Options may be given again, since some take a value each time. */
    private static String spelled(CommandOption option) {
        return option.letter().isEmpty() ? "'*'--" + option.name()
                : "'*'{-" + option.letter().get() + ",--" + option.name() + "}";
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("'", "'\\''").replace("\n", " ");
    }
}
