package org.pellucid.command.data;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pellucid.api.UsageException;
import org.pellucid.api.explain.Explainer;
import org.pellucid.api.explain.MethodOption;

/** Deals options out to several methods: {@code METHOD.KEY} to that one, {@code KEY} to all that have it. */
final class MethodOptions {
    private final Map<String, String> given;
    private final Set<String> used = new HashSet<>();

    MethodOptions(Map<String, String> given) {
        this.given = given;
    }

    /** @return the options of a method that is present */
    Map<String, String> of(String method, Explainer explainer) {
        List<String> known = explainer.methods().stream().filter(entry -> entry.name().equals(method))
                .map(entry -> entry.description().options()).flatMap(Collection::stream).map(MethodOption::name)
                .toList();
        return of(method, known);
    }

    Map<String, String> of(String method, Collection<String> known) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String key : given.keySet()) {
            if (known.contains(key)) {
                options.put(key, given.get(key));
                used.add(key);
            }
        }
        // What names the method decides, and is passed on unchecked: the method's message lists what it has.
        String prefix = method + ".";
        for (String key : given.keySet()) {
            if (key.startsWith(prefix)) {
                options.put(key.substring(prefix.length()), given.get(key));
                used.add(key);
            }
        }
        return options;
    }

    /** Fails if an option was for none of the methods. */
    void requireAllUsed() throws UsageException {
        for (String key : given.keySet()) {
            if (!used.contains(key)) {
                throw new UsageException("--option " + key + ": none of the methods asked for has it; see 'pellucid "
                        + "methods NAME'");
            }
        }
    }
}
