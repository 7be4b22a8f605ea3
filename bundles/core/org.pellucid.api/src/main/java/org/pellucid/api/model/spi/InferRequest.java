package org.pellucid.api.model.spi;

import org.osgi.annotation.versioning.ProviderType;
import org.pellucid.api.NativeRuntimeException;

/**
 * One inference at a time. For one thread at a time. Inputs keep their contents between inferences, so a constant input
 * is written once.
 */
@ProviderType
public interface InferRequest extends AutoCloseable {
    /**
     * {@return the input's memory, to be written before {@link #infer}; the input's shape must be static or have been
     * set by {@link #input(String, long...)}}
     *
     * @param name tensor name of an input
     * @throws NativeRuntimeException   if the runtime fails
     * @throws IllegalArgumentException if there is no such input
     */
    Tensor input(String name) throws NativeRuntimeException;

    /**
     * Gives a dynamic input its shape for the next inferences.
     *
     * @param name  tensor name of an input
     * @param shape dimensions
     * @return the input's memory of that shape; contents are undefined if the shape changed
     * @throws NativeRuntimeException   if the runtime fails
     * @throws IllegalArgumentException if there is no such input
     */
    Tensor input(String name, long... shape) throws NativeRuntimeException;

    /**
     * Lets an input read another request's memory, without a copy.
     *
     * @param name   tensor name of an input
     * @param tensor a tensor of the same type and as many elements as the input's static shape; it is seen in the
     *               input's shape. Its request must stay open as long as this one infers
     * @throws NativeRuntimeException   if the runtime fails
     * @throws IllegalArgumentException if there is no such input or the tensor does not fit
     */
    void bind(String name, Tensor tensor) throws NativeRuntimeException;

    /**
     * {@return like {@link #input(String)}}
     *
     * @param index position of an input
     * @throws NativeRuntimeException if the runtime fails
     */
    Tensor input(int index) throws NativeRuntimeException;

    /**
     * Runs and waits.
     *
     * @throws NativeRuntimeException if the runtime fails
     */
    void infer() throws NativeRuntimeException;

    /**
     * Starts an inference and returns.
     *
     * @throws NativeRuntimeException if the runtime fails
     */
    void start() throws NativeRuntimeException;

    /**
     * Waits for what {@link #start} began.
     *
     * @throws NativeRuntimeException if the inference failed
     */
    void await() throws NativeRuntimeException;

    /**
     * {@return the output's memory, valid until the next inference}
     *
     * @param name tensor name of an output
     * @throws NativeRuntimeException   if the runtime fails
     * @throws IllegalArgumentException if there is no such output
     */
    Tensor output(String name) throws NativeRuntimeException;

    /**
     * {@return like {@link #output(String)}}
     *
     * @param index position of an output
     * @throws NativeRuntimeException if the runtime fails
     */
    Tensor output(int index) throws NativeRuntimeException;

    /** Frees the request and its tensors. Idempotent. */
    @Override
    void close();
}
