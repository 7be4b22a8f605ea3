package org.pellucid.method.rise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The better estimator of the same map. RISE's map is, up to constants, the covariance of a pixel's mask value with the
 * score. The score is regressed on the masks averaged over bins, and the covariance of the regression with the masks is
 * known exactly, without any inference ({@link Axis#covariance}): of the sum's noise only that of the regression is
 * left. With pairs of a mask and its complement everything that is even in the mask cancels. The regression's prior is
 * learned from all classes ({@link LearnedPrior}).
 * <p>
 * Memory: one matrix {@code [bins², bins²]} and {@code bins²} numbers a response.
 */
final class RidgeEstimator implements Estimator {
    /** Classes the prior is learned from: those whose scores vary most. */
    private static final int REFERENCES = 64;
    /** Observations kept until it is known which these are. */
    private static final int LEAD = 64;
    /** Random directions that estimate the error of a whole map. */
    private static final int PROBES = 16;
    private static final long PROBE_SEED = 0x5EED;
    /**
     * Shares of the masks after which the prior is refined: late enough to know something, and between inferences so
     * that the device need not wait for it at the end.
     */
    private static final double[] REFINEMENTS = {0.8, 0.9, 0.95};

    private final int targets;
    private final MaskSampler sampler;
    private final MaskDraw draw;
    private final double probability;
    private final boolean paired;
    private final long planned;
    private final double[] features;
    private final double[] targetSums;
    private final List<Observation> lead = new ArrayList<>(LEAD);
    private Known known;
    private double[] responses;
    private double[] first;
    private double[] firstProbabilities;
    private LearnedPrior prior;
    /** That of the last glance, from which the next one goes on. */
    private LearnedPrior seen;
    private int refinements;
    private long masks;

    /** The classes the prior is learned from, and what is known of the scores of targets and references. */
    private record Known(int[] references, Moments moments) {
    }

    /** What is kept of the first masks, until the references are known. */
    private record Observation(double[] features, double[] targets, float[] roots) {
    }

    /**
     * @param targets     how many scores are explained
     * @param sampler     draws the masks again
     * @param draw        of the masks' geometry
     * @param probability of a cell to be visible
     * @param paired      whether masks come with their complements
     * @param planned     number of masks expected
     */
    RidgeEstimator(int targets, MaskSampler sampler, MaskDraw draw, double probability, boolean paired,
            long planned) {
        this.planned = planned;
        this.targets = targets;
        this.sampler = sampler;
        this.draw = draw;
        this.probability = probability;
        this.paired = paired;
        this.features = new double[draw.rows.bins * draw.columns.bins];
        this.targetSums = new double[targets];
    }

    @Override
    public void accept(long mask, double[] scores, double[] probabilities) {
        masks++;
        for (int k = 0; k < targets; k++) {
            targetSums[k] += scores[k];
        }
        if (paired && mask % 2 == 0) {
            first = scores.clone();
            firstProbabilities = probabilities.clone();
            return;
        }
        sampler.draw(paired ? mask - 1 : mask, draw);
        draw.features(probability, features);
        if (known == null) {
            lead.add(new Observation(features.clone(), targetResponses(scores), roots(probabilities)));
            if (lead.size() == LEAD) {
                known = fromLead();
                responses = new double[known.moments.responses()];
                lead.clear();
            }
            return;
        }
        for (int k = 0; k < targets; k++) {
            responses[k] = response(scores, k);
        }
        for (int k = 0; k < known.references.length; k++) {
            responses[targets + k] = root(probabilities, known.references[k]);
        }
        known.moments.add(features, responses);
        if (refinements < REFINEMENTS.length && masks >= REFINEMENTS[refinements] * planned) {
            if (prior == null) {
                prior = newPrior(known.moments);
            }
            prior.refine(known.moments);
            refinements++;
        }
    }

    private LearnedPrior newPrior(Moments moments) {
        return new LearnedPrior(draw.rows.bins, draw.columns.bins, targets, moments.responses(), !paired);
    }

    private double response(double[] scores, int index) {
        return paired ? (first[index] - scores[index]) / 2 : scores[index];
    }

    private double root(double[] probabilities, int index) {
        double root = Math.sqrt(probabilities[index]);
        return paired ? (Math.sqrt(firstProbabilities[index]) - root) / 2 : root;
    }

    private double[] targetResponses(double[] scores) {
        return IntStream.range(0, targets).mapToDouble(k -> response(scores, k)).toArray();
    }

    private float[] roots(double[] probabilities) {
        float[] roots = new float[probabilities.length];
        for (int i = 0; i < roots.length; i++) {
            roots[i] = (float) root(probabilities, i);
        }
        return roots;
    }

    /** {@return what the first masks say; they are left as they are, since more may come} */
    private Known fromLead() {
        int classes = lead.get(0).roots.length;
        double[] variances = new double[classes];
        for (int i = 0; i < classes; i++) {
            double sum = 0;
            double power = 0;
            for (Observation observation : lead) {
                sum += observation.roots[i];
                power += observation.roots[i] * observation.roots[i];
            }
            variances[i] = power - sum * sum / lead.size();
        }
        int[] references = IntStream.range(0, classes).boxed()
                .sorted((a, b) -> Double.compare(variances[b], variances[a])).limit(REFERENCES)
                .mapToInt(Integer::intValue).toArray();
        Moments moments = new Moments(features.length, targets + references.length);
        double[] each = new double[moments.responses()];
        for (Observation observation : lead) {
            System.arraycopy(observation.targets, 0, each, 0, targets);
            for (int k = 0; k < references.length; k++) {
                each[targets + k] = observation.roots[references[k]];
            }
            moments.add(observation.features, each);
        }
        return new Known(references, moments);
    }

    @Override
    public Estimate estimate() {
        if (!isKnown()) {
            return new Nothing();
        }
        Moments moments = moments();
        LearnedPrior learned = isLearned() ? prior : newPrior(moments);
        while (!learned.complete()) {
            learned.refine(moments);
        }
        return estimate(moments, learned);
    }

    /** Goes on from the last glance with one round of learning, which is most of the time an estimate takes. */
    @Override
    public Estimate glance() {
        if (!isKnown()) {
            return new Nothing();
        }
        Moments moments = moments();
        if (isLearned()) {
            return estimate(moments, prior);
        }
        if (seen == null) {
            seen = newPrior(moments);
        }
        seen.refine(moments);
        return estimate(moments, seen);
    }

    private boolean isLearned() {
        return prior != null && prior.complete();
    }

    private boolean isKnown() {
        return known != null || lead.size() > 1;
    }

    private Moments moments() {
        return (known == null ? fromLead() : known).moments;
    }

    private Estimate estimate(Moments moments, LearnedPrior learned) {
        Ridge ridge = new Ridge(moments.gram(!paired), features.length, moments.count() - (paired ? 0 : 1),
                learned.factor());
        return new Regression(ridge, moments);
    }

    private final class Nothing implements Estimate {
        @Override
        public float[] map(int target) {
            return new float[draw.rows.length * draw.columns.length];
        }

        @Override
        public double mean(int target) {
            return masks == 0 ? 0 : targetSums[target] / masks;
        }

        @Override
        public double relativeError(int target) {
            return Double.POSITIVE_INFINITY;
        }
    }

    private final class Regression implements Estimate {
        private final Ridge ridge;
        private final Moments moments;
        private final double[] means = new double[targets];

        Regression(Ridge ridge, Moments moments) {
            this.ridge = ridge;
            this.moments = moments;
            for (int k = 0; k < means.length; k++) {
                means[k] = targetSums[k] / masks;
            }
        }

        private Ridge.Fit fit(int target) {
            return ridge.fit(moments.cross(target, !paired), moments.power(target, !paired));
        }

        @Override
        public float[] map(int target) {
            double[] beta = fit(target).coefficients();
            int width = draw.columns.length;
            // Covariance of visible and masked divided by the probability to be visible: what RISE sums up to.
            double scale = 1 - probability;
            double[] lines = acrossColumns(beta, draw.columns);
            double[] line = new double[width];
            float[] map = new float[draw.rows.length * width];
            for (int y = 0; y < draw.rows.length; y++) {
                Arrays.fill(line, means[target]);
                for (int bin = 0; bin < draw.rows.bins; bin++) {
                    double weight = scale * draw.rows.covariance()[y * draw.rows.bins + bin];
                    for (int x = 0; x < width; x++) {
                        line[x] += weight * lines[bin * width + x];
                    }
                }
                for (int x = 0; x < width; x++) {
                    map[y * width + x] = (float) line[x];
                }
            }
            return map;
        }

        @Override
        public double mean(int target) {
            return means[target];
        }

        @Override
        public double relativeError(int target) {
            Ridge.Fit fit = fit(target);
            if (fit.noise() == 0) {
                return 0;
            }
            double spread = spread(fit.coefficients());
            double error = 0;
            Random64 random = new Random64(PROBE_SEED);
            for (int probe = 0; probe < PROBES; probe++) {
                double[] direction = new double[features.length];
                for (int i = 0; i < direction.length; i++) {
                    direction[i] = random.at(probe, i) < 0 ? -1 : 1;
                }
                error += ridge.variance(fit, toBins(direction)) / PROBES / direction.length;
            }
            return spread > 0 ? Math.sqrt(error / spread) : Double.POSITIVE_INFINITY;
        }

        /** @return variance over the bins of the map */
        private double spread(double[] beta) {
            double[] map = toBins(beta);
            double mean = 0;
            double power = 0;
            for (double value : map) {
                mean += value / map.length;
                power += value * value / map.length;
            }
            return power - mean * mean;
        }
    }

    /** @return {@code [rows.bins, columns.length]}: coefficients times the exact covariance of the columns */
    private double[] acrossColumns(double[] beta, Axis columns) {
        int width = columns.length;
        double[] lines = new double[draw.rows.bins * width];
        for (int row = 0; row < draw.rows.bins; row++) {
            for (int x = 0; x < width; x++) {
                double sum = 0;
                for (int bin = 0; bin < columns.bins; bin++) {
                    sum += beta[row * columns.bins + bin] * columns.covariance()[x * columns.bins + bin];
                }
                lines[row * width + x] = sum;
            }
        }
        return lines;
    }

    /** @return the map at the centres of the bins, in the unit of coefficients; symmetric as an operator */
    private double[] toBins(double[] beta) {
        double[] lines = acrossColumns(beta, draw.columns);
        int width = draw.columns.bins;
        double[] map = new double[features.length];
        for (int row = 0; row < draw.rows.bins; row++) {
            int y = centre(row, draw.rows);
            for (int bin = 0; bin < draw.rows.bins; bin++) {
                double weight = draw.rows.covariance()[y * draw.rows.bins + bin];
                for (int x = 0; x < width; x++) {
                    map[row * width + x] += weight * lines[bin * draw.columns.length + centre(x, draw.columns)];
                }
            }
        }
        return map;
    }

    private static int centre(int bin, Axis axis) {
        return (int) ((bin + 0.5) * axis.length / axis.bins);
    }
}
