package org.pellucid.embedded;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Says how Pellucid is opened. Made by {@link #builder()}.
 *
 * @param modelFolders     folders in which models are found by name
 * @param cache            where unpacked libraries, converted and compiled models are kept; as {@link Pellucid} says if
 *                         empty
 * @param inferenceThreads threads the CPU infers with; 0 lets the runtime use every core
 */
public record PellucidOptions(List<Path> modelFolders, Optional<Path> cache, int inferenceThreads) {
    /** Checks and copies. */
    public PellucidOptions {
        modelFolders = List.copyOf(modelFolders);
        if (inferenceThreads < 0) {
            throw new IllegalArgumentException(inferenceThreads + " inference threads: must not be negative");
        }
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

        /** {@return the options} */
        public PellucidOptions build() {
            return new PellucidOptions(modelFolders, cache, inferenceThreads);
        }
    }
}
