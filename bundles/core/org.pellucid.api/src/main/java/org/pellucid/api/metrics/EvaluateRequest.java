package org.pellucid.api.metrics;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.pellucid.api.explain.ExplainSettings;

/**
 * What to evaluate.
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
}
