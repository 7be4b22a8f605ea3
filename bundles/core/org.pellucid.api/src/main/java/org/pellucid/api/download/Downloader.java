package org.pellucid.api.download;

import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;
import org.pellucid.api.InputException;
import org.pellucid.api.OutputException;
import org.pellucid.api.Progress;

/** Downloads files over HTTP. Safe for use by several threads, not for the same target at once. */
@ProviderType
public interface Downloader {
    /**
     * Downloads a file. It is written beside the target as {@code NAME.part} and moved into place when it is whole. A
     * cut connection is resumed, and so is, by the next call, a download that was broken off; the next place is tried
     * where one fails. If the target is there already and its SHA-256 is the one given, nothing is done.
     *
     * @param file     what to download
     * @param folder   where to put it, created if missing
     * @param progress told about bytes
     * @return the file
     * @throws InputException       if no place gave the file, it is too large, its checksum is wrong, or it is a web page
     *                              or damaged; the message says which
     * @throws OutputException      if the file cannot be written
     * @throws InterruptedException if the thread was interrupted or the progress cancelled; what has arrived is kept
     */
    Downloaded download(DownloadFile file, Path folder, Progress progress)
            throws InputException, OutputException, InterruptedException;
}
