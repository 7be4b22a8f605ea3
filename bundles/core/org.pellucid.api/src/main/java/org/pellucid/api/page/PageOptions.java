package org.pellucid.api.page;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/** Says where a page is served and what can be opened in it. */
public final class PageOptions {
    /** The default port if it is free, and else any free one. */
    public static final PageOptions DEFAULTS = new PageOptions(OptionalInt.empty(), List.of(), Path.of(""));

    private static final int LARGEST_PORT = 65_535;

    private final OptionalInt port;
    private final List<String> datasets;
    private final Path directory;

    private PageOptions(OptionalInt port, List<String> datasets, Path directory) {
        this.port = port;
        this.datasets = List.copyOf(datasets);
        this.directory = Objects.requireNonNull(directory, "directory");
    }

    /**
     * {@return the same at another port}
     *
     * @param newPort to listen at, 0 for any that is free
     * @throws IllegalArgumentException if there is no such port
     */
    public PageOptions port(int newPort) {
        if (newPort < 0 || newPort > LARGEST_PORT) {
            throw new IllegalArgumentException("port " + newPort + ": must lie in 0.." + LARGEST_PORT);
        }
        return new PageOptions(OptionalInt.of(newPort), datasets, directory);
    }

    /**
     * {@return the same with data sets and folders of runs to browse}
     *
     * @param newDatasets  as {@link org.pellucid.api.dataset.Datasets#open} takes them, or folders of interpret
     * @param newDirectory that relative paths among them start from
     */
    public PageOptions datasets(List<String> newDatasets, Path newDirectory) {
        return new PageOptions(port, newDatasets, newDirectory);
    }

    /** {@return the port asked for, 0 for any that is free; empty for the default} */
    public OptionalInt port() {
        return port;
    }

    /** {@return the data sets that can be browsed in the page} */
    public List<String> datasets() {
        return datasets;
    }

    /** {@return the directory that relative paths start from} */
    public Path directory() {
        return directory;
    }
}
