package org.pellucid.interpret;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.pellucid.api.dataset.ClassMatcher;
import org.pellucid.api.dataset.DatasetClass;
import org.pellucid.api.dataset.Sample;
import org.pellucid.api.explain.Classification;
import org.pellucid.api.explain.Prediction;

/**
 * Finds the true class of a picture among the classes of the model: by the use-case file, then by the data set.
 * Safe for use by several threads.
 */
final class Truths {
    private static final int MOST_NOTES = 20;

    private final Map<String, DatasetClass> mapping;
    private final ClassMatcher matcher;
    private final int classes;
    private final Set<String> unknown = new ConcurrentSkipListSet<>();

    /**
     * @param mapping what a use-case file says, by id of the class
     * @param matcher knows the classes of the model
     * @param classes how many the model has
     */
    Truths(Map<String, DatasetClass> mapping, ClassMatcher matcher, int classes) {
        this.mapping = mapping;
        this.matcher = matcher;
        this.classes = classes;
    }

    /** @return the true class of a picture among those of the model, for which nothing need be predicted */
    OptionalInt index(Sample sample) {
        Optional<DatasetClass> truth = known(sample);
        return truth.isPresent() ? matcher.index(truth.get(), classes) : OptionalInt.empty();
    }

    /** @return the true class with its probability, {@code null} if the data set does not know it */
    Truth of(Sample sample, Classification classification) {
        Optional<DatasetClass> known = known(sample);
        if (known.isEmpty()) {
            return null;
        }
        DatasetClass truth = known.get();
        OptionalInt index = matcher.index(truth, classes);
        if (index.isEmpty()) {
            if (unknown.size() < MOST_NOTES) {
                unknown.add(truth.id());
            }
            return new Truth(truth.id(), truth.label(), null, null);
        }
        return new Truth(truth.id(), truth.label(), index.getAsInt(), probability(classification, index.getAsInt()));
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

    private static double probability(Classification classification, int index) {
        for (Prediction prediction : classification.predictions()) {
            if (prediction.index() == index) {
                return prediction.probability();
            }
        }
        throw new IllegalStateException("no prediction for class " + index);
    }
}
