package org.pellucid.metrics;

import org.pellucid.api.PellucidException;
import org.pellucid.api.evaluate.spi.Background;
import org.pellucid.api.evaluate.spi.Curve;
import org.pellucid.api.evaluate.spi.MetricInput;
import org.pellucid.maps.MapStatistics;

/** The pixels of a map in falling order, put into the picture or taken away step by step. */
final class PixelOrder {
    private PixelOrder() {
    }

    /**
     * @param input      map and model
     * @param appear     whether pixels appear on the background; otherwise they vanish into it
     * @param background what stands where the picture does not
     * @return the probability after each step, the first for none of the pixels, the last for all
     */
    static Curve curve(MetricInput input, boolean appear, Background background)
            throws PellucidException, InterruptedException {
        int[] order = MapStatistics.descending(input.inInput(input.map()));
        int[] ranks = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            ranks[order[i]] = i;
        }
        int steps = input.steps();
        float inside = appear ? 1 : 0;
        double[] y = input.probabilities(steps + 1, (step, mask) -> {
            long touched = (long) order.length * step / steps;
            for (int i = 0; i < mask.length; i++) {
                mask[i] = ranks[i] < touched ? inside : 1 - inside;
            }
        }, background);
        double[] x = new double[steps + 1];
        for (int step = 0; step <= steps; step++) {
            x[step] = (double) step / steps;
        }
        return new Curve(x, y);
    }
}
