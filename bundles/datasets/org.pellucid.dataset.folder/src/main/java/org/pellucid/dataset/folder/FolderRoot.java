package org.pellucid.dataset.folder;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.pellucid.api.dataset.spi.SamplePath;

/**
 * Finds where a data set begins: archives often wrap it into folders of their own. A folder is a wrapping if it is the
 * only folder where it lies, is no split, and holds folders; and there are no pictures in either. Listing stops at the
 * first picture, so that a huge folder is not read.
 */
final class FolderRoot {
    private static final int MAX_DEPTH = 4;

    private final Lister lister;
    private final Predicate<Path> isPicture;

    FolderRoot(Lister lister, Predicate<Path> isPicture) {
        this.lister = lister;
        this.isPicture = isPicture;
    }

    Path of(Path folder) {
        Path root = folder;
        Content content = content(root);
        for (int depth = 0; depth < MAX_DEPTH && !content.pictures() && content.folders() == 1; depth++) {
            Path only = content.folder();
            Content inner = content(only);
            if (SamplePath.isSplit(only.getFileName().toString()) || inner.pictures() || inner.folders() == 0) {
                break;
            }
            root = only;
            content = inner;
        }
        return root;
    }

    /** What lies directly in a folder: whether there are pictures, how many folders if not, and one of these. */
    private record Content(boolean pictures, int folders, Path folder) {
    }

    private Content content(Path root) {
        int folders = 0;
        Path folder = null;
        try (DirectoryStream<Path> children = lister.list(root)) {
            for (Path child : children) {
                if (FolderSamples.isHidden(child)) {
                    continue;
                }
                if (Files.isDirectory(child)) {
                    folders++;
                    folder = child;
                } else if (isPicture.test(child)) {
                    return new Content(true, folders, folder);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return new Content(false, 0, null); // said when the data set is listed
        }
        return new Content(false, folders, folder);
    }
}
