package org.pellucid.api.explain.spi;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.osgi.annotation.versioning.ProviderType;
import org.pellucid.api.NativeRuntimeException;
import org.pellucid.api.Progress;
import org.pellucid.api.UsageException;
import org.pellucid.api.model.spi.InferRequest;

/** One picture for a method. For one thread. */
@ProviderType
public interface MethodInput {
    /**
     * Preprocesses the picture straight into a model's input.
     *
     * @param target direct memory, usually that of an input tensor; receives {@code C*H*W} floats in native byte order
     *               and in the model's layout, from its position on, which stays where it is
     * @throws IllegalArgumentException if the memory is on the Java heap or too small
     */
    void writeTo(ByteBuffer target);

    /**
     * Preprocesses the picture into a request of a graph that {@code Classifier.prediction(MethodContext)} began: into
     * {@link MethodContext#INPUT}, or into {@link MethodContext#PIXELS} and the two inputs beside it, as
     * {@link MethodContext#pixels()} says.
     *
     * @param request for one picture, not running
     * @throws NativeRuntimeException if the request has no such input
     */
    void writeTo(InferRequest request) throws NativeRuntimeException;

    /**
     * Chooses the target classes once the prediction is known.
     *
     * @param logits {@code [classes]}
     * @return class indices, without repetition
     * @throws UsageException if a class asked for is not among them
     */
    int[] targets(float[] logits) throws UsageException;

    /**
     * Chooses what to explain once the prediction is known, for a method that explains contrasts itself
     * ({@link org.pellucid.api.explain.ContrastKind#OWN}). Other methods ask for {@link #targets}.
     *
     * @param logits {@code [classes]}
     * @return classes and contrasts in the order of the maps, without repetition
     * @throws UsageException if a class asked for is not among them
     */
    default List<TargetScore> scores(float[] logits) throws UsageException {
        return IntStream.of(targets(logits)).mapToObj(TargetScore::of).toList();
    }

    /**
     * Offers what is known before the end, so that people see a map grow. Costs next to nothing unless somebody looks.
     * Call it where more is known than before, as often as that is.
     *
     * @param result makes what {@link PreparedMethod#explain} would return now; called during this call or never. It must
     *               not change what comes out in the end
     * @param done   how many steps are done, as for {@link Progress#step}
     * @param total  how many there will be
     */
    default void known(Supplier<MethodResult> result, long done, long total) {
    }

    /** {@return whom to tell about progress, and where to see that it is no longer wanted} */
    Progress progress();
}
