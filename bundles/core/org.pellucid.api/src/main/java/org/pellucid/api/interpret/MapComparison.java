package org.pellucid.api.interpret;

import java.util.Objects;
import java.util.OptionalDouble;

/**
 * How much the maps of two classes of one picture agree.
 *
 * @param overlap         intersection over union of the most salient 20 % of both maps, 0..1
 * @param rankCorrelation of both maps (Spearman), -1..1; empty if one of them is constant
 * @param finding         what that means
 */
public record MapComparison(double overlap, OptionalDouble rankCorrelation, Finding finding) {
    /** Checks for {@code null}. */
    public MapComparison {
        Objects.requireNonNull(rankCorrelation, "rankCorrelation");
        Objects.requireNonNull(finding, "finding");
    }

    /** What a comparison of the map of the true class with that of the predicted one means. */
    public enum Finding {
        /** The model looked at one region for both classes. */
        SAME_REGION("the model looked at the same region for both classes"),
        /** The model looked at another region for the predicted class. */
        OTHER_REGION("for the predicted class the model looked elsewhere than for the true class"),
        /** One of the maps is constant. */
        NOTHING("one of the maps is flat, so there is nothing to compare");

        private final String words;

        Finding(String words) {
            this.words = words;
        }

        /** {@return what it means, as the end of a sentence for people} */
        public String words() {
            return words;
        }
    }
}
