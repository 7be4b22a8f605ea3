package org.pellucid.api.interpret;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;
import org.pellucid.api.explain.Prediction;

/**
 * One way in which a model decides for a class: pictures of the class whose maps are alike, and what the class loses when
 * parts of them are covered. Losses are of the class's probability, in the mean over the pictures.
 *
 * @param label       of the class
 * @param pictures    how many have such maps
 * @param ofClass     how many pictures of the class were looked at
 * @param accuracy    share of the pictures that are predicted right; empty if their true class is not known
 * @param probability of the class, in the mean
 * @param energy      share of the maps on the object, in the mean; empty if the object is not known
 * @param focus       Gini coefficient of the mean map: 0 for one that is the same everywhere, towards 1 for a spot
 * @param border      share of the mean map in the outer eighth of each side
 * @param region      where the maps are hot in common
 * @param lossRegion  by covering the region, but not the object
 * @param lossControl by covering as much elsewhere, but not the object
 * @param lossObject  by covering the object; empty if it is not known
 * @param shortcut    whether the region decides and the object does not
 * @param example     the picture whose map is nearest to the mean map
 */
public record Strategy(String label, int pictures, int ofClass, OptionalDouble accuracy, double probability,
        OptionalDouble energy, double focus, double border, Region region, double lossRegion, double lossControl,
        OptionalDouble lossObject, boolean shortcut, String example) {
    /** Checks for {@code null}. */
    public Strategy {
        List.of(label, accuracy, energy, region, lossObject, example).forEach(Objects::requireNonNull);
    }

    /** {@return the share of the class's pictures} */
    public double share() {
        return (double) pictures / ofClass;
    }

    /** {@return what was found, in a sentence} */
    public String words() {
        String name = Prediction.words(label);
        String head = pictures + " of " + ofClass + " pictures of " + name;
        String costs = "covering it costs " + decimal(lossRegion);
        if (shortcut) {
            return head + " are decided in the " + region.words() + ": " + costs + ", covering the " + name + " "
                    + decimal(lossObject.orElseThrow()) + ".";
        }
        return head + (pictures == 1 ? " looks" : " look") + " at the " + region.words() + ": " + costs
                + ", covering as much elsewhere " + decimal(lossControl)
                + (lossObject.isPresent() ? ", covering the " + name + " " + decimal(lossObject.getAsDouble()) : "")
                + ".";
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
