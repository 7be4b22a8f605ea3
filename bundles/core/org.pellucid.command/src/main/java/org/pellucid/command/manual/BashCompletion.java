package org.pellucid.command.manual;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.pellucid.api.command.CommandOption;
import org.pellucid.api.command.spi.Command;
import org.pellucid.command.base.CommonOptions;

/** What Bash offers when TAB is pressed: commands, then their options, and files for everything else. */
final class BashCompletion {
    private static final String BEGIN = """
            # Completes the command line of pellucid in Bash. Made from the table of commands.
            _pellucid() {
              local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command= options folders i
              for ((i = 1; i < COMP_CWORD; i++)); do
                if [[ ${COMP_WORDS[i]} != -* ]]; then
                  command=${COMP_WORDS[i]}
                  break
                fi
              done
              case $command in
            """;
    private static final String END = """
                *) return ;;
              esac
              if [[ $word == -* ]]; then
                COMPREPLY=($(compgen -W "$options" -- "$word"))
              else
                local IFS=$'\\n'
                compopt -o filenames 2>/dev/null
                if [[ " $folders " == *" $before "* ]]; then
                  COMPREPLY=($(compgen -d -- "$word"))
                else
                  COMPREPLY=($(compgen -f -- "$word"))
                fi
              fi
            }
            complete -F _pellucid pellucid
            """;

    private BashCompletion() {
    }

    /** @return the script that Bash reads */
    static String of(SortedMap<String, Command> commands) {
        StringBuilder out = new StringBuilder(BEGIN);
        List<String> names = new ArrayList<>();
        for (Map.Entry<String, Command> entry : commands.entrySet()) {
            Command command = entry.getValue();
            names.add(entry.getKey());
        }
        out.append("    '')\n      COMPREPLY=($(compgen -W '").append(String.join(" ", names))
                .append(" help --help --version' -- \"$word\"))\n      return\n      ;;\n");
        for (Map.Entry<String, Command> entry : commands.entrySet()) {
            Command command = entry.getValue();
            List<String> options = new ArrayList<>();
            List<String> folders = new ArrayList<>();
            for (CommandOption option : CommonOptions.of(command)) {
                List<String> spelled = new ArrayList<>();
                if (option.letter().isPresent()) {
                    spelled.add("-" + option.letter().get());
                }
                spelled.add("--" + option.name());
                options.addAll(spelled);
                if (option.value().isPresent() && option.value().get().equals("DIR")) {
                    folders.addAll(spelled);
                }
            }
            out.append("    ").append(entry.getKey()).append(")\n      options='").append(String.join(" ", options))
                    .append("'\n      folders='").append(String.join(" ", folders)).append("'\n      ;;\n");
        }
        return out.append(END).toString();
    }
}
