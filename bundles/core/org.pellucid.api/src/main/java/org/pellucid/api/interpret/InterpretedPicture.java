package org.pellucid.api.interpret;

import java.nio.file.Path;
import java.util.List;
import org.pellucid.api.explain.Prediction;

/**
 * What became of one picture.
 *
 * @param sample      id of the sample
 * @param useCase     use case, kind or confusion
 * @param reason      why it failed, empty if it is done
 * @param missing     whether it failed because the data set has no such sample
 * @param predictions classes above the threshold by index, or the most probable one alone
 * @param files       the map files
 */
public record InterpretedPicture(String sample, String useCase, String reason, boolean missing,
        List<Prediction> predictions, List<Path> files) {
    /** Copies the lists. */
    public InterpretedPicture {
        predictions = List.copyOf(predictions);
        files = List.copyOf(files);
    }

    /** {@return whether it could not be done} */
    public boolean failed() {
        return !reason.isEmpty();
    }
}
