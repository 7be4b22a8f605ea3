package org.pellucid.console;

import org.pellucid.api.command.Caller;

/**
 * What a console knows of the place its lines appear in.
 *
 * @param outTerminal whether standard output is a terminal, so that lines are wrapped to its width
 * @param errTerminal whether standard error is a terminal, so that a progress line can be written over
 * @param width       columns, at least 1
 * @param colours     whether a terminal may be sent colours
 */
public record Screen(boolean outTerminal, boolean errTerminal, int width, boolean colours) {
    /** No terminal at all: a pipe, a file or a test. */
    public static final Screen NONE = new Screen(false, false, Caller.DEFAULT_WIDTH, false);

    /** Returns what a caller says of it. */
    public static Screen of(Caller caller) {
        return new Screen(caller.outTerminal(), caller.errTerminal(), caller.width(), caller.colours());
    }

    /** Returns an empty text to be printed on standard output. */
    public Lines lines() {
        return new Lines(outTerminal ? width : Lines.UNLIMITED, outTerminal && colours);
    }

    /** Returns an empty text to be printed on standard error. */
    public Lines errorLines() {
        return new Lines(errTerminal ? width : Lines.UNLIMITED, errTerminal && colours);
    }
}
