package org.pellucid.shell.command;

import java.util.ArrayList;
import java.util.List;
import org.pellucid.api.UsageException;
import org.pellucid.api.explain.Targets;

/** Reads {@code --targets}. */
final class TargetList {
    private static final String TOP = "top:";
    private static final String GRAMMAR = "must be predicted, top:K, all, or class indices and labels with commas"
            + " between";

    private TargetList() {
    }

    /**
     * @param text      {@code predicted}, {@code top:K}, {@code all}, or indices and label names
     * @param threshold for {@code predicted}
     * @return the targets; whether labels and indices exist is for the explainer to say
     * @throws UsageException if it is none of these
     */
    static Targets parse(String text, double threshold) throws UsageException {
        if (text.equals("predicted")) {
            return new Targets.Predicted(threshold);
        }
        if (text.equals("all")) {
            return new Targets.All();
        }
        if (text.startsWith(TOP)) {
            return new Targets.Top(count(text));
        }
        List<String> names = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            String name = part.trim();
            if (name.isEmpty() || name.equals("predicted") || name.equals("all") || name.startsWith(TOP)) {
                throw new UsageException("--targets " + text + ": " + GRAMMAR);
            }
            names.add(name);
        }
        return new Targets.Listed(names);
    }

    private static int count(String text) throws UsageException {
        try {
            int count = Integer.parseInt(text.substring(TOP.length()).trim());
            if (count >= 1) {
                return count;
            }
        } catch (NumberFormatException e) {
            // the message below says what is wanted
        }
        throw new UsageException("--targets " + text + ": K must be a whole number of at least 1");
    }
}
