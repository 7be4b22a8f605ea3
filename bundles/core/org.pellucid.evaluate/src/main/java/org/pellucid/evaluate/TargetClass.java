package org.pellucid.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.pellucid.api.dataset.ClassMatcher;
import org.pellucid.api.dataset.DatasetClass;
import org.pellucid.api.dataset.Sample;
import org.pellucid.api.dataset.SampleObject;
import org.pellucid.api.evaluate.EvaluationTarget;
import org.pellucid.api.explain.Classification;

/** Finds the classes to explain, and the objects of a class. Immutable. */
final class TargetClass {
    private final ClassMatcher classes;

    /** @param classes of the model */
    TargetClass(ClassMatcher classes) {
        this.classes = classes;
    }

    /** @return class indices of the model, at least one, without repetition */
    List<Integer> of(EvaluationTarget targets, Sample sample, Classification prediction) {
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
    List<SampleObject> objects(Sample sample, int target, Classification prediction) {
        return sample.objects().stream()
                .filter(object -> index(object.objectClass(), prediction).equals(OptionalInt.of(target))).toList();
    }

    private OptionalInt index(DatasetClass wanted, Classification prediction) {
        return classes.index(wanted, prediction.predictions().size());
    }
}
