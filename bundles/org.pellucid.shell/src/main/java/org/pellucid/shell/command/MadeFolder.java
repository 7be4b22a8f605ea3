package org.pellucid.shell.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Folders that a command makes for its files: those still empty at its end go again, others stay. */
final class MadeFolder implements AutoCloseable {
    /** Those that were missing, the innermost first. */
    private final List<Path> missing = new ArrayList<>();

    /** @param folder that is going to be made, with those above it */
    MadeFolder(Path folder) {
        for (Path path = folder.toAbsolutePath().normalize(); path != null && Files.notExists(path); path = path
                .getParent()) {
            missing.add(path);
        }
    }

    @Override
    public void close() {
        try {
            for (Path folder : missing) {
                Files.deleteIfExists(folder); // refuses to delete what is not empty
            }
        } catch (IOException e) {
            // something was written
        }
    }
}
