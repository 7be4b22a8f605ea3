package org.pellucid.api.interpret;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which figures a run makes of its use cases. Made by {@link #builder()}.
 *
 * @param layout  empty for the one that the use-case file names, or rows where it names none
 * @param columns pictures that a row has room for, 1..100; empty for what the layout usually has
 * @param print   whether each is made for print too, where its pictures have more pixels than a screen shows
 */
public record FigureOptions(Optional<FigureLayout> layout, OptionalInt columns, boolean print) {
    /** Figures for the screen, laid out as usual. */
    public static final FigureOptions DEFAULTS = builder().build();
    /** Most columns. */
    public static final int MOST_COLUMNS = 100;

    /** Checks the range. */
    public FigureOptions {
        Objects.requireNonNull(layout, "layout");
        if (columns.isPresent() && (columns.getAsInt() < 1 || columns.getAsInt() > MOST_COLUMNS)) {
            throw new IllegalArgumentException(columns.getAsInt() + " columns: must lie in 1.." + MOST_COLUMNS);
        }
    }

    /** {@return a builder that begins with the defaults} */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects options. For one thread. */
    public static final class Builder {
        private Optional<FigureLayout> layout = Optional.empty();
        private OptionalInt columns = OptionalInt.empty();
        private boolean print;

        private Builder() {
        }

        /**
         * Says how figures are laid out, whatever the use-case file says.
         *
         * @param newLayout one of them
         * @return this builder
         */
        public Builder layout(FigureLayout newLayout) {
            layout = Optional.of(newLayout);
            return this;
        }

        /**
         * Says how many pictures a row has room for.
         *
         * @param count 1..{@value FigureOptions#MOST_COLUMNS}
         * @return this builder
         */
        public Builder columns(int count) {
            columns = OptionalInt.of(count);
            return this;
        }

        /**
         * Says whether each figure is made for print too.
         *
         * @param too whether it is
         * @return this builder
         */
        public Builder print(boolean too) {
            print = too;
            return this;
        }

        /**
         * {@return the options}
         *
         * @throws IllegalArgumentException if the columns lie outside their range
         */
        public FigureOptions build() {
            return new FigureOptions(layout, columns, print);
        }
    }
}
