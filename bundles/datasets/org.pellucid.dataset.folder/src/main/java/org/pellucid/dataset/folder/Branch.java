package org.pellucid.dataset.folder;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A folder below the root, with the way to it.
 *
 * @param path   of the folder
 * @param prefix of the ids in it: empty, or ending in a slash
 * @param real   its path without symbolic links
 * @param parent above it, {@code null} for the root
 */
record Branch(Path path, String prefix, Path real, Branch parent) {
    static Branch root(Path path) throws IOException {
        return new Branch(path, "", path.toRealPath(), null);
    }

    /** @throws IOException if it does not exist any more */
    Branch child(String name) throws IOException {
        Path child = path.resolve(name);
        return new Branch(child, prefix + name + "/", child.toRealPath(), this);
    }

    /** @return whether a symbolic link leads back to a folder above, so that there would be no end */
    boolean isLoop() {
        for (Branch above = parent; above != null; above = above.parent) {
            if (above.real.equals(real)) {
                return true;
            }
        }
        return false;
    }
}
