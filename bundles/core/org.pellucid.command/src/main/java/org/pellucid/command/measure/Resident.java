package org.pellucid.command.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Memory of this process. */
final class Resident {
    private static final Path STATUS = Path.of("/proc/self/status");

    private Resident() {
    }

    /** @return resident bytes, -1 where the system does not tell */
    static long bytes() {
        try {
            for (String line : Files.readAllLines(STATUS)) {
                if (line.startsWith("VmRSS:")) {
                    String kilobytes = line.substring("VmRSS:".length(), line.lastIndexOf(' ')).trim();
                    return Long.parseLong(kilobytes) * 1024;
                }
            }
        } catch (IOException | RuntimeException e) {
            return -1;
        }
        return -1;
    }
}
