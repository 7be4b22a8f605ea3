package org.pellucid.api.explain;

import java.util.List;
import java.util.Objects;
import org.pellucid.api.image.Preprocessing;

/**
 * Says what a model predicted for one picture, and how it came to see the picture. An {@link Explanation} has one.
 *
 * @param picture       the picture's name
 * @param model         the model's name
 * @param device        the device it ran on
 * @param precision     the precision the device computed in
 * @param preprocessing what was done to the picture
 * @param predictions   every class, most probable first; unmodifiable, and not copied: it may be sorted only when it is
 *                      looked at
 * @param timings       where the time went
 * @param notes         what should be known besides, a line each: what the model's file does not say and what was
 *                      assumed instead; see {@link Explainer#notes}
 */
public record Classification(String picture, String model, String device, String precision,
        Preprocessing preprocessing, List<Prediction> predictions, Timings timings, List<String> notes) {
    /** Checks for {@code null}, copies the notes. */
    public Classification {
        Objects.requireNonNull(picture, "picture");
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(precision, "precision");
        Objects.requireNonNull(preprocessing, "preprocessing");
        Objects.requireNonNull(predictions, "predictions");
        Objects.requireNonNull(timings, "timings");
        notes = List.copyOf(notes);
    }

    /**
     * Returns the classes that count as predicted.
     *
     * @param threshold 0..1
     * @return those of a higher probability, most probable first; the most probable class alone if there is none
     */
    public List<Prediction> above(double threshold) {
        int count = 0;
        while (count < predictions.size() && (count == 0 || predictions.get(count).probability() > threshold)) {
            count++;
        }
        return predictions.subList(0, count);
    }

    /** Returns the answer in one sentence: picture, class and model. */
    @Override
    public String toString() {
        return best() + " with " + model;
    }

    /** {@return picture and most probable class} */
    String best() {
        return picture + ": " + (predictions.isEmpty() ? "no class" : predictions.get(0));
    }
}
