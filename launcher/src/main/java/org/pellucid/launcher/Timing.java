package org.pellucid.launcher;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;

/** Says how long after the start of the process something happened, if somebody wants to know. */
final class Timing {
    private final PrintStream out;

    /** @param out where to, or {@code null} */
    Timing(PrintStream out) {
        this.out = out;
    }

    void mark(String what) {
        if (out != null) {
            long millis = System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
            out.println("[" + millis + " ms] " + what);
        }
    }
}
