package org.pellucid.method.rise;

/**
 * Ridge regression {@code argmin |y - Zβ|² + λ βᵀQ⁻¹β} of many responses on the same features, λ chosen for each by
 * generalised cross-validation. The prior {@code Q = F Fᵀ} is given by its factor.
 *
 * @see <a href="https://doi.org/10.1080/00401706.1979.10489751">Golub, Heath, Wahba: Generalized cross-validation as a
 *      method for choosing a good ridge parameter, 1979</a>
 */
final class Ridge {
    private static final int STEPS = 40;
    private static final double LOWEST = 1e-6;
    private static final double HIGHEST = 10;
    /** At least this share of the observations must not be used up by the fit, or cross-validation means nothing. */
    private static final double LEAST_FREEDOM = 0.02;

    private final Factor factor;
    private final Tridiagonal tridiagonal;
    private final long observations;
    private final Tridiagonal.Shifted[] penalties = new Tridiagonal.Shifted[STEPS];
    private final double[] freedom = new double[STEPS];

    /** The factor F of a prior. */
    interface Factor {
        /** @return Fᵀ G F of a symmetric matrix, both triangles */
        double[] between(double[] gram);

        /** Replaces x by Fᵀ x. */
        void transposed(double[] x);

        /** Replaces x by F x. */
        void times(double[] x);
    }

    /**
     * What came out for one response.
     *
     * @param coefficients β
     * @param noise        variance of what the fit does not explain
     * @param penalty      step of λ
     */
    record Fit(double[] coefficients, double noise, int penalty) {
    }

    Ridge(double[] gram, int features, long observations, Factor factor) {
        this.factor = factor;
        this.observations = observations;
        this.tridiagonal = new Tridiagonal(factor.between(gram), features);
        double bound = Math.max(tridiagonal.bound(), Double.MIN_NORMAL);
        for (int i = 0; i < STEPS; i++) {
            double lambda = bound * LOWEST * Math.pow(HIGHEST / LOWEST, i / (STEPS - 1.0));
            penalties[i] = tridiagonal.shifted(lambda);
            freedom[i] = observations - (features - lambda * penalties[i].inverseTrace());
        }
    }

    /**
     * @param cross features times response; destroyed
     * @param power sum of the squared response
     * @return the fit
     */
    Fit fit(double[] cross, double power) {
        if (power == 0) {
            return new Fit(new double[cross.length], 0, STEPS - 1);
        }
        factor.transposed(cross);
        tridiagonal.into(cross);
        double bestScore = Double.POSITIVE_INFINITY;
        double noise = 0;
        int best = STEPS - 1;
        double[] solution = null;
        for (int i = 0; i < STEPS; i++) {
            if (freedom[i] < LEAST_FREEDOM * observations && i < STEPS - 1) {
                continue;
            }
            double[] x = penalties[i].solve(cross);
            double fitted = 0;
            double square = 0;
            for (int j = 0; j < x.length; j++) {
                fitted += x[j] * cross[j];
                square += x[j] * x[j];
            }
            double rest = Math.max(0, power - fitted - penalties[i].shift * square);
            double score = rest / (freedom[i] * freedom[i]);
            if (score < bestScore || solution == null) {
                bestScore = score;
                noise = rest / Math.max(freedom[i], LEAST_FREEDOM);
                best = i;
                solution = x;
            }
        }
        tridiagonal.outOf(solution);
        factor.times(solution);
        return new Fit(solution, noise, best);
    }

    /**
     * @param fit       of one response
     * @param direction a linear functional of β; destroyed
     * @return variance of the functional under prior and data, noise and what the penalty hides included
     */
    double variance(Fit fit, double[] direction) {
        factor.transposed(direction);
        tridiagonal.into(direction);
        double[] x = penalties[fit.penalty].solve(direction);
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * direction[i];
        }
        return fit.noise * sum;
    }
}
