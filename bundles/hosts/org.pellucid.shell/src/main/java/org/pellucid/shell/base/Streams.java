package org.pellucid.shell.base;

import java.io.InputStream;
import java.io.PrintStream;

/**
 * The standard streams of the command line, taken before Gogo replaced those of {@code System}.
 *
 * @param in  standard input
 * @param out standard output
 * @param err standard error
 */
public record Streams(InputStream in, PrintStream out, PrintStream err) {
}
