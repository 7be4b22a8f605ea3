package org.pellucid.console;

/**
 * What a console knows of the place its lines appear in.
 *
 * @param outTerminal whether standard output is a terminal, so that lines are wrapped to its width
 * @param errTerminal whether standard error is a terminal, so that a progress line can be written over
 * @param width       columns, at least 1
 * @param colours     whether a terminal may be sent colours
 */
public record Screen(boolean outTerminal, boolean errTerminal, int width, boolean colours) {
    /** Columns of a page of help where nothing is known. */
    public static final int DEFAULT_WIDTH = 100;

    /** No terminal at all: a pipe, a file or a test. */
    public static final Screen NONE = new Screen(false, false, DEFAULT_WIDTH, false);

    /** Returns an empty text to be printed on standard output. */
    public Lines lines() {
        return new Lines(outTerminal ? width : Lines.UNLIMITED, outTerminal && colours);
    }

    /** Returns an empty text to be printed on standard error. */
    public Lines errorLines() {
        return new Lines(errTerminal ? width : Lines.UNLIMITED, errTerminal && colours);
    }
}
