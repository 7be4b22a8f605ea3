package org.pellucid.api.command;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.osgi.annotation.versioning.ConsumerType;

/** Says who calls a command, and where its text appears. Hosts implement this. */
@ConsumerType
public interface Caller {
    /** Columns of a page of help where the width is not known. */
    int DEFAULT_WIDTH = 100;

    /** {@return the standard input of the call} */
    InputStream in();

    /** {@return the standard output of the call} */
    PrintStream out();

    /** {@return the standard error of the call} */
    PrintStream err();

    /** {@return the directory that relative paths start from, absolute} */
    Path directory();

    /**
     * {@return whether the caller takes what a command returns as a value and what it throws as a failure, as a shell
     * does} Otherwise all is printed, and paths are printed as they were typed.
     */
    boolean wantsValues();

    /** {@return whether standard output is a terminal, so that lines are wrapped to its width} */
    default boolean outTerminal() {
        return false;
    }

    /** {@return whether standard error is a terminal, so that a progress line can be written over} */
    default boolean errTerminal() {
        return false;
    }

    /** {@return the columns of the terminal, at least 1} */
    default int width() {
        return DEFAULT_WIDTH;
    }

    /** {@return whether a terminal may be sent colours} */
    default boolean colours() {
        return false;
    }
}
