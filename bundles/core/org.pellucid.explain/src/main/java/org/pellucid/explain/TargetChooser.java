package org.pellucid.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.pellucid.api.UsageException;
import org.pellucid.api.explain.Targets;

/** Turns what was asked for into class indices. Names are looked up at once, so that a typo costs no inference. */
final class TargetChooser {
    private final Targets targets;
    private final int[] listed;
    private final List<TargetChooser> parts;

    TargetChooser(Targets targets, Labels labels) throws UsageException {
        this.targets = targets;
        if (targets instanceof Targets.Listed list) {
            if (list.namesOrIndices().isEmpty()) {
                throw new UsageException("no target class given");
            }
            int[] indices = new int[list.namesOrIndices().size()];
            for (int i = 0; i < indices.length; i++) {
                indices[i] = labels.index(list.namesOrIndices().get(i));
            }
            listed = IntStream.of(indices).distinct().toArray();
        } else {
            listed = null;
        }
        List<TargetChooser> choosers = new ArrayList<>();
        if (targets instanceof Targets.Several several) {
            for (Targets part : several.parts()) {
                choosers.add(new TargetChooser(part, labels));
            }
        }
        parts = List.copyOf(choosers);
        if (targets instanceof Targets.Top top && top.count() < 1) {
            throw new UsageException("top:" + top.count() + ": the count must be at least 1");
        }
        if (targets instanceof Targets.Predicted predicted
                && !(predicted.threshold() >= 0 && predicted.threshold() <= 1)) {
            throw new UsageException("threshold " + predicted.threshold() + ": must lie in 0..1");
        }
    }

    int[] choose(Answer answer) {
        if (targets instanceof Targets.Listed) {
            return listed;
        }
        if (targets instanceof Targets.Several) {
            return parts.stream().flatMapToInt(part -> IntStream.of(part.choose(answer))).distinct().toArray();
        }
        if (targets instanceof Targets.All) {
            return IntStream.range(0, answer.logits.length).toArray();
        }
        int best = answer.best();
        if (targets instanceof Targets.Top top && top.count() > 1) {
            return Arrays.copyOf(answer.ranking(), Math.min(top.count(), answer.logits.length));
        }
        if (targets instanceof Targets.Predicted predicted) {
            return predicted(answer, best, predicted.threshold());
        }
        return new int[] {best};
    }

    private static int[] predicted(Answer answer, int best, double threshold) {
        int count = 0;
        for (double probability : answer.probabilities) {
            count += probability > threshold ? 1 : 0;
        }
        return count < 2 ? new int[] {best} : Arrays.copyOf(answer.ranking(), count);
    }
}
