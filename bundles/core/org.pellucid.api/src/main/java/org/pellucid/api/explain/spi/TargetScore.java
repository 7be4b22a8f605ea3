package org.pellucid.api.explain.spi;

import java.util.OptionalInt;

/**
 * The score that a map explains: what a class gets, or by how much its logit exceeds that of another class.
 *
 * @param target  class index
 * @param against index of the class it is contrasted with, empty for the class alone
 */
public record TargetScore(int target, OptionalInt against) {
    /**
     * {@return the score of a class}
     *
     * @param target class index
     */
    public static TargetScore of(int target) {
        return new TargetScore(target, OptionalInt.empty());
    }

    /**
     * {@return the difference of two logits}
     *
     * @param target  index of the class whose logit counts
     * @param against index of the class whose logit is subtracted
     */
    public static TargetScore contrast(int target, int against) {
        return new TargetScore(target, OptionalInt.of(against));
    }

    /** {@return whether the score is the difference of two logits} */
    public boolean isContrast() {
        return against.isPresent();
    }

    /** Returns {@code 207} for a class and {@code 207>208} for a contrast. */
    @Override
    public String toString() {
        return target + (isContrast() ? ">" + against.getAsInt() : "");
    }
}
