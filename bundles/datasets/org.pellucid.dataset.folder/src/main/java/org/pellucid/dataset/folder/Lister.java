package org.pellucid.dataset.folder;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Lists folders; a test counts here. */
@FunctionalInterface
interface Lister {
    /** As the file system gives them, one after the other. */
    Lister FILES = Files::newDirectoryStream;

    /** @return the children, read while they are asked for */
    DirectoryStream<Path> list(Path folder) throws IOException;
}
