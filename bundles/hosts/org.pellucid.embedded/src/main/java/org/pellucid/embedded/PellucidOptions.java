package org.pellucid.embedded;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Says how Pellucid is opened. Made by {@link #builder()}.
 *
 * @param modelFolders     folders in which models are found by name
 * @param cache            where unpacked libraries, converted and compiled models are kept; as {@link Pellucid} says if
 *                         empty
 * @param inferenceThreads threads the CPU infers with; 0 lets the runtime use every core
 * @param preparedMethods  how many combinations of model, method and settings stay compiled in native memory between
 *                         explanations; 16 if empty
 * @param log              where the log goes; nowhere if empty
 */
public record PellucidOptions(List<Path> modelFolders, Optional<Path> cache, int inferenceThreads,
        Optional<Integer> preparedMethods, Optional<System.Logger> log) {
    private static final int MOST_PREPARED = 1000;

    /** Checks and copies. */
    public PellucidOptions {
        modelFolders = List.copyOf(modelFolders);
        if (inferenceThreads < 0) {
            throw new IllegalArgumentException(inferenceThreads + " inference threads: must not be negative");
        }
        if (preparedMethods.isPresent() && (preparedMethods.get() < 1 || preparedMethods.get() > MOST_PREPARED)) {
            throw new IllegalArgumentException(
                    preparedMethods.get() + " prepared methods: must lie in 1.." + MOST_PREPARED);
        }
        Objects.requireNonNull(log, "log");
    }

    /** {@return a builder that begins with the defaults} */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects options. For one thread. */
    public static final class Builder {
        private List<Path> modelFolders = Stream
                .of(System.getProperty("pellucid.models", "models").split(File.pathSeparator))
                .filter(folder -> !folder.isBlank()).map(Path::of).toList();
        private Optional<Path> cache = Optional.empty();
        private int inferenceThreads;
        private Optional<Integer> preparedMethods = Optional.empty();
        private Optional<System.Logger> log = Optional.empty();

        private Builder() {
        }

        /**
         * Names the folders in which models are found by name.
         *
         * @param folders none if models are given as files
         * @return this builder
         */
        public Builder modelFolders(Path... folders) {
            modelFolders = List.of(folders);
            return this;
        }

        /**
         * Names the folder of what is kept between runs.
         *
         * @param folder made when needed
         * @return this builder
         */
        public Builder cache(Path folder) {
            cache = Optional.of(folder.toAbsolutePath().normalize());
            return this;
        }

        /**
         * Limits the threads the CPU infers with.
         *
         * @param threads 0 lets the runtime use every core
         * @return this builder
         */
        public Builder inferenceThreads(int threads) {
            inferenceThreads = threads;
            return this;
        }

        /**
         * Bounds the native memory held between explanations. Each combination of model, method and settings that was
         * used stays compiled until this many others were.
         *
         * @param count 1..1000
         * @return this builder
         */
        public Builder preparedMethods(int count) {
            preparedMethods = Optional.of(count);
            return this;
        }

        /**
         * Says where the log goes: which method and insertion layer were taken, what was fetched, and what was amiss.
         *
         * @param logger {@code System.getLogger("org.pellucid")}, say
         * @return this builder
         */
        public Builder log(System.Logger logger) {
            log = Optional.of(logger);
            return this;
        }

        /** {@return the options} */
        public PellucidOptions build() {
            return new PellucidOptions(modelFolders, cache, inferenceThreads, preparedMethods, log);
        }
    }
}
