package org.pellucid.command.list;

import java.util.List;
import java.util.function.Function;
import org.pellucid.api.UsageException;
import org.pellucid.console.spelling.Spelling;

/** Picks what a command that lists things, or describes one, was asked to describe. */
final class Named {
    private Named() {
    }

    /**
     * @param what  they are, for messages
     * @param all   things there are
     * @param name  of each; several may share one
     * @param typed arguments, at least one
     * @return the things of the one name that was typed
     * @throws UsageException if there is none, the message suggests the nearest; or if several names were typed
     */
    static <T> List<T> find(String what, List<T> all, Function<T, String> name, List<String> typed)
            throws UsageException {
        if (typed.size() > 1) {
            throw new UsageException("describes one " + what + " at a time, not '" + typed.get(1) + "' as well");
        }
        String wanted = typed.get(0);
        List<T> found = all.stream().filter(each -> name.apply(each).equals(wanted)).toList();
        if (found.isEmpty()) {
            List<String> there = all.stream().map(name).distinct().toList();
            throw new UsageException("unknown " + what + " '" + wanted + "'" + Spelling.of(wanted, there)
                    + "; present: " + (there.isEmpty() ? "none" : String.join(", ", there)));
        }
        return found;
    }
}
