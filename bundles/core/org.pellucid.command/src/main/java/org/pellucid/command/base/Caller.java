package org.pellucid.command.base;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;

/** Who calls a command: the command line, or a shell. Hosts implement this. */
public interface Caller {
    /** Returns the standard input of the call. */
    InputStream in();

    /** Returns the standard output of the call. */
    PrintStream out();

    /** Returns the standard error of the call. */
    PrintStream err();

    /** Returns the directory that relative paths start from, absolute. */
    Path directory();

    /**
     * Returns whether the caller takes what a command returns as a value and what it throws as a failure, as a shell
     * does. Otherwise all is printed, and paths are printed as they were typed.
     */
    boolean wantsValues();
}
