package org.pellucid.method.rise;

/** Running second moments of features and responses: all that a linear regression needs to remember. */
final class Moments {
    final int features;
    /** {@code [features, features]}, upper triangle. */
    private final double[] gram;
    /** {@code [responses][features]}. */
    private final double[][] cross;
    private final double[] power;
    private final double[] featureSum;
    private final double[] responseSum;
    private long count;

    Moments(int features, int responses) {
        this.features = features;
        this.gram = new double[features * features];
        this.cross = new double[responses][features];
        this.power = new double[responses];
        this.featureSum = new double[features];
        this.responseSum = new double[responses];
    }

    /** Takes one observation. */
    void add(double[] z, double[] responses) {
        count++;
        for (int i = 0; i < features; i++) {
            double factor = z[i];
            int start = i * features;
            for (int j = i; j < features; j++) {
                gram[start + j] += factor * z[j];
            }
            featureSum[i] += factor;
        }
        for (int k = 0; k < responses.length; k++) {
            double response = responses[k];
            double[] sum = cross[k];
            for (int i = 0; i < features; i++) {
                sum[i] += response * z[i];
            }
            power[k] += response * response;
            responseSum[k] += response;
        }
    }

    /** {@return number of responses} */
    int responses() {
        return power.length;
    }

    /** @return number of observations */
    long count() {
        return count;
    }

    /** @return {@code [features, features]}, both triangles; about the mean if {@code centred} */
    double[] gram(boolean centred) {
        double[] full = new double[gram.length];
        for (int i = 0; i < features; i++) {
            for (int j = i; j < features; j++) {
                double value = gram[i * features + j];
                if (centred) {
                    value -= featureSum[i] * featureSum[j] / count;
                }
                full[i * features + j] = value;
                full[j * features + i] = value;
            }
        }
        return full;
    }

    /** @return {@code [features]}: a copy of the sum of features times response; about the mean if {@code centred} */
    double[] cross(int response, boolean centred) {
        double[] copy = cross[response].clone();
        if (centred) {
            for (int i = 0; i < features; i++) {
                copy[i] -= featureSum[i] * responseSum[response] / count;
            }
        }
        return copy;
    }

    /** @return sum of the squared response; about the mean if {@code centred} */
    double power(int response, boolean centred) {
        double centre = centred ? responseSum[response] * responseSum[response] / count : 0;
        return Math.max(0, power[response] - centre);
    }
}
