package org.pellucid.command.base;

import java.util.function.Function;

/**
 * A column of a list.
 *
 * @param <T>    the things listed
 * @param title  its head
 * @param cell   its text for one of them
 * @param detail whether it is printed only where more is wanted
 */
public record Column<T>(String title, Function<T, String> cell, boolean detail) {
    /** Makes a column that is always printed. */
    public static <T> Column<T> of(String title, Function<T, String> cell) {
        return new Column<>(title, cell, false);
    }

    /** Makes a column that is printed with {@code --verbose}. */
    public static <T> Column<T> detail(String title, Function<T, String> cell) {
        return new Column<>(title, cell, true);
    }
}
