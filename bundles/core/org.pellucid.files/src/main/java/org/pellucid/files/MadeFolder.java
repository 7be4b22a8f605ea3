package org.pellucid.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Folders that are made for files: those still empty at the end go again, others stay. */
public final class MadeFolder implements AutoCloseable {
    /** Those that were missing, the innermost first. */
    private final List<Path> missing = new ArrayList<>();

    /** @param folder that is going to be made, with those above it */
    public MadeFolder(Path folder) {
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
