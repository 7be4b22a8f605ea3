package org.pellucid.method.activationmap;

import java.nio.FloatBuffer;
import java.util.List;
import org.pellucid.api.PellucidException;
import org.pellucid.api.explain.MethodContext;
import org.pellucid.api.explain.MethodInput;
import org.pellucid.api.explain.MethodResult;
import org.pellucid.api.explain.PreparedMethod;
import org.pellucid.api.explain.RawMap;
import org.pellucid.api.explain.Workers;
import org.pellucid.api.model.CompiledModel;
import org.pellucid.api.model.InferRequest;
import org.pellucid.api.model.PerformanceHint;
import org.pellucid.api.model.Rewrite;
import org.pellucid.api.model.Tensor;
import org.pellucid.ir.Classifier;
import org.pellucid.ir.IrEditor;
import org.pellucid.ir.Output;

/** The classifier with its feature map as a second output: prediction and map come from one inference. */
final class PreparedActivationMap implements PreparedMethod {
    private static final String FEATURE = "pellucid.feature";

    private final String layer;
    private final int classes;
    private final CompiledModel compiled;
    private final Workers<InferRequest> requests;

    PreparedActivationMap(MethodContext context, Classifier classifier, Output feature) throws PellucidException {
        this.layer = classifier.graph().producer(feature).name();
        this.classes = context.classes();
        IrEditor editor = classifier.prediction(1, context.inputHeight(), context.inputWidth());
        editor.result(FEATURE, feature);
        String key = "activation-map-" + context.inputHeight() + "x" + context.inputWidth() + "-" + feature.layer();
        this.compiled = context.compile(new Rewrite(key, editor.write()), PerformanceHint.LATENCY);
        this.requests = context.workers(compiled::newRequest);
    }

    @Override
    public String layer() {
        return layer;
    }

    @Override
    public MethodResult explain(MethodInput input) throws PellucidException, InterruptedException {
        return requests.lend(request -> {
            long start = System.nanoTime();
            input.writeTo(request.input(MethodContext.INPUT).bytes());
            long written = System.nanoTime();
            request.infer();
            long inferred = System.nanoTime();
            float[] logits = new float[classes];
            request.output(MethodContext.LOGITS).floats().get(0, logits);
            // The map is the same for every class, but a class that does not exist is an error here as elsewhere.
            input.targets(logits);
            RawMap map = channelMean(request.output(FEATURE));
            return new MethodResult(logits, List.of(map), (written - start) / 1e6, (inferred - written) / 1e6);
        });
    }

    /**
     * @param feature {@code [1,C,h,w]}
     * @return its mean over channels, {@code [h,w]}
     */
    private static RawMap channelMean(Tensor feature) {
        int channels = feature.shape().get(1);
        int height = feature.shape().get(2);
        int width = feature.shape().get(3);
        FloatBuffer values = feature.floats();
        float[] mean = new float[height * width];
        for (int cell = 0; cell < mean.length; cell++) {
            double sum = 0;
            for (int channel = 0; channel < channels; channel++) {
                sum += values.get(channel * mean.length + cell);
            }
            mean[cell] = (float) (sum / channels);
        }
        return new RawMap(RawMap.ALL_CLASSES, height, width, mean);
    }

    @Override
    public void close() {
        requests.close();
        compiled.close();
    }
}
