package org.pellucid.differ;

import java.util.Arrays;
import org.pellucid.maps.Quantiles;

/** Numbers of many pictures, of which quantiles are asked. For one thread. */
final class Numbers {
    private double[] values = new double[64];
    private int count;

    void add(double value) {
        if (Double.isNaN(value)) {
            return;
        }
        if (count == values.length) {
            values = Arrays.copyOf(values, 2 * count);
        }
        values[count++] = value;
    }

    int count() {
        return count;
    }

    /** @return in the order in which they came */
    double[] values() {
        return Arrays.copyOf(values, count);
    }

    double quantile(double share) {
        double[] sorted = values();
        Arrays.sort(sorted);
        return Quantiles.of(sorted, share);
    }

    double mean() {
        return count == 0 ? Double.NaN : Arrays.stream(values, 0, count).average().orElseThrow();
    }
}
