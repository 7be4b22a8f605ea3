package org.pellucid.method.rise;

import java.util.Arrays;

/**
 * A symmetric matrix brought to tridiagonal form by Householder reflections, {@code A = H T Hᵀ}. With it, solving
 * {@code (A + λ) x = b} costs next to nothing for one more λ, which makes choosing λ by cross-validation cheap.
 */
final class Tridiagonal {
    final int size;
    final double[] diagonal;
    /** {@code [size]}; element i couples i and i+1, the last is 0. */
    final double[] beside;
    /** Reflection k acts on elements k+1 and up. */
    private final double[][] vectors;
    private final double[] factors;

    /** @param matrix {@code [size, size]}, both triangles; destroyed */
    Tridiagonal(double[] matrix, int size) {
        this.size = size;
        this.diagonal = new double[size];
        this.beside = new double[size];
        this.vectors = new double[size][];
        this.factors = new double[size];
        double[] product = new double[size];
        for (int k = 0; k < size - 1; k++) {
            double[] v = reflection(matrix, k);
            if (factors[k] != 0) {
                reflect(matrix, k, v, product);
            }
        }
        for (int k = 0; k < size; k++) {
            diagonal[k] = matrix[k * size + k];
        }
    }

    /** Finds the reflection that clears row k beyond the element beside the diagonal. */
    private double[] reflection(double[] matrix, int k) {
        int length = size - k - 1;
        double[] v = new double[length];
        System.arraycopy(matrix, k * size + k + 1, v, 0, length);
        double tail = 0;
        for (int i = 1; i < length; i++) {
            tail += v[i] * v[i];
        }
        vectors[k] = v;
        beside[k] = v[0];
        if (tail == 0) {
            return v;
        }
        double norm = Math.sqrt(v[0] * v[0] + tail);
        beside[k] = v[0] > 0 ? -norm : norm;
        v[0] -= beside[k];
        factors[k] = 2 / (v[0] * v[0] + tail);
        return v;
    }

    /** Applies it from both sides to what lies below and right of row k. Whole rows at a time: that is what is fast. */
    private void reflect(double[] matrix, int k, double[] v, double[] product) {
        int length = v.length;
        int corner = (k + 1) * size + k + 1;
        Arrays.fill(product, 0, length, 0);
        for (int i = 0; i < length; i++) {
            double factor = factors[k] * v[i];
            int row = corner + i * size;
            for (int j = 0; j < length; j++) {
                product[j] += factor * matrix[row + j];
            }
        }
        double overlap = 0;
        for (int i = 0; i < length; i++) {
            overlap += v[i] * product[i];
        }
        double half = factors[k] * overlap / 2;
        for (int i = 0; i < length; i++) {
            product[i] -= half * v[i];
        }
        for (int i = 0; i < length; i++) {
            int row = corner + i * size;
            double left = v[i];
            double right = product[i];
            for (int j = 0; j < length; j++) {
                matrix[row + j] -= left * product[j] + right * v[j];
            }
        }
    }

    /** Replaces x by Hᵀ x. */
    void into(double[] x) {
        for (int k = 0; k < size - 1; k++) {
            apply(k, x);
        }
    }

    /** Replaces x by H x. */
    void outOf(double[] x) {
        for (int k = size - 2; k >= 0; k--) {
            apply(k, x);
        }
    }

    private void apply(int k, double[] x) {
        if (factors[k] == 0) {
            return;
        }
        double[] v = vectors[k];
        double sum = 0;
        for (int i = 0; i < v.length; i++) {
            sum += v[i] * x[k + 1 + i];
        }
        sum *= factors[k];
        for (int i = 0; i < v.length; i++) {
            x[k + 1 + i] -= sum * v[i];
        }
    }

    /** @return a bound of the largest eigenvalue (Gershgorin) */
    double bound() {
        double bound = 0;
        for (int i = 0; i < size; i++) {
            double radius = Math.abs(beside[i]) + (i > 0 ? Math.abs(beside[i - 1]) : 0);
            bound = Math.max(bound, diagonal[i] + radius);
        }
        return bound;
    }

    /** @return T + shift, ready to solve; shift must make it positive definite */
    Shifted shifted(double shift) {
        return new Shifted(shift);
    }

    /** {@code T + shift = L D Lᵀ}. */
    final class Shifted {
        final double shift;
        private final double[] pivots = new double[size];
        private final double[] below = new double[size];

        private Shifted(double shift) {
            this.shift = shift;
            double previous = 0;
            for (int i = 0; i < size; i++) {
                pivots[i] = diagonal[i] + shift - (i == 0 ? 0 : previous * beside[i - 1]);
                below[i] = beside[i] / pivots[i];
                previous = below[i];
            }
        }

        /** @return x with {@code (T + shift) x = b} */
        double[] solve(double[] b) {
            double[] x = b.clone();
            for (int i = 1; i < size; i++) {
                x[i] -= below[i - 1] * x[i - 1];
            }
            for (int i = 0; i < size; i++) {
                x[i] /= pivots[i];
            }
            for (int i = size - 2; i >= 0; i--) {
                x[i] -= below[i] * x[i + 1];
            }
            return x;
        }

        /** @return trace of the inverse */
        double inverseTrace() {
            double trace = 0;
            double element = 0;
            for (int i = size - 1; i >= 0; i--) {
                element = 1 / pivots[i] + (i == size - 1 ? 0 : below[i] * below[i] * element);
                trace += element;
            }
            return trace;
        }
    }
}
