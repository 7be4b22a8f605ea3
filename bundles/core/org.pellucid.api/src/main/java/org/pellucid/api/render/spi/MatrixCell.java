package org.pellucid.api.render.spi;

import java.util.Objects;
import org.osgi.annotation.versioning.ConsumerType;
import org.pellucid.api.InputException;
import org.pellucid.api.image.Picture;

/**
 * One cell of a matrix.
 *
 * @param title   above the picture; a line feed begins a line, and what is too long is wrapped, never cut
 * @param picture asked for once, when the cell is painted, so that the pictures need not be in memory together
 */
public record MatrixCell(String title, Source picture) {
    /** Checks for {@code null}. */
    public MatrixCell {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(picture, "picture");
    }

    /** Where a picture comes from. */
    @ConsumerType
    @FunctionalInterface
    public interface Source {
        /**
         * {@return the picture}
         *
         * @throws InputException if it cannot be read
         */
        Picture read() throws InputException;
    }
}
