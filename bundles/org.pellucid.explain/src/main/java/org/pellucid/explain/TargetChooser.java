package org.pellucid.explain;

import java.util.stream.IntStream;
import org.pellucid.api.UsageException;
import org.pellucid.api.explain.Targets;
import org.pellucid.ir.Classifier;

/** Turns what was asked for into class indices. Names are looked up at once, so that a typo costs no inference. */
final class TargetChooser {
    private final Targets targets;
    private final int[] listed;
    private final boolean independent;

    TargetChooser(Targets targets, Labels labels, Classifier classifier) throws UsageException {
        this.targets = targets;
        this.independent = classifier.independent();
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
        if (targets instanceof Targets.Top top && top.count() < 1) {
            throw new UsageException("top:" + top.count() + ": the count must be at least 1");
        }
        if (targets instanceof Targets.Predicted predicted
                && !(predicted.threshold() >= 0 && predicted.threshold() <= 1)) {
            throw new UsageException("threshold " + predicted.threshold() + ": must lie in 0..1");
        }
    }

    int[] choose(float[] logits) {
        if (targets instanceof Targets.Listed) {
            return listed;
        }
        if (targets instanceof Targets.All) {
            return IntStream.range(0, logits.length).toArray();
        }
        double[] probabilities = Probabilities.of(logits, independent);
        int[] ranking = Probabilities.ranking(probabilities);
        if (targets instanceof Targets.Top top) {
            return IntStream.of(ranking).limit(top.count()).toArray();
        }
        double threshold = ((Targets.Predicted) targets).threshold();
        int[] predicted = IntStream.of(ranking).takeWhile(index -> probabilities[index] > threshold).toArray();
        return predicted.length > 0 ? predicted : new int[] {ranking[0]};
    }
}
