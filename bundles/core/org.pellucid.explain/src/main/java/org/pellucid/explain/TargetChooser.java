package org.pellucid.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.pellucid.api.UsageException;
import org.pellucid.api.explain.Targets;
import org.pellucid.api.explain.spi.TargetScore;

/** Turns what was asked for into classes and contrasts of them. Names are looked up at once, so that a typo costs no inference. */
final class TargetChooser {
    private final Targets targets;
    private final List<TargetScore> listed;
    private final List<TargetChooser> parts;

    TargetChooser(Targets targets, Labels labels) throws UsageException {
        this.targets = targets;
        if (targets instanceof Targets.Listed list) {
            if (list.namesOrIndices().isEmpty()) {
                throw new UsageException("no target class given");
            }
            Set<TargetScore> classes = new LinkedHashSet<>();
            for (String nameOrIndex : list.namesOrIndices()) {
                classes.add(TargetScore.of(labels.index(nameOrIndex)));
            }
            listed = List.copyOf(classes);
        } else if (targets instanceof Targets.Contrast contrast) {
            listed = List.of(contrast(contrast, labels));
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

    private static TargetScore contrast(Targets.Contrast contrast, Labels labels) throws UsageException {
        int target = labels.index(contrast.target());
        int against = labels.index(contrast.against());
        if (target == against) {
            throw new UsageException("target '" + contrast.target() + Targets.Contrast.SIGN + contrast.against()
                    + "': both are class " + target + "; a contrast takes two classes");
        }
        return TargetScore.contrast(target, against);
    }

    /** {@return the contrasts asked for, in words; none if only classes are} */
    List<String> contrasts() {
        if (targets instanceof Targets.Contrast contrast) {
            return List.of(contrast.target() + Targets.Contrast.SIGN + contrast.against());
        }
        return parts.isEmpty() ? List.of() : parts.stream().flatMap(part -> part.contrasts().stream()).toList();
    }

    List<TargetScore> choose(Answer answer) {
        if (listed != null) {
            return listed;
        }
        if (targets instanceof Targets.Several) {
            return parts.stream().flatMap(part -> part.choose(answer).stream()).distinct().toList();
        }
        int[] classes = classes(answer);
        // a stream of one costs more than the map of it
        return classes.length == 1 ? List.of(TargetScore.of(classes[0]))
                : IntStream.of(classes).mapToObj(TargetScore::of).toList();
    }

    private int[] classes(Answer answer) {
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
