package org.pellucid.evaluate;

/** Welford's running mean and sum of squared deviations. For one thread. */
final class Running {
    private long count;
    private double mean;
    private double squares;

    void add(double value) {
        count++;
        double delta = value - mean;
        mean += delta / count;
        squares += delta * (value - mean);
    }

    long count() {
        return count;
    }

    double mean() {
        return mean;
    }

    double standardError() {
        return count < 2 ? 0 : Math.sqrt(squares / (count - 1) / count);
    }
}
