package org.pellucid.method.rise;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.pellucid.api.PellucidException;
import org.pellucid.api.explain.spi.MethodContext;
import org.pellucid.api.explain.spi.MethodInput;
import org.pellucid.api.explain.spi.MethodResult;
import org.pellucid.api.explain.spi.TargetScore;
import org.pellucid.blackbox.AnswerSink;
import org.pellucid.blackbox.MaskSource;
import org.pellucid.blackbox.MaskedScores;

/** One explanation: question 0 is the picture as it is, question n+1 is mask n. For one thread. */
final class RiseRun implements MaskSource, AnswerSink {
    /** Masks before the first look whether the map has settled, and how much later the next ones are. */
    private static final int FIRST_LOOK = 128;
    private static final double NEXT_LOOK = 1.4;
    private static final int PROGRESS_STEP = 4;

    private final MethodContext context;
    private final RiseOptions options;
    private final MethodInput input;
    private final MaskSampler painter;
    private final MaskDraw painted;
    private final MaskSampler reader;
    private final MaskDraw read;
    private final Function<RiseRun, MethodResult> result;
    private float[] logits;
    private MaskedScores scores;
    private Estimator estimator;
    private Estimator.Estimate settled;
    private long predictedAt;
    private long masks;
    private long nextLook = FIRST_LOOK;

    /** @param result makes a result of what this run knows when it is called */
    RiseRun(MethodContext context, RiseOptions options, Axis rows, Axis columns, MethodInput input,
            Function<RiseRun, MethodResult> result) {
        this.result = result;
        this.context = context;
        this.options = options;
        this.input = input;
        // Masks are drawn once to be painted and again when their score is there, so that none waits in memory.
        this.painter = sampler();
        this.painted = new MaskDraw(rows, columns);
        this.reader = sampler();
        this.read = new MaskDraw(rows, columns);
    }

    private MaskSampler sampler() {
        return new MaskSampler(options.seed(), options.cells() * options.cells(), options.probability(),
                options.paired());
    }

    @Override
    public void mask(long index, float[] mask) {
        if (index == 0) {
            Arrays.fill(mask, 1);
        } else {
            painter.draw(index - 1, painted);
            painted.paint(mask);
        }
    }

    @Override
    public boolean answer(long index, float[] answer) throws PellucidException {
        if (index == 0) {
            predictedAt = System.nanoTime();
            logits = answer.clone();
            scores = new MaskedScores(context, input.scores(logits));
            int targets = scores.wanted().size();
            estimator = options.estimator() == RiseOptions.EstimatorKind.PLAIN
                    ? new PlainEstimator(targets, reader, read, options.probability())
                    : new RidgeEstimator(targets, reader, read, options.probability(), options.paired(),
                            options.masks());
            return true;
        }
        double[] wanted = scores.read(answer);
        estimator.accept(index - 1, wanted, scores.probabilities());
        masks = index;
        if (index % PROGRESS_STEP == 0 || index == options.masks()) {
            input.progress().step("masks", index, options.masks());
        }
        if (index > 1) {
            input.known(() -> result.apply(this), index, options.masks());
        }
        return !hasSettled(index);
    }

    /** Looks only after even numbers of masks, whose pairs are whole, and the same numbers whatever the batch. */
    private boolean hasSettled(long masks) {
        if (options.tolerance() == 0 || masks < nextLook || masks == options.masks()) {
            return false;
        }
        nextLook = 2 * Math.round(masks * NEXT_LOOK / 2);
        Estimator.Estimate estimate = estimator.estimate();
        for (int k = 0; k < targets().size(); k++) {
            if (!(estimate.relativeError(k) <= options.tolerance())) {
                return false;
            }
        }
        settled = estimate;
        input.progress().step("masks", options.masks(), options.masks());
        return true;
    }

    Estimator.Estimate estimate() {
        return settled == null ? estimator.estimate() : settled;
    }

    /** {@return maps for people to look at on the way} */
    Estimator.Estimate glance() {
        return estimator.glance();
    }

    /** @return masks whose scores are in the estimate */
    long masks() {
        return masks;
    }

    List<TargetScore> targets() {
        return scores.wanted();
    }

    float[] logits() {
        return logits;
    }

    long predictedAt() {
        return predictedAt;
    }
}
