package org.pellucid.api.download;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.pellucid.api.PellucidException;
import org.pellucid.api.Progress;

/**
 * Models, labels and data sets that can be fetched by name. Nothing is fetched unless {@link #fetch} is called. Safe
 * for use by several threads and processes.
 */
@ProviderType
public interface Catalog {
    /** {@return what can be fetched, by kind, then name} */
    List<CatalogEntry> list();

    /**
     * {@return where it lies: the definition of a model, the folder of an unpacked data set, the file otherwise;
     * empty if it is unknown or was not fetched yet}
     *
     * @param kind what it is
     * @param name its name
     */
    Optional<Path> find(CatalogKind kind, String name);

    /**
     * Fetches an item into the cache: downloads, checks, unpacks. What is there already is not fetched again.
     *
     * @param kind     what it is
     * @param name     its name
     * @param options  how
     * @param progress told about bytes, then about files unpacked
     * @return where it lies, as {@link #find} says
     * @throws PellucidException    if there is no such item (the message lists those there are), it cannot be
     *                              downloaded, is damaged or hostile, or another process is fetching it
     * @throws InterruptedException if the thread was interrupted or the progress cancelled; a download is resumed by
     *                              the next call
     */
    Path fetch(CatalogKind kind, String name, FetchOptions options, Progress progress)
            throws PellucidException, InterruptedException;
}
