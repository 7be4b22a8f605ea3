package org.pellucid.metrics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.pellucid.api.dataset.Box;
import org.pellucid.api.dataset.DatasetClass;
import org.pellucid.api.dataset.Mask;
import org.pellucid.api.dataset.SampleObject;
import org.pellucid.api.evaluate.spi.Background;
import org.pellucid.api.evaluate.spi.MaskWriter;
import org.pellucid.api.evaluate.spi.MetricInput;
import org.pellucid.api.explain.Classification;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.explain.Prediction;
import org.pellucid.api.explain.SaliencyMap;
import org.pellucid.api.explain.Timings;
import org.pellucid.api.image.Picture;
import org.pellucid.api.image.Preprocessing;
import org.pellucid.api.image.ResizeMode;
import org.pellucid.api.image.TensorLayout;
import org.pellucid.evaluate.Grids;

/** A map of 4x4 cells over a picture of 4x4 pixels, and a classifier and a method whose answers are formulas. */
final class KnownInput implements MetricInput {
    static final int SIDE = 4;
    private static final Preprocessing PREPROCESSING = new Preprocessing("test", SIDE, SIDE, ResizeMode.STANDARD, true,
            List.of(10.0, 20.0, 30.0), List.of(1.0, 1.0, 1.0), TensorLayout.NCHW);

    private final float[] map;
    private final Map<String, SaliencyMap> others = new LinkedHashMap<>();
    private int side = SIDE;
    private List<SampleObject> objects = List.of();
    private ToDoubleFunction<float[]> classifier = mask -> 0.5;
    private Function<Picture, Explanation> explainer = picture -> null;
    private float[] shuffled = {};
    private Background background;

    KnownInput(float... map) {
        this.map = map;
    }

    /** Sets the width and the height of the picture. */
    KnownInput side(int pixels) {
        side = pixels;
        return this;
    }

    KnownInput object(Box box, int... runs) {
        objects = List.of(new SampleObject(DatasetClass.unmapped("thing"), box,
                runs.length == 0 ? Optional.empty() : Optional.of(new Mask(SIDE, SIDE, runs))));
        return this;
    }

    KnownInput classifier(ToDoubleFunction<float[]> formula) {
        classifier = formula;
        return this;
    }

    KnownInput explainer(double probability, float... newMap) {
        explainer = picture -> new Explanation(new Classification("p", "m", "CPU", "f32", PREPROCESSING,
                List.of(new Prediction(0, "thing", probability, 0)), new Timings(0, 0, 0, 0, 0), List.of()), "known",
                Optional.empty(), List.of(map(newMap)), Optional.empty());
        return this;
    }

    KnownInput shuffled(float... newMap) {
        shuffled = newMap;
        return this;
    }

    KnownInput other(String method, float... otherMap) {
        others.put(method, map(otherMap));
        return this;
    }

    Background background() {
        return background;
    }

    static SaliencyMap map(float... raw) {
        int side = (int) Math.sqrt(raw.length);
        return new SaliencyMap(0, "thing", 0.8, side, side, new byte[raw.length], raw);
    }

    @Override
    public Picture picture() {
        byte[] bgr = new byte[3 * side * side];
        java.util.Arrays.fill(bgr, (byte) 110);
        return new Picture("p", side, side, bgr);
    }

    @Override
    public Preprocessing preprocessing() {
        return PREPROCESSING;
    }

    @Override
    public float[] inInput(SaliencyMap any) {
        return scaled(any, SIDE, SIDE);
    }

    @Override
    public int target() {
        return 0;
    }

    @Override
    public double probability() {
        return 0.8;
    }

    @Override
    public List<SampleObject> objects() {
        return objects;
    }

    @Override
    public SaliencyMap map() {
        return map(map);
    }

    @Override
    public Map<String, SaliencyMap> others() {
        return others;
    }

    @Override
    public int steps() {
        return SIDE;
    }

    @Override
    public float[] scaled(SaliencyMap any, int width, int height) {
        return Grids.resize(Grids.unit(any.raw()), any.width(), any.height(), width, height);
    }

    @Override
    public double[] probabilities(int count, MaskWriter masks, Background newBackground) {
        background = newBackground;
        double[] answers = new double[count];
        float[] mask = new float[SIDE * SIDE];
        for (int i = 0; i < count; i++) {
            masks.write(i, mask);
            answers[i] = classifier.applyAsDouble(mask);
        }
        return answers;
    }

    @Override
    public Explanation explain(Picture other) {
        return explainer.apply(other);
    }

    @Override
    public SaliencyMap explainShuffled() {
        return map(shuffled);
    }
}
