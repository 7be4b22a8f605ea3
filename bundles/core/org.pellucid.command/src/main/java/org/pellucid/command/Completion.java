package org.pellucid.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pellucid.api.NativeRuntimeException;
import org.pellucid.api.PellucidException;
import org.pellucid.api.command.CommandOption;
import org.pellucid.api.command.Completer;
import org.pellucid.api.command.TypedLine;
import org.pellucid.api.command.spi.Command;
import org.pellucid.command.base.CommonOptions;
import org.pellucid.command.base.Services;

/** Completes the last word of a line with what the command and its options say of themselves. */
final class Completion implements TypedLine {
    private final List<CommandOption> options;
    private final List<String> words;
    private final Services services;

    private Completion(List<CommandOption> options, List<String> words, Services services) {
        this.options = options;
        this.words = words;
        this.services = services;
    }

    /**
     * Finds the candidates.
     *
     * @param command  being typed
     * @param words    of the line so far, the command's name first
     * @param services to find names with
     * @return the candidates with their descriptions; an empty one says that the word may be a file
     */
    static Map<String, String> of(Command command, List<String> words, Services services)
            throws PellucidException, InterruptedException {
        List<CommandOption> options = CommonOptions.of(command);
        Completion line = new Completion(options, words, services);
        Map<String, String> candidates = new LinkedHashMap<>();
        if (line.word().startsWith("-")) {
            options.forEach(option -> candidates.put("--" + option.name(), option.description()));
            return candidates;
        }
        line.completer(command).candidates(line).forEach(name -> candidates.put(name, ""));
        if (candidates.isEmpty()) {
            candidates.put("", "");
        }
        return candidates;
    }

    /** That of the option before, if it takes a value. */
    private Completer completer(Command command) {
        String before = words.get(words.size() - 2);
        return options.stream().filter(option -> option.value().isPresent() && option.isNamed(before)).findFirst()
                .map(CommandOption::completer).orElse(command.completer());
    }

    @Override
    public String word() {
        return words.get(words.size() - 1);
    }

    @Override
    public Optional<String> value(String option) {
        for (int i = words.size() - 2; i > 0; i--) {
            String word = words.get(i);
            if (options.stream().anyMatch(each -> each.name().equals(option) && each.isNamed(word))) {
                return Optional.of(words.get(i + 1));
            }
        }
        return Optional.empty();
    }

    @Override
    public <T> T service(Class<T> type) throws NativeRuntimeException, InterruptedException {
        return services.require(type);
    }
}
