package org.pellucid.api.report;

import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;
import org.pellucid.api.PellucidException;

/** Writes reports. Safe for use by several threads. */
@ProviderType
public interface ReportWriter {
    /**
     * Writes a report under a temporary name and moves it into place. Links to files are relative to it.
     *
     * @param report what to show
     * @param file   the file to write
     * @param assets whether pictures stay where they are and are linked, instead of being embedded. Without, the report
     *               is one file that can be sent around; with, it is small, and the folder goes with it
     * @throws PellucidException if a picture cannot be read or the file cannot be written
     */
    void write(Report report, Path file, boolean assets) throws PellucidException;
}
