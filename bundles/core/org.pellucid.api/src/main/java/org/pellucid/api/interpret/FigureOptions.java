package org.pellucid.api.interpret;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which figures a run makes of its use cases.
 *
 * @param layout  empty for the one that the use-case file names, or rows where it names none
 * @param columns pictures that a row has room for, 1..100; empty for what the layout usually has
 * @param print   whether each is made for print too, where its pictures have more pixels than a screen shows
 */
public record FigureOptions(Optional<FigureLayout> layout, OptionalInt columns, boolean print) {
    /** Figures for the screen, laid out as usual. */
    public static final FigureOptions DEFAULTS = new FigureOptions(Optional.empty(), OptionalInt.empty(), false);
    /** Most columns. */
    public static final int MOST_COLUMNS = 100;

    /** Checks the range. */
    public FigureOptions {
        Objects.requireNonNull(layout, "layout");
        if (columns.isPresent() && (columns.getAsInt() < 1 || columns.getAsInt() > MOST_COLUMNS)) {
            throw new IllegalArgumentException(columns.getAsInt() + " columns: must lie in 1.." + MOST_COLUMNS);
        }
    }
}
