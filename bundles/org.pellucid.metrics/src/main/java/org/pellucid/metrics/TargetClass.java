package org.pellucid.metrics;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import org.pellucid.api.dataset.DatasetClass;
import org.pellucid.api.dataset.Sample;
import org.pellucid.api.dataset.SampleObject;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.explain.Prediction;
import org.pellucid.api.metrics.EvaluationTarget;

/** Finds the classes to explain, and the objects of a class. */
final class TargetClass {
    private TargetClass() {
    }

    /** @return class indices of the model, at least one, without repetition */
    static List<Integer> of(EvaluationTarget targets, Sample sample, Explanation prediction) {
        Set<Integer> chosen = new LinkedHashSet<>();
        if (targets == EvaluationTarget.OBJECTS) {
            for (SampleObject object : sample.objects()) {
                index(object.objectClass(), prediction).ifPresent(chosen::add);
            }
        }
        if (chosen.isEmpty() && targets != EvaluationTarget.PREDICTED) {
            sample.truth().map(truth -> index(truth, prediction)).orElse(OptionalInt.empty()).ifPresent(chosen::add);
        }
        if (chosen.isEmpty()) {
            chosen.add(prediction.predictions().get(0).index());
        }
        return new ArrayList<>(chosen);
    }

    /** @return the objects of a class */
    static List<SampleObject> objects(Sample sample, int target, Explanation prediction) {
        return sample.objects().stream()
                .filter(object -> index(object.objectClass(), prediction).equals(OptionalInt.of(target))).toList();
    }

    /** An index is taken at its word only if the label there is the same, or no class has that label. */
    private static OptionalInt index(DatasetClass wanted, Explanation prediction) {
        String label = plain(wanted.label());
        int found = -1;
        for (Prediction known : prediction.predictions()) {
            if (plain(known.label()).equals(label)) {
                if (wanted.index().equals(OptionalInt.of(known.index()))) {
                    return wanted.index();
                }
                found = known.index();
            }
        }
        if (found >= 0) {
            return OptionalInt.of(found);
        }
        boolean inRange = wanted.index().isPresent() && wanted.index().getAsInt() < prediction.predictions().size();
        return inRange ? wanted.index() : OptionalInt.empty();
    }

    private static String plain(String label) {
        return label.strip().replace('_', ' ').toLowerCase(Locale.ROOT);
    }
}
