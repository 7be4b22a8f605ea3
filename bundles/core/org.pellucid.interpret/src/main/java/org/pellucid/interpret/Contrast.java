package org.pellucid.interpret;

import java.util.OptionalDouble;
import org.pellucid.api.explain.SaliencyMap;
import org.pellucid.api.interpret.MapComparison;
import org.pellucid.api.interpret.MapComparison.Finding;
import org.pellucid.maps.MapStatistics;
import org.pellucid.maps.Range;

/**
 * How much two maps of one picture agree.
 *
 * @param overlap         intersection over union of the most salient 20 % of the cells of both
 * @param rankCorrelation Spearman's; {@code null} if a map is constant
 * @param finding         what that means
 */
record Contrast(double overlap, Double rankCorrelation, Finding finding) {
    private static final double SALIENT = 0.2;
    /**
     * From here on it is called the same region: half of each map's salient cells are shared. Two maps that have
     * nothing to do with each other reach 0.11.
     */
    private static final double SAME_FROM = 1.0 / 3;

    /**
     * @param truth     map of the true class
     * @param predicted map of the predicted class, of the same size
     */
    static Contrast of(SaliencyMap truth, SaliencyMap predicted) {
        return of(truth.raw(), predicted.raw());
    }

    static Contrast of(float[] truth, float[] predicted) {
        if (truth.length != predicted.length) {
            throw new IllegalArgumentException("maps of " + truth.length + " and " + predicted.length + " cells");
        }
        double both = MapStatistics.overlap(truth, predicted, SALIENT);
        double overlap = both / (2 - both);
        if (Range.of(truth).isFlat() || Range.of(predicted).isFlat()) {
            return new Contrast(overlap, null, Finding.NOTHING);
        }
        return new Contrast(overlap, MapStatistics.spearman(truth, predicted),
                overlap >= SAME_FROM ? Finding.SAME_REGION : Finding.OTHER_REGION);
    }

    /** {@return the same for callers} */
    MapComparison comparison() {
        return new MapComparison(overlap,
                rankCorrelation == null ? OptionalDouble.empty() : OptionalDouble.of(rankCorrelation), finding);
    }
}
