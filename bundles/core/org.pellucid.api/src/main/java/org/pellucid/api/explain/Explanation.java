package org.pellucid.api.explain;

import java.util.List;
import java.util.Optional;
import org.pellucid.api.image.Preprocessing;

/**
 * The answer for one picture.
 *
 * @param picture       the picture's name
 * @param model         the model's name
 * @param method        the method that was used
 * @param device        the device it ran on
 * @param precision     the precision the device computed in
 * @param layer         insertion layer, or empty
 * @param preprocessing what was done to the picture
 * @param predictions   every class, most probable first; unmodifiable, and not copied: it may be sorted only when it is
 *                      looked at
 * @param maps          the maps in the order of the targets
 * @param timings       where the time went
 * @param incomplete    how far the method had come, e.g. {@code 213 of 500 masks}, if it was interrupted or was still at
 *                      work; empty if it came to its end
 * @param notes         what should be known besides, a line each: what the model's file does not say and what was
 *                      assumed instead; see {@link Explainer#notes}
 */
public record Explanation(String picture, String model, String method, String device, String precision, String layer,
        Preprocessing preprocessing, List<Prediction> predictions, List<SaliencyMap> maps, Timings timings,
        String incomplete, List<String> notes) {
    /** Copies maps and notes. */
    public Explanation {
        maps = List.copyOf(maps);
        notes = List.copyOf(notes);
    }

    /** Makes an explanation without notes. */
    public Explanation(String picture, String model, String method, String device, String precision, String layer,
            Preprocessing preprocessing, List<Prediction> predictions, List<SaliencyMap> maps, Timings timings,
            String incomplete) {
        this(picture, model, method, device, precision, layer, preprocessing, predictions, maps, timings, incomplete,
                List.of());
    }

    /** {@return this explanation with other maps} */
    public Explanation withMaps(List<SaliencyMap> newMaps) {
        return new Explanation(picture, model, method, device, precision, layer, preprocessing, predictions, newMaps,
                timings, incomplete, notes);
    }

    /**
     * Finds the map of a class.
     *
     * @param label of the class; spaces and underscores are alike, and so are upper and lower case
     * @return its map, empty if it was not asked for
     */
    public Optional<SaliencyMap> map(String label) {
        String wanted = Prediction.words(label);
        return maps.stream().filter(map -> map.words().equalsIgnoreCase(wanted)).findFirst();
    }

    /**
     * Finds the map of a class.
     *
     * @param index of the class
     * @return its map, empty if it was not asked for
     */
    public Optional<SaliencyMap> map(int index) {
        return maps.stream().filter(map -> map.target() == index).findFirst();
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

    /** Returns the answer in one sentence: picture, class, method and how many maps there are. */
    @Override
    public String toString() {
        return picture + ": " + (predictions.isEmpty() ? "no class" : predictions.get(0)) + "; " + maps.size()
                + (maps.size() == 1 ? " map" : " maps") + (method.isEmpty() ? "" : " by " + method) + " with " + model
                + (incomplete.isEmpty() ? "" : ", after only " + incomplete);
    }
}
