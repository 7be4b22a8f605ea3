package org.pellucid.api.report;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A row of the table of pictures.
 *
 * @param picture          name
 * @param group            use case or kind
 * @param truth            true class; empty if unknown
 * @param truthProbability what the model gives it
 * @param predicted        predicted class; empty if the picture failed
 * @param probability      of the predicted class
 * @param status           {@code done} or {@code failed}
 * @param reason           why it failed; empty if it did not
 * @param figure           id of its figure; empty if it has none
 */
public record ReportRow(String picture, String group, Optional<String> truth, OptionalDouble truthProbability,
        Optional<String> predicted, OptionalDouble probability, String status, Optional<String> reason,
        Optional<String> figure) {
    /** Checks for {@code null}. */
    public ReportRow {
        Objects.requireNonNull(picture, "picture");
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(truth, "truth");
        Objects.requireNonNull(truthProbability, "truthProbability");
        Objects.requireNonNull(predicted, "predicted");
        Objects.requireNonNull(probability, "probability");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(figure, "figure");
    }
}
