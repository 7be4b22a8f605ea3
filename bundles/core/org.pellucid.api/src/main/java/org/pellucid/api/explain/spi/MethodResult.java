package org.pellucid.api.explain.spi;

import java.util.List;
import java.util.Objects;

/** Holds what a method found out about one picture. */
public final class MethodResult {
    private final float[] logits;
    private final List<RawMap> maps;
    private final double preprocessMillis;
    private final double inferMillis;

    private MethodResult(float[] logits, List<RawMap> maps, double preprocessMillis, double inferMillis) {
        this.logits = Objects.requireNonNull(logits, "logits");
        this.maps = List.copyOf(maps);
        this.preprocessMillis = preprocessMillis;
        this.inferMillis = inferMillis;
    }

    /**
     * {@return a result without times}
     *
     * @param logits {@code [classes]}, before softmax or sigmoid; not copied
     * @param maps   raw maps
     */
    public static MethodResult of(float[] logits, List<RawMap> maps) {
        return of(logits, maps, 0, 0);
    }

    /**
     * {@return a result}
     *
     * @param logits           {@code [classes]}, before softmax or sigmoid; not copied
     * @param maps             raw maps
     * @param preprocessMillis time spent in {@link MethodInput#writeTo}
     * @param inferMillis      time of the inference that gave the logits
     */
    public static MethodResult of(float[] logits, List<RawMap> maps, double preprocessMillis, double inferMillis) {
        return new MethodResult(logits, maps, preprocessMillis, inferMillis);
    }

    /** {@return the model's answer, {@code [classes]}, before softmax or sigmoid; not a copy} */
    public float[] logits() {
        return logits;
    }

    /** {@return the raw maps} */
    public List<RawMap> maps() {
        return maps;
    }

    /** {@return the time spent in {@link MethodInput#writeTo}} */
    public double preprocessMillis() {
        return preprocessMillis;
    }

    /** {@return the time of the inference that gave the logits} */
    public double inferMillis() {
        return inferMillis;
    }

    /** Returns how many logits and maps there are. */
    @Override
    public String toString() {
        return logits.length + " logits, " + maps.size() + " maps";
    }
}
