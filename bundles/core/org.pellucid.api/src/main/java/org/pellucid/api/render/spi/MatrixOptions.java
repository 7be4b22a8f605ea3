package org.pellucid.api.render.spi;

import java.util.Objects;
import java.util.Optional;

/**
 * How a matrix is laid out. Made by {@link #builder()}.
 *
 * @param columns     pictures that a row has room for, 1..100
 * @param dotsPerInch resolution, 36..1200: text keeps its size in points, pictures get more pixels
 * @param legend      what stands below the pictures
 */
public record MatrixOptions(int columns, int dotsPerInch, Optional<MatrixLegend> legend) {
    /** Resolution for the screen. */
    public static final int SCREEN = 100;
    /** Highest resolution that print needs. */
    public static final int PRINT = 300;
    /** Two columns, for the screen, without a legend. */
    public static final MatrixOptions DEFAULTS = builder().build();

    /** Checks the ranges. */
    public MatrixOptions {
        Objects.requireNonNull(legend, "legend");
        if (columns < 1 || columns > 100) {
            throw new IllegalArgumentException(columns + " columns: must lie in 1..100");
        }
        if (dotsPerInch < 36 || dotsPerInch > 1200) {
            throw new IllegalArgumentException(dotsPerInch + " dots per inch: must lie in 36..1200");
        }
    }

    /** {@return a builder that begins with the defaults} */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects options. For one thread. */
    public static final class Builder {
        private int columns = 2;
        private int dotsPerInch = SCREEN;
        private Optional<MatrixLegend> legend = Optional.empty();

        private Builder() {
        }

        /**
         * Says how many pictures a row has room for.
         *
         * @param count 1..100
         * @return this builder
         */
        public Builder columns(int count) {
            columns = count;
            return this;
        }

        /**
         * Sets the resolution.
         *
         * @param dots per inch, 36..1200
         * @return this builder
         */
        public Builder dotsPerInch(int dots) {
            dotsPerInch = dots;
            return this;
        }

        /**
         * Says what stands below the pictures.
         *
         * @param newLegend what the colours mean
         * @return this builder
         */
        public Builder legend(MatrixLegend newLegend) {
            legend = Optional.of(newLegend);
            return this;
        }

        /**
         * {@return the options}
         *
         * @throws IllegalArgumentException if a number lies outside its range
         */
        public MatrixOptions build() {
            return new MatrixOptions(columns, dotsPerInch, legend);
        }
    }
}
