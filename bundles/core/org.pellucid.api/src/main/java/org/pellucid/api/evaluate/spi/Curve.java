package org.pellucid.api.evaluate.spi;

/**
 * How the model's answer changes with a growing share of the picture. Curves of one metric and one evaluation have the
 * same points.
 *
 * @param x share of the pixels, 0..1, ascending; not copied, not changed by anyone
 * @param y probability of the target class, 0..1, as many; not copied, not changed by anyone
 */
public record Curve(double[] x, double[] y) {
    /** Checks the lengths. */
    public Curve {
        if (x.length != y.length || x.length < 2) {
            throw new IllegalArgumentException("curve of " + x.length + " and " + y.length
                    + " numbers: takes as many of both, at least 2");
        }
    }

    /** {@return the area under the curve, by trapezia} */
    public double area() {
        double area = 0;
        for (int i = 1; i < x.length; i++) {
            area += (x[i] - x[i - 1]) * (y[i] + y[i - 1]) / 2;
        }
        return area;
    }
}
