package org.pellucid.method.rise;

import java.util.Arrays;

/** Factors of priors for {@link Ridge}. */
final class Priors {
    private Priors() {
    }

    /** Independent coefficients. */
    static final class Diagonal implements Ridge.Factor {
        private final double[] roots;

        /** @param variances of the coefficients */
        Diagonal(double[] variances) {
            roots = new double[variances.length];
            for (int i = 0; i < roots.length; i++) {
                roots[i] = Math.sqrt(variances[i]);
            }
        }

        @Override
        public double[] between(double[] gram) {
            int size = roots.length;
            double[] result = new double[gram.length];
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    result[i * size + j] = roots[i] * gram[i * size + j] * roots[j];
                }
            }
            return result;
        }

        @Override
        public void transposed(double[] x) {
            times(x);
        }

        @Override
        public void times(double[] x) {
            for (int i = 0; i < x.length; i++) {
                x[i] *= roots[i];
            }
        }
    }

    /** Any covariance, by its Cholesky factor. */
    static final class Full implements Ridge.Factor {
        private final int size;
        /** {@code Lᵀ}, upper triangle, row-major. */
        private final double[] upper;

        /** @param covariance {@code [size, size]}, both triangles, positive definite; destroyed */
        Full(double[] covariance, int size) {
            this.size = size;
            this.upper = covariance;
            for (int k = 0; k < size; k++) {
                double pivot = Math.sqrt(upper[k * size + k]);
                for (int j = k; j < size; j++) {
                    upper[k * size + j] /= pivot;
                }
                for (int i = k + 1; i < size; i++) {
                    double factor = upper[k * size + i];
                    for (int j = i; j < size; j++) {
                        upper[i * size + j] -= factor * upper[k * size + j];
                    }
                }
            }
        }

        @Override
        public double[] between(double[] gram) {
            double[] half = timesMatrix(gram);
            transpose(half);
            return timesMatrix(half);
        }

        /** @return Lᵀ M, whole rows at a time */
        private double[] timesMatrix(double[] matrix) {
            double[] product = new double[matrix.length];
            for (int i = 0; i < size; i++) {
                int to = i * size;
                for (int k = i; k < size; k++) {
                    double factor = upper[i * size + k];
                    int from = k * size;
                    for (int j = 0; j < size; j++) {
                        product[to + j] += factor * matrix[from + j];
                    }
                }
            }
            return product;
        }

        private void transpose(double[] matrix) {
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < i; j++) {
                    double value = matrix[i * size + j];
                    matrix[i * size + j] = matrix[j * size + i];
                    matrix[j * size + i] = value;
                }
            }
        }

        @Override
        public void transposed(double[] x) {
            for (int i = 0; i < size; i++) {
                double sum = 0;
                for (int k = i; k < size; k++) {
                    sum += upper[i * size + k] * x[k];
                }
                x[i] = sum;
            }
        }

        @Override
        public void times(double[] x) {
            double[] copy = x.clone();
            Arrays.fill(x, 0);
            for (int k = 0; k < size; k++) {
                double factor = copy[k];
                for (int i = k; i < size; i++) {
                    x[i] += upper[k * size + i] * factor;
                }
            }
        }
    }
}
