package org.pellucid.api.evaluate;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.pellucid.api.explain.ExplainSettings;

/**
 * What to evaluate. Made by {@link #builder}, or from another request by {@link #toBuilder()}.
 *
 * @param methods settings of each method, at least one; device, precision, preprocessing and seed of the first hold for
 *                what is asked of the model itself
 * @param metrics names of metrics, at least one
 * @param targets which classes are explained
 * @param steps   of insertion and deletion curves, {@value #LEAST_STEPS}..{@value #MOST_STEPS}
 * @param output  folder of the files, created if missing; files of an earlier evaluation are replaced
 */
public record EvaluateRequest(List<ExplainSettings> methods, List<String> metrics, EvaluationTarget targets, int steps,
        Path output) {
    /** Smallest number of steps. */
    public static final int LEAST_STEPS = 2;
    /** Greatest number of steps. */
    public static final int MOST_STEPS = 10_000;
    /** Number of steps if nobody says another. */
    public static final int DEFAULT_STEPS = 32;

    /** Checks for {@code null} and ranges, copies the lists. */
    public EvaluateRequest {
        Objects.requireNonNull(targets, "targets");
        Objects.requireNonNull(output, "output");
        methods = List.copyOf(methods);
        metrics = List.copyOf(metrics);
        if (methods.isEmpty() || metrics.isEmpty()) {
            throw new IllegalArgumentException("an evaluation needs at least one method and one metric");
        }
        if (steps < LEAST_STEPS || steps > MOST_STEPS) {
            throw new IllegalArgumentException("steps " + steps + ": must lie in " + LEAST_STEPS + ".." + MOST_STEPS);
        }
    }

    /**
     * {@return a builder of a request that explains the class a picture belongs to, with curves of as many steps as
     * usual}
     *
     * @param methods settings of each method, at least one
     * @param metrics names of metrics, at least one
     * @param output  folder of the files, created if missing
     */
    public static Builder builder(List<ExplainSettings> methods, List<String> metrics, Path output) {
        return new Builder(methods, metrics, output);
    }

    /** {@return a builder that begins with this request} */
    public Builder toBuilder() {
        return builder(methods, metrics, output).targets(targets).steps(steps);
    }

    /** Collects what an evaluation needs. For one thread. */
    public static final class Builder {
        private List<ExplainSettings> methods;
        private List<String> metrics;
        private Path output;
        private EvaluationTarget targets = EvaluationTarget.TRUTH;
        private int steps = DEFAULT_STEPS;

        private Builder(List<ExplainSettings> methods, List<String> metrics, Path output) {
            this.methods = methods;
            this.metrics = metrics;
            this.output = output;
        }

        /**
         * Says which methods are compared.
         *
         * @param settings of each, at least one
         * @return this builder
         */
        public Builder methods(List<ExplainSettings> settings) {
            methods = settings;
            return this;
        }

        /**
         * Says by which metrics methods are judged.
         *
         * @param names at least one
         * @return this builder
         */
        public Builder metrics(List<String> names) {
            metrics = names;
            return this;
        }

        /**
         * Names the folder of the files.
         *
         * @param folder created if missing
         * @return this builder
         */
        public Builder output(Path folder) {
            output = folder;
            return this;
        }

        /**
         * Says which classes are explained.
         *
         * @param which one of them
         * @return this builder
         */
        public Builder targets(EvaluationTarget which) {
            targets = which;
            return this;
        }

        /**
         * Says how many steps insertion and deletion curves have.
         *
         * @param count {@value EvaluateRequest#LEAST_STEPS}..{@value EvaluateRequest#MOST_STEPS}
         * @return this builder
         */
        public Builder steps(int count) {
            steps = count;
            return this;
        }

        /**
         * {@return the request}
         *
         * @throws IllegalArgumentException if there is no method or no metric, or the steps lie outside their range
         */
        public EvaluateRequest build() {
            return new EvaluateRequest(methods, metrics, targets, steps, output);
        }
    }
}
