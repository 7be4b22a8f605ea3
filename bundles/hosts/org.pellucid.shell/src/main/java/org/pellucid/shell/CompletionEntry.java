package org.pellucid.shell;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.commons.cli.Option;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.pellucid.api.PellucidException;
import org.pellucid.command.base.Command;
import org.pellucid.command.base.CommonOptions;

/**
 * Completes command lines for a shell that is not Gogo's own: a JDK type, so that both sides need no class in common.
 * The argument is the words of the line so far, the name of a command first and the one being typed last. The result is
 * what that word may become, options with their descriptions and names without one. A word that ends with {@code =} or
 * {@code :} goes on without a space. An empty word says that it may be a file.
 */
@Component(service = Function.class, property = "pellucid.entry=completion")
public final class CompletionEntry implements Function<List<String>, Map<String, String>> {
    private final GogoCompletion names;

    /** @param names of what may follow */
    @Activate
    public CompletionEntry(@Reference GogoCompletion names) {
        this.names = names;
    }

    @Override
    public Map<String, String> apply(List<String> words) {
        int last = words.size() - 1;
        Optional<Command> command = last < 1 ? Optional.empty() : Commands.find(words.get(0));
        if (command.isEmpty()) {
            return Map.of();
        }
        Map<String, String> candidates = new LinkedHashMap<>();
        if (words.get(last).startsWith("-")) {
            for (Option option : CommonOptions.of(command.get()).getOptions()) {
                candidates.put("--" + option.getLongOpt(), option.getDescription());
            }
            return candidates;
        }
        try {
            names.names(words.get(0), words, last).forEach(name -> candidates.put(name, ""));
        } catch (PellucidException e) {
            // A model that cannot be read has no labels to offer, and the command will say why.
            return candidates;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (names.filesMayFollow(words.get(0), words.get(last - 1), candidates.isEmpty())) {
            candidates.put("", "");
        }
        return candidates;
    }
}
