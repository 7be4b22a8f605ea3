package org.pellucid.whitebox;

import java.util.List;
import org.pellucid.api.NativeRuntimeException;
import org.pellucid.api.explain.spi.MethodContext;
import org.pellucid.api.explain.spi.MethodInput;
import org.pellucid.api.explain.spi.MethodResult;
import org.pellucid.api.explain.spi.RawMap;
import org.pellucid.api.model.spi.InferRequest;
import org.pellucid.api.model.spi.Tensor;

/**
 * Holds what one inference gave of a graph that {@link Classifier#prediction(MethodContext)} began.
 *
 * @param logits           {@code [classes]}
 * @param preprocessMillis how long writing the picture took, in milliseconds
 * @param inferMillis      how long the inference took, in milliseconds
 */
public record PictureInference(float[] logits, double preprocessMillis, double inferMillis) {
    /**
     * Writes a picture and infers it.
     *
     * @param input   the picture
     * @param request of the graph, not running; its other outputs can be read afterwards
     * @return the logits and the times
     * @throws NativeRuntimeException if the runtime fails
     */
    public static PictureInference of(MethodInput input, InferRequest request) throws NativeRuntimeException {
        long start = System.nanoTime();
        input.writeTo(request);
        long written = System.nanoTime();
        request.infer();
        long inferred = System.nanoTime();
        Tensor output = request.output(MethodContext.LOGITS);
        float[] logits = new float[output.size()];
        output.floats().get(0, logits);
        return new PictureInference(logits, (written - start) / 1e6, (inferred - written) / 1e6);
    }

    /**
     * Adds maps.
     *
     * @param maps made of the other outputs
     * @return the result of the method
     */
    public MethodResult with(List<RawMap> maps) {
        return MethodResult.of(logits, maps, preprocessMillis, inferMillis);
    }
}
