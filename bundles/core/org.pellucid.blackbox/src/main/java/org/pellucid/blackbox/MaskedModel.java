package org.pellucid.blackbox;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import org.pellucid.api.MethodException;
import org.pellucid.api.ModelException;
import org.pellucid.api.NativeRuntimeException;
import org.pellucid.api.PellucidException;
import org.pellucid.api.explain.spi.MethodContext;
import org.pellucid.api.explain.spi.Workers;
import org.pellucid.api.model.PerformanceHint;
import org.pellucid.api.model.spi.CompiledModel;

/** A classifier compiled for throughput, with the means to ask it about masked pictures. Safe for several threads. */
@ProviderType
public final class MaskedModel implements AutoCloseable {
    /** Option value: choose the batch for the device. */
    public static final int AUTO_BATCH = 0;
    /** The option of every method that asks about masked pictures. */
    public static final DeclaredOption<Integer> BATCH = DeclaredOption.whole("batch", AUTO_BATCH, AUTO_BATCH, 256,
            "pictures in one inference, 0 chooses for the device");
    /** Larger batches fall out of a CPU's cache: 64 was four times slower a picture than 4. */
    private static final int CPU_BATCH = 4;
    private static final int GPU_BATCH = 16;

    private final CompiledModel compiled;
    private final int batch;
    private final Workers<MaskedInference> workers;

    private MaskedModel(MethodContext context, CompiledModel compiled, int batch) {
        this.compiled = compiled;
        this.batch = batch;
        this.workers = context.workers(() -> new MaskedInference(context, compiled, batch));
    }

    /**
     * @param context of the method
     * @param batch   pictures in one inference, or {@link #AUTO_BATCH}: what suits the device, 1 for a model that takes
     *                no more
     * @return the compiled model, to be closed with the prepared method
     * @throws PellucidException if the model cannot be compiled, or not with the batch asked for
     */
    public static MaskedModel compile(MethodContext context, int batch) throws PellucidException {
        if (batch == 1) {
            return new MaskedModel(context, context.compilePrediction(1, PerformanceHint.THROUGHPUT), 1);
        }
        int wanted = batch == AUTO_BATCH ? CPU_BATCH : batch;
        CompiledModel compiled = compileBatch(context, wanted);
        if (compiled != null && batch == AUTO_BATCH && compiled.executionDevices().contains("GPU")) {
            compiled.close();
            wanted = GPU_BATCH;
            compiled = compileBatch(context, wanted);
        }
        if (compiled == null && batch != AUTO_BATCH) {
            throw new MethodException("model " + context.model().name() + " cannot take " + batch
                    + " pictures at once: its graph fixes the batch; leave the option 'batch' out");
        }
        if (compiled == null) {
            return compile(context, 1);
        }
        return new MaskedModel(context, compiled, wanted);
    }

    /** @return the model, or {@code null} if it was made for one picture at a time */
    private static CompiledModel compileBatch(MethodContext context, int batch) throws PellucidException {
        CompiledModel compiled;
        try {
            compiled = context.compilePrediction(batch, PerformanceHint.THROUGHPUT);
        } catch (ModelException | NativeRuntimeException e) {
            // A reshape that names the batch size does not fit; if something else is wrong, batch 1 will say so.
            return null;
        }
        List<Integer> shape = compiled.outputs().get(0).shape();
        long size = shape.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
        if (shape.isEmpty() || shape.get(0) != batch || size != (long) batch * context.classes()) {
            compiled.close();
            return null;
        }
        return compiled;
    }

    /** @return pictures in one inference */
    public int batch() {
        return batch;
    }

    /**
     * Lends what asks the model, to one thread.
     *
     * @param task what to ask
     * @param <R>  its result
     * @return the result
     * @throws PellucidException    from the task or the runtime
     * @throws InterruptedException from the task
     */
    public <R> R lend(Workers.Task<MaskedInference, R> task) throws PellucidException, InterruptedException {
        return workers.lend(task);
    }

    @Override
    public void close() {
        workers.close();
        compiled.close();
    }
}
