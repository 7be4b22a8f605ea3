package org.pellucid.interpret;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.pellucid.api.dataset.DatasetClass;
import org.pellucid.api.dataset.Sample;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.explain.Prediction;

/**
 * Finds the true class of a picture among the classes of the model: by the use-case file, by the data set, by label.
 * Safe for use by several threads.
 */
final class Truths {
    private static final int MOST_NOTES = 20;

    private final Map<String, DatasetClass> mapping;
    private final List<String> labels;
    private final Map<String, Integer> byLabel = new HashMap<>();
    private final Set<String> unknown = new ConcurrentSkipListSet<>();

    /**
     * @param mapping what a use-case file says, by id of the class
     * @param labels  of the model's classes in index order, or empty
     */
    Truths(Map<String, DatasetClass> mapping, List<String> labels) {
        this.mapping = mapping;
        this.labels = labels;
        for (int i = 0; i < labels.size(); i++) {
            // a label that two classes have tells neither
            byLabel.merge(normal(labels.get(i)), i, (first, second) -> -1);
        }
    }

    /** @return the true class with its probability, {@code null} if the data set does not know it */
    Truth of(Sample sample, Explanation explanation) {
        Optional<DatasetClass> known = known(sample);
        if (known.isEmpty()) {
            return null;
        }
        DatasetClass truth = known.get();
        OptionalInt index = index(truth, explanation.predictions().size());
        if (index.isEmpty()) {
            if (unknown.size() < MOST_NOTES) {
                unknown.add(truth.id());
            }
            return new Truth(truth.id(), truth.label(), null, null);
        }
        return new Truth(truth.id(), truth.label(), index.getAsInt(), probability(explanation, index.getAsInt()));
    }

    /** @return ids of classes that are none of the model's */
    Set<String> unknown() {
        return unknown;
    }

    private Optional<DatasetClass> known(Sample sample) {
        Optional<DatasetClass> truth = sample.truth();
        if (truth.isPresent()) {
            return Optional.of(mapping.getOrDefault(truth.get().id(), truth.get()));
        }
        // files of ImageNet carry the id of their class in front of an underscore
        String name = sample.name();
        int underscore = name.indexOf('_');
        return underscore < 0 ? Optional.empty() : Optional.ofNullable(mapping.get(name.substring(0, underscore)));
    }

    /** An index is taken at its word only if the label there is the same, or no class has that label. */
    private OptionalInt index(DatasetClass truth, int classes) {
        OptionalInt index = truth.index();
        boolean inRange = index.isPresent() && index.getAsInt() < classes;
        String wanted = normal(truth.label());
        if (inRange && index.getAsInt() < labels.size() && normal(labels.get(index.getAsInt())).equals(wanted)) {
            return index;
        }
        int found = byLabel.getOrDefault(wanted, -1);
        if (found >= 0) {
            return OptionalInt.of(found);
        }
        return inRange ? index : OptionalInt.empty();
    }

    private static double probability(Explanation explanation, int index) {
        for (Prediction prediction : explanation.predictions()) {
            if (prediction.index() == index) {
                return prediction.probability();
            }
        }
        throw new IllegalStateException("no prediction for class " + index);
    }

    private static String normal(String label) {
        return label.strip().replace(' ', '_').toLowerCase(Locale.ROOT);
    }
}
