package org.pellucid.api.explain.spi;

import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.pellucid.api.PellucidException;
import org.pellucid.api.image.TensorLayout;
import org.pellucid.api.model.PerformanceHint;
import org.pellucid.api.model.spi.CompiledModel;
import org.pellucid.api.model.spi.Rewrite;
import org.pellucid.api.model.spi.RuntimeModel;

/** What a method prepares for, and its way to compiled models. Safe for use by several threads. */
@ProviderType
public interface MethodContext {
    /** Name of the input of {@link #compilePrediction}. */
    String INPUT = "pellucid.input";
    /**
     * Name of the input that takes a picture as bytes {@code [1,H,W,3]} in the model's order of channels. The graph
     * itself makes numbers of them, each channel multiplied by {@link #FACTORS} and added to {@link #OFFSETS}.
     */
    String PIXELS = "pellucid.pixels";
    /** Name of the input beside {@link #PIXELS} that holds one over the scale of each channel, {@code [1,1,1,3]}. */
    String FACTORS = "pellucid.factors";
    /** Name of the input beside {@link #PIXELS} that holds minus mean over scale of each channel, {@code [1,1,1,3]}. */
    String OFFSETS = "pellucid.offsets";
    /** Name of the output of {@link #compilePrediction}. */
    String LOGITS = "pellucid.logits";

    /** @return the model to explain */
    RuntimeModel model();

    /** @return layout of the model's input */
    TensorLayout layout();

    /** {@return how many channels the model's input has: 3, or 1 for grey} */
    default int channels() {
        return 3;
    }

    /** @return rows of the model's input */
    int inputHeight();

    /** @return columns of the model's input */
    int inputWidth();

    /**
     * Tells how {@link MethodInput#writeTo(org.pellucid.api.model.spi.InferRequest)} writes a picture. Bytes are a
     * quarter of the memory to be written and read; {@code Classifier.prediction(MethodContext)} begins a graph that
     * takes what is written.
     *
     * @return whether as bytes to {@link #PIXELS}, not as numbers to {@link #INPUT}
     */
    boolean pixels();

    /** @return number of classes */
    int classes();

    /** @return the insertion layer asked for by name */
    Optional<String> layer();

    /** @return the method's options as given, unchecked; keys the method does not know are an error of the caller */
    Map<String, String> options();

    /** @return seed of everything random */
    long seed();

    /**
     * Compiles a rewritten definition for the device and precision asked for.
     *
     * @param rewrite definition
     * @param hint    throughput for a method that infers much at once; latency for one inference a picture, which
     *                becomes throughput where the caller has many pictures at once
     * @return a handle, to be closed with the prepared method
     * @throws PellucidException if the device is not there or the runtime refuses
     */
    CompiledModel compile(Rewrite rewrite, PerformanceHint hint) throws PellucidException;

    /**
     * Compiles the model as a plain classifier: input {@link #INPUT} of static shape {@code [batch,C,H,W]} (or NHWC,
     * see {@link #layout()}), output {@link #LOGITS} {@code [batch,classes]} before a final softmax or sigmoid.
     *
     * @param batch pictures in one inference
     * @param hint  as above
     * @return a handle, to be closed with the prepared method
     * @throws PellucidException if the device is not there or the runtime refuses
     */
    CompiledModel compilePrediction(int batch, PerformanceHint hint) throws PellucidException;

    /**
     * @param logits {@code classes()} values
     * @return their probabilities: softmax, or sigmoid for a multi-label model
     */
    double[] probabilities(float[] logits);

    /**
     * Makes a pool of what serves one thread at a time, usually infer requests, to be closed with the prepared method.
     *
     * @param factory makes one; called when all are at work
     * @param <T>     what serves a thread
     * @return the pool, empty
     */
    <T extends AutoCloseable> Workers<T> workers(Workers.Factory<T> factory);
}
