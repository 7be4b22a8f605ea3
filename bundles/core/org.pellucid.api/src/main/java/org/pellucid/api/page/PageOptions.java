package org.pellucid.api.page;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Says where a page is served, to whom, and what can be opened in it. */
public final class PageOptions {
    /** This machine alone, a secret of its own for each start, the default port if it is free and else any free one. */
    public static final PageOptions DEFAULTS = new PageOptions(OptionalInt.empty(), Optional.empty(), Optional.empty(),
            List.of(), Path.of(""), Optional.empty());

    private static final int LARGEST_PORT = 65_535;
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~-]{16,128}");

    private final OptionalInt port;
    private final Optional<String> listen;
    private final Optional<String> token;
    private final List<String> datasets;
    private final Path directory;
    private final Optional<Path> evidence;

    private PageOptions(OptionalInt port, Optional<String> listen, Optional<String> token, List<String> datasets,
            Path directory, Optional<Path> evidence) {
        this.port = port;
        this.listen = listen;
        this.token = token;
        this.datasets = List.copyOf(datasets);
        this.directory = Objects.requireNonNull(directory, "directory");
        this.evidence = evidence;
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
        return new PageOptions(OptionalInt.of(newPort), listen, token, datasets, directory, evidence);
    }

    /**
     * {@return the same at an address instead of at this machine alone}
     *
     * <p>
     * An address that other machines reach demands a {@linkplain #token token}. Nothing that is sent is encrypted.
     *
     * @param address of this machine: a number or a name; {@code 0.0.0.0} and {@code ::} stand for all it has
     */
    public PageOptions listen(String address) {
        return new PageOptions(port, Optional.of(address), token, datasets, directory, evidence);
    }

    /**
     * {@return the same with a secret that is known beforehand, instead of one made at the start}
     *
     * @param secret that every call needs: 16 to 128 letters, digits, dots, hyphens, underscores and tildes
     * @throws IllegalArgumentException if it is none; the message does not repeat it
     */
    public PageOptions token(String secret) {
        if (!TOKEN.matcher(secret).matches()) {
            throw new IllegalArgumentException("a token of " + secret.length() + " characters: must have 16 to 128,"
                    + " letters, digits and . _ ~ - only");
        }
        return new PageOptions(port, listen, Optional.of(secret), datasets, directory, evidence);
    }

    /**
     * {@return the same with data sets to browse}
     *
     * @param newDatasets  as {@link org.pellucid.api.dataset.Datasets#open} takes them
     * @param newDirectory that relative paths among them start from
     */
    public PageOptions datasets(List<String> newDatasets, Path newDirectory) {
        return new PageOptions(port, listen, token, newDatasets, newDirectory, evidence);
    }

    /**
     * {@return the same with evidence that the page begins with}
     *
     * @param archive that the page has saved
     */
    public PageOptions evidence(Path archive) {
        return new PageOptions(port, listen, token, datasets, directory, Optional.of(archive));
    }

    /** {@return the archive of evidence that the page begins with; empty for none} */
    public Optional<Path> evidence() {
        return evidence;
    }

    /** {@return the port asked for, 0 for any that is free; empty for the default} */
    public OptionalInt port() {
        return port;
    }

    /** {@return the address asked for; empty for this machine alone} */
    public Optional<String> listen() {
        return listen;
    }

    /** {@return the secret asked for; empty for one that is made at the start} */
    public Optional<String> token() {
        return token;
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
