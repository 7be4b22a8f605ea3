package org.pellucid.api.explain.spi;

import java.util.List;

/**
 * What a method found out about one picture.
 *
 * @param logits           {@code [classes]}, before softmax or sigmoid
 * @param maps             raw maps
 * @param preprocessMillis time spent in {@link MethodInput#writeTo}
 * @param inferMillis      time of the inference that gave the logits
 */
public record MethodResult(float[] logits, List<RawMap> maps, double preprocessMillis, double inferMillis) {
    /** Copies the list. */
    public MethodResult {
        maps = List.copyOf(maps);
    }
}
