package org.pellucid.method.activationmap;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.pellucid.api.PellucidException;
import org.pellucid.api.explain.spi.MethodContext;
import org.pellucid.api.explain.spi.MethodInput;
import org.pellucid.api.explain.spi.MethodResult;
import org.pellucid.api.explain.spi.PreparedMethod;
import org.pellucid.api.explain.spi.RawMap;
import org.pellucid.api.explain.spi.Workers;
import org.pellucid.api.model.PerformanceHint;
import org.pellucid.api.model.spi.CompiledModel;
import org.pellucid.api.model.spi.InferRequest;
import org.pellucid.api.model.spi.Rewrite;
import org.pellucid.api.model.spi.Tensor;
import org.pellucid.ir.IrEditor;
import org.pellucid.whitebox.Classifier;
import org.pellucid.whitebox.Cut;
import org.pellucid.whitebox.PictureInference;
import org.pellucid.whitebox.SpatialAxes;

/** The classifier with its feature map as a second output: prediction and map come from one inference. */
final class PreparedActivationMap implements PreparedMethod {
    private static final String FEATURE = "pellucid.feature";

    private final Cut cut;
    private final CompiledModel compiled;
    private final Workers<InferRequest> requests;

    PreparedActivationMap(MethodContext context, Classifier classifier, Cut cut) throws PellucidException {
        this.cut = cut;
        IrEditor editor = classifier.prediction(context);
        editor.result(FEATURE, cut.value());
        String key = "activation-map-" + context.inputHeight() + "x" + context.inputWidth() + "-" + cut.value().layer();
        this.compiled = context.compile(new Rewrite(key, editor.write()), PerformanceHint.LATENCY);
        this.requests = context.workers(compiled::newRequest);
    }

    @Override
    public Optional<String> layer() {
        return Optional.of(cut.layer());
    }

    @Override
    public MethodResult explain(MethodInput input) throws PellucidException, InterruptedException {
        return requests.lend(request -> {
            PictureInference inference = PictureInference.of(input, request);
            // The map is the same for every class, but a class that does not exist is an error here as elsewhere.
            input.targets(inference.logits());
            return inference.with(List.of(channelMean(request.output(FEATURE), cut)));
        });
    }

    /** @return the feature map's mean over channels, {@code [h,w]} */
    private static RawMap channelMean(Tensor feature, Cut cut) {
        SpatialAxes axes = cut.axes();
        int[] shape = cut.dimensions();
        int rowStride = stride(shape, axes.rowAxis());
        int columnStride = stride(shape, axes.columnAxis());
        FloatBuffer values = feature.floats();
        double[] sums = new double[axes.cells()];
        for (int i = 0; i < values.capacity(); i++) {
            int cell = axes.areTokens() ? i / columnStride % axes.cells()
                    : i / rowStride % axes.rows() * axes.columns() + i / columnStride % axes.columns();
            sums[cell] += values.get(i);
        }
        float[] mean = new float[sums.length];
        for (int cell = 0; cell < mean.length; cell++) {
            mean[cell] = (float) (sums[cell] / cut.channels());
        }
        return RawMap.of(RawMap.ALL_CLASSES, axes.rows(), axes.columns(), mean);
    }

    /** @return how far apart neighbours along a dimension lie */
    private static int stride(int[] shape, int axis) {
        return Arrays.stream(shape, axis + 1, shape.length).reduce(1, (a, b) -> a * b);
    }

    @Override
    public void close() {
        requests.close();
        compiled.close();
    }
}
