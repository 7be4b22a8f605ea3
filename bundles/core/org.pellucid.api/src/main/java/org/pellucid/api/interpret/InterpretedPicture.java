package org.pellucid.api.interpret;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.pellucid.api.explain.Prediction;

/**
 * What became of one picture.
 *
 * @param sample      id of the sample
 * @param useCase     use case, kind or confusion
 * @param reason      why it failed; empty if it is done
 * @param missing     whether it failed because the data set has no such sample
 * @param predictions classes above the threshold by index, or the most probable one alone
 * @param files       the map files
 */
public record InterpretedPicture(String sample, String useCase, Optional<String> reason, boolean missing,
        List<Prediction> predictions, List<Path> files) {
    /** Checks for {@code null}, copies the lists. */
    public InterpretedPicture {
        Objects.requireNonNull(reason, "reason");
        predictions = List.copyOf(predictions);
        files = List.copyOf(files);
    }

    /** {@return whether it could not be done} */
    public boolean failed() {
        return reason.isPresent();
    }
}
