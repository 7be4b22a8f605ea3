package org.pellucid.api.interpret;

/**
 * A rectangle of a picture, whatever its size.
 *
 * @param left   first column, share of the width
 * @param top    first row, share of the height
 * @param right  end of the columns, share of the width
 * @param bottom end of the rows, share of the height
 */
public record Region(double left, double top, double right, double bottom) {
    private static final double THIRD = 1.0 / 3;

    /** Checks that the rectangle lies in the picture. */
    public Region {
        if (!(left >= 0 && left < right && right <= 1 && top >= 0 && top < bottom && bottom <= 1)) {
            throw new IllegalArgumentException(
                    "region " + left + "," + top + " to " + right + "," + bottom
                            + " is empty or outside of the picture");
        }
    }

    /** {@return the share of the picture} */
    public double area() {
        return (right - left) * (bottom - top);
    }

    /** {@return where it lies, in words: {@code lower left corner}, {@code left edge}, {@code middle}} */
    public String words() {
        String row = third((top + bottom) / 2, "upper", "lower");
        String column = third((left + right) / 2, "left", "right");
        if (row.isEmpty() && column.isEmpty()) {
            return "middle";
        }
        return row.isEmpty() || column.isEmpty() ? row + column + " edge" : row + " " + column + " corner";
    }

    private static String third(double centre, String first, String last) {
        return centre < THIRD ? first : centre > 1 - THIRD ? last : "";
    }
}
