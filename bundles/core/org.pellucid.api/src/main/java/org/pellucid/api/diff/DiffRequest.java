package org.pellucid.api.diff;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.pellucid.api.explain.ExplainSettings;

/** Says how two models are compared. Begin with {@link #builder}. */
public final class DiffRequest {
    /** Rows and columns of the grid unless others are given. */
    public static final int DEFAULT_GRID = 28;
    /** Smallest number of rows and columns. */
    public static final int LEAST_GRID = 4;
    /** Greatest number of rows and columns. */
    public static final int MOST_GRID = 224;

    private final ExplainSettings older;
    private final ExplainSettings newer;
    private final int grid;
    private final List<String> rules;
    private final Path output;

    private DiffRequest(Builder builder) {
        this.older = builder.older;
        this.newer = builder.newer;
        this.grid = builder.grid;
        this.rules = List.copyOf(builder.rules);
        this.output = builder.output;
    }

    /**
     * {@return a builder with default settings for both models}
     *
     * @param output folder of the files, created if missing; files of an earlier comparison are replaced
     */
    public static Builder builder(Path output) {
        return new Builder(output);
    }

    /** {@return how the old model is asked and explained} */
    public ExplainSettings older() {
        return older;
    }

    /** {@return how the new model is asked and explained} */
    public ExplainSettings newer() {
        return newer;
    }

    /** {@return rows and columns of the grid on which maps are compared} */
    public int grid() {
        return grid;
    }

    /** {@return rules that say when the comparison fails} */
    public List<String> rules() {
        return rules;
    }

    /** {@return the folder of the files} */
    public Path output() {
        return output;
    }

    /** Collects what differs from the defaults. For one thread. */
    public static final class Builder {
        private final Path output;
        private ExplainSettings older = ExplainSettings.DEFAULTS;
        private ExplainSettings newer = ExplainSettings.DEFAULTS;
        private int grid = DEFAULT_GRID;
        private List<String> rules = List.of();

        private Builder(Path output) {
            this.output = Objects.requireNonNull(output, "output");
        }

        /**
         * Says how both models are asked and explained.
         *
         * @param settings of both
         * @return this builder
         */
        public Builder settings(ExplainSettings settings) {
            return settings(settings, settings);
        }

        /**
         * Says how each model is asked and explained.
         *
         * @param ofOlder of the old model
         * @param ofNewer of the new model
         * @return this builder
         */
        public Builder settings(ExplainSettings ofOlder, ExplainSettings ofNewer) {
            older = Objects.requireNonNull(ofOlder, "ofOlder");
            newer = Objects.requireNonNull(ofNewer, "ofNewer");
            return this;
        }

        /**
         * Says on which grid maps are compared.
         *
         * @param cells rows and columns, {@value #LEAST_GRID}..{@value #MOST_GRID}
         * @return this builder
         */
        public Builder grid(int cells) {
            if (cells < LEAST_GRID || cells > MOST_GRID) {
                throw new IllegalArgumentException("grid " + cells + ": must lie in " + LEAST_GRID + ".." + MOST_GRID);
            }
            grid = cells;
            return this;
        }

        /**
         * Says when the comparison fails.
         *
         * @param conditions such as {@code drift.p95 > 3 * floor}: names are paths of {@code diff.json}
         * @return this builder
         */
        public Builder failIf(String... conditions) {
            rules = List.of(conditions);
            return this;
        }

        /** {@return the request} */
        public DiffRequest build() {
            return new DiffRequest(this);
        }
    }
}
