package org.pellucid.api.explain;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.pellucid.api.image.Preprocessing;

/**
 * Says what a model predicted for one picture, and shows why.
 *
 * @param classification the prediction, which came from the same inference as the maps
 * @param method         the method that was used
 * @param layer          the insertion layer that the method took; empty if the method has none
 * @param maps           the maps in the order of the targets
 * @param incomplete     how far the method had come, e.g. {@code 213 of 500 masks}, if it was interrupted or was still
 *                       at work; empty if it came to its end
 */
public record Explanation(Classification classification, String method, Optional<String> layer,
        List<SaliencyMap> maps, Optional<String> incomplete) {
    /** Checks for {@code null}, copies the maps. */
    public Explanation {
        Objects.requireNonNull(classification, "classification");
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(layer, "layer");
        Objects.requireNonNull(incomplete, "incomplete");
        maps = List.copyOf(maps);
    }

    /** {@return this explanation with other maps} */
    public Explanation withMaps(List<SaliencyMap> newMaps) {
        return new Explanation(classification, method, layer, newMaps, incomplete);
    }

    /** {@return the picture's name} */
    public String picture() {
        return classification.picture();
    }

    /** {@return the model's name} */
    public String model() {
        return classification.model();
    }

    /** {@return the device the model ran on} */
    public String device() {
        return classification.device();
    }

    /** {@return the precision the device computed in} */
    public String precision() {
        return classification.precision();
    }

    /** {@return what was done to the picture} */
    public Preprocessing preprocessing() {
        return classification.preprocessing();
    }

    /** {@return every class, most probable first; unmodifiable} */
    public List<Prediction> predictions() {
        return classification.predictions();
    }

    /** {@return where the time went} */
    public Timings timings() {
        return classification.timings();
    }

    /** {@return what should be known besides, a line each} */
    public List<String> notes() {
        return classification.notes();
    }

    /** {@return the classes that count as predicted, as {@link Classification#above} does} */
    public List<Prediction> above(double threshold) {
        return classification.above(threshold);
    }

    /**
     * {@return this explanation with the values of all maps on one scale, so that a class the model does not believe in
     * does not glow like the one it does} Contrasts have a scale in common with each other, which keeps their zero.
     */
    public Explanation onSharedScale() {
        return withMaps(Scaling.shared(maps));
    }

    /**
     * Finds the map of a class or a contrast.
     *
     * @param label of the class, or those of a contrast as in {@code tabby>Egyptian_cat}; spaces and underscores are
     *              alike, and so are upper and lower case
     * @return its map, empty if it was not asked for
     */
    public Optional<SaliencyMap> map(String label) {
        String wanted = Prediction.words(label);
        return maps.stream().filter(map -> Prediction.words(map.label()).equalsIgnoreCase(wanted)).findFirst();
    }

    /**
     * Finds the map of a class.
     *
     * @param index of the class
     * @return its map, empty if it was not asked for
     */
    public Optional<SaliencyMap> map(int index) {
        return maps.stream().filter(map -> map.target() == index && !map.isContrast()).findFirst();
    }

    /**
     * Finds the map of a contrast.
     *
     * @param target  index of the class whose logit counts
     * @param against index of the class whose logit is subtracted
     * @return its map, empty if it was not asked for
     */
    public Optional<SaliencyMap> contrast(int target, int against) {
        return maps.stream().filter(map -> map.target() == target
                && map.against().filter(other -> other.index() == against).isPresent()).findFirst();
    }

    /** Returns the answer in one sentence: picture, class, method and how many maps there are. */
    @Override
    public String toString() {
        return classification.best() + "; " + maps.size() + (maps.size() == 1 ? " map" : " maps") + " by " + method
                + " with " + model() + incomplete.map(done -> ", after only " + done).orElse("");
    }
}
