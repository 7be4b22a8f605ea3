package org.pellucid.api.interpret;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What triage found.
 *
 * @param pictures   predicted
 * @param kinds      how many are of each kind, in the order of the report
 * @param labelled   pictures whose class is known and one of the model's
 * @param right      of those, how many are predicted right
 * @param confusions that occur most, most frequent first
 */
public record TriageSummary(long pictures, Map<String, Long> kinds, long labelled, long right,
        List<Confusion> confusions) {
    /** Copies the collections. */
    public TriageSummary {
        kinds = Collections.unmodifiableMap(new LinkedHashMap<>(kinds));
        confusions = List.copyOf(confusions);
    }

    /** {@return the share of the labelled pictures that are predicted right; empty if none is labelled} */
    public OptionalDouble accuracy() {
        return labelled == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) right / labelled);
    }
}
