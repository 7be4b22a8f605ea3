package org.pellucid.api.explain;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.pellucid.api.image.MapScale;
import org.pellucid.api.image.Placement;

/**
 * A finished map: of a class, of all classes at once, or of a contrast, which shows what speaks for a class and what
 * for another.
 *
 * @param target      class index, or {@link #ALL_CLASSES}; of a contrast the class that values above zero speak for
 * @param label       class name, the index as text where no labels are known, {@code all} for a class-agnostic map;
 *                    {@code tabby>Egyptian_cat} for a contrast
 * @param probability of the class, 0..1; NaN for a class-agnostic map
 * @param height      cells
 * @param width       cells
 * @param values      {@code [height,width]} row-major, unsigned bytes: the raw map as {@code scale} says, truncated
 * @param raw         the raw map, {@code [height,width]}
 * @param placement   where the picture lies in the map, which covers the model's input: preprocessing may have put bars
 *                    beside it or cut off its borders
 * @param scale       what the values mean: {@link MapScale#OWN} unless the map is a contrast or shares its scale with
 *                    others; a constant map of a scale of its own is all 0
 * @param against     of a contrast the class that values below zero speak for; empty for other maps
 * @param error       standard error of an estimated map, see {@link #withError}; empty if none is known
 */
public record SaliencyMap(int target, String label, double probability, int height, int width, byte[] values,
        float[] raw, Placement placement, MapScale scale, Optional<Prediction> against, OptionalDouble error) {
    /** Checks for {@code null}. */
    public SaliencyMap {
        Objects.requireNonNull(placement, "placement");
        Objects.requireNonNull(scale, "scale");
        Objects.requireNonNull(against, "against");
        Objects.requireNonNull(error, "error");
    }

    /** Makes a map of a class, or of all, on a scale of its own. */
    public SaliencyMap(int target, String label, double probability, int height, int width, byte[] values,
            float[] raw, Placement placement) {
        this(target, label, probability, height, width, values, raw, placement, MapScale.OWN, Optional.empty(),
                OptionalDouble.empty());
    }

    /** Makes a map of a picture that fills the model's input. */
    public SaliencyMap(int target, String label, double probability, int height, int width, byte[] values,
            float[] raw) {
        this(target, label, probability, height, width, values, raw, Placement.WHOLE);
    }

    /**
     * {@return the map of a class, on a scale of its own}
     *
     * @param target    the class
     * @param height    cells
     * @param width     cells
     * @param raw       {@code [height,width]} row-major; not copied
     * @param placement where the picture lies in the map
     */
    public static SaliencyMap of(Prediction target, int height, int width, float[] raw, Placement placement) {
        return new SaliencyMap(target.index(), target.label(), target.probability(), height, width,
                Scaling.own(raw), raw, placement);
    }

    /**
     * {@return the map of all classes at once, on a scale of its own}
     *
     * @param height    cells
     * @param width     cells
     * @param raw       {@code [height,width]} row-major; not copied
     * @param placement where the picture lies in the map
     */
    public static SaliencyMap ofAll(int height, int width, float[] raw, Placement placement) {
        return new SaliencyMap(ALL_CLASSES, "all", Double.NaN, height, width, Scaling.own(raw), raw, placement);
    }

    /**
     * {@return the map of a contrast, signed}
     *
     * @param target    the class that values above zero speak for
     * @param against   the class that values below zero speak for
     * @param height    cells
     * @param width     cells
     * @param raw       {@code [height,width]} row-major; not copied
     * @param placement where the picture lies in the map
     */
    public static SaliencyMap ofContrast(Prediction target, Prediction against, int height, int width, float[] raw,
            Placement placement) {
        return new SaliencyMap(target.index(), target.label() + Targets.Contrast.SIGN + against.label(),
                target.probability(), height, width, Scaling.signed(raw, Scaling.greatest(raw)), raw, placement,
                MapScale.SIGNED, Optional.of(against), OptionalDouble.empty());
    }

    /** Target of a class-agnostic map. */
    public static final int ALL_CLASSES = -1;

    /**
     * {@return the value of a cell, 0..255}
     *
     * @param x column, counted from 0 at the left
     * @param y row, counted from 0 at the top
     * @throws IndexOutOfBoundsException if there is no such cell
     */
    public int at(int x, int y) {
        return values[Objects.checkIndex(y, height) * width + Objects.checkIndex(x, width)] & 0xff;
    }

    /** Returns whether both are of the same class and probability and hold the same values. */
    @Override
    public boolean equals(Object other) {
        return other instanceof SaliencyMap map && target == map.target && label.equals(map.label)
                && Double.compare(probability, map.probability) == 0 && height == map.height && width == map.width
                && Arrays.equals(values, map.values) && Arrays.equals(raw, map.raw)
                && placement.equals(map.placement) && scale == map.scale && against.equals(map.against)
                && error.equals(map.error);
    }

    @Override
    public int hashCode() {
        return Objects.hash(target, label, probability, height, width, Arrays.hashCode(values));
    }

    /**
     * {@return the same map with the standard error of its cells, where a method estimates it}
     *
     * @param newError root mean square over the cells, in units of the standard deviation of the map over its cells:
     *                 with 0.1 a map is all but settled, with 1 it is all but noise
     */
    public SaliencyMap withError(OptionalDouble newError) {
        return new SaliencyMap(target, label, probability, height, width, values, raw, placement, scale, against,
                newError);
    }

    /** {@return whether the map shows what speaks for a class and what for another} */
    public boolean isContrast() {
        return against.isPresent();
    }

    /** {@return the label as people write it: {@code tabby}, or {@code tabby > Egyptian cat} for a contrast} */
    public String words() {
        return against.map(other -> targetWords() + " > " + other.words()).orElseGet(this::targetWords);
    }

    /** {@return the name of the target class as people write it} */
    public String targetWords() {
        return Prediction.words(against.map(other -> label.substring(0,
                label.length() - Targets.Contrast.SIGN.length() - other.label().length())).orElse(label));
    }

    /**
     * {@return what the values of a contrast mean, the high ones first: {@code speaks for tabby … for Egyptian cat}; empty
     * for other maps}
     */
    public Optional<String> contrastWords() {
        return against.map(other -> "speaks for " + targetWords() + " … for " + other.words());
    }

    /** {@return the same map with other values, which lie on a scale that several maps share} */
    SaliencyMap shared(byte[] newValues) {
        return new SaliencyMap(target, label, probability, height, width, newValues, raw, placement,
                isContrast() ? MapScale.SIGNED : MapScale.SHARED, against, error);
    }

    /** Returns {@code saliency map of Egyptian_cat, 7x7 cells, greatest at column 3, row 2}; both counted from 0. */
    @Override
    public String toString() {
        int greatest = 0;
        for (int i = 1; i < raw.length; i++) {
            if (raw[i] > raw[greatest]) {
                greatest = i;
            }
        }
        return "saliency map of " + label + ", " + width + "x" + height + " cells"
                + (width > 0 && greatest < raw.length
                        ? ", greatest at column " + greatest % width + ", row " + greatest / width : "");
    }
}
