package org.pellucid.blackbox;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import org.pellucid.api.NativeRuntimeException;
import org.pellucid.api.PellucidException;
import org.pellucid.api.Progress;
import org.pellucid.api.explain.spi.MethodContext;
import org.pellucid.api.explain.spi.MethodInput;
import org.pellucid.api.image.TensorLayout;
import org.pellucid.api.model.spi.CompiledModel;
import org.pellucid.api.model.spi.InferRequest;

/**
 * Asks a classifier about masked versions of one picture. Several requests are in flight: while the device computes,
 * the next masks are made and the last answers taken. Masks multiply the <em>preprocessed</em> picture, so what is
 * masked becomes the mean colour of the preprocessing, unless another background is given. For one thread.
 */
@ProviderType
public final class MaskedInference implements AutoCloseable {
    private static final int MAX_REQUESTS = 16;

    private final int batch;
    private final int classes;
    private final int channels;
    private final int width;
    private final boolean planar;
    private final int size;
    private final List<InferRequest> requests = new ArrayList<>();
    private final float[] picture;
    private float[] background = {};
    private final float[] mask;
    private final float[] row;
    private final float[] logits;

    MaskedInference(MethodContext context, CompiledModel compiled, int batch) throws NativeRuntimeException {
        this.batch = batch;
        this.classes = context.classes();
        this.channels = context.channels();
        this.width = context.inputWidth();
        this.planar = context.layout() == TensorLayout.NCHW;
        this.size = channels * context.inputHeight() * width;
        this.picture = new float[size];
        this.mask = new float[context.inputHeight() * width];
        this.row = new float[channels * width];
        this.logits = new float[batch * classes];
        // One more than the device works on: it is filled while they run.
        int inFlight = Math.min(MAX_REQUESTS, compiled.optimalRequests() + 1);
        try {
            for (int i = 0; i < inFlight; i++) {
                requests.add(compiled.newRequest());
            }
        } catch (NativeRuntimeException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Sets the picture of the next runs, on a background of the mean colour.
     *
     * @param input the picture
     */
    public void load(MethodInput input) {
        ByteBuffer written = ByteBuffer.allocateDirect(Float.BYTES * size).order(ByteOrder.nativeOrder());
        input.writeTo(written);
        written.asFloatBuffer().get(picture);
        background = new float[0];
    }

    /**
     * Sets the picture of the next runs and what stands where masks are 0.
     *
     * @param preprocessed {@code C*H*W} values in the model's layout
     * @param behind       as many, or none for the mean colour; not copied, not to be changed during the next runs
     */
    public void load(float[] preprocessed, float[] behind) {
        if (preprocessed.length != size || behind.length != 0 && behind.length != size) {
            throw new IllegalArgumentException("picture of " + preprocessed.length + " and background of "
                    + behind.length + " values: the model takes " + size);
        }
        System.arraycopy(preprocessed, 0, picture, 0, size);
        background = behind;
    }

    /**
     * Asks about masks 0 to {@code count - 1} of the picture loaded.
     *
     * @param count    number of masks
     * @param masks    makes them, in this thread
     * @param answers  takes the logits, in this thread
     * @param progress asked between inferences whether to stop
     * @throws PellucidException    if the runtime fails, or from {@code answers}
     * @throws InterruptedException if the thread is interrupted or the progress cancelled
     */
    public void run(long count, MaskSource masks, AnswerSink answers, Progress progress)
            throws PellucidException, InterruptedException {
        Deque<InferRequest> flying = new ArrayDeque<>(requests.size());
        long filled = 0;
        long answered = 0;
        int next = 0;
        try {
            boolean wanted = true;
            while (wanted && answered < count) {
                if (Thread.interrupted() || progress.cancelled()) {
                    throw new InterruptedException();
                }
                while (flying.size() < requests.size() && filled < count) {
                    InferRequest request = requests.get(next);
                    next = (next + 1) % requests.size();
                    filled = fill(request, filled, count, masks);
                    request.start();
                    flying.addLast(request);
                }
                InferRequest done = flying.peekFirst();
                done.await();
                flying.removeFirst();
                done.output(MethodContext.LOGITS).floats().get(0, logits);
                wanted = take(answered, count, answers);
                answered += batch;
            }
        } finally {
            land(flying);
        }
    }

    private long fill(InferRequest request, long from, long count, MaskSource masks) throws NativeRuntimeException {
        FloatBuffer target = request.input(MethodContext.INPUT).floats();
        int used = (int) Math.min(batch, count - from);
        for (int i = 0; i < used; i++) {
            masks.mask(from + i, mask);
            if (planar) {
                multiplyPlanes(target, i * size);
            } else {
                multiplyPixels(target, i * size);
            }
        }
        return from + used;
    }

    /** Row by row through an array: bulk copies into native memory are far cheaper than single floats. */
    private void multiplyPlanes(FloatBuffer target, int offset) {
        for (int start = 0; start < size; start += width) {
            int maskStart = start % mask.length;
            for (int x = 0; x < width; x++) {
                row[x] = picture[start + x] * mask[maskStart + x];
            }
            addBackground(start, maskStart);
            target.put(offset + start, row, 0, width);
        }
    }

    private void addBackground(int start, int maskStart) {
        if (background.length > 0) {
            for (int x = 0; x < width; x++) {
                row[x] += background[start + x] * (1 - mask[maskStart + x]);
            }
        }
    }

    private void multiplyPixels(FloatBuffer target, int offset) {
        for (int start = 0; start < mask.length; start += width) {
            for (int x = 0; x < width; x++) {
                float value = mask[start + x];
                for (int channel = 0; channel < channels; channel++) {
                    row[channels * x + channel] = picture[channels * (start + x) + channel] * value;
                }
            }
            if (background.length > 0) {
                for (int x = 0; x < row.length; x++) {
                    row[x] += background[channels * start + x] * (1 - mask[start + x / channels]);
                }
            }
            target.put(offset + channels * start, row);
        }
    }

    private boolean take(long from, long count, AnswerSink answers) throws PellucidException {
        float[] answer = new float[classes];
        for (int i = 0; i < batch && from + i < count; i++) {
            System.arraycopy(logits, i * classes, answer, 0, classes);
            if (!answers.answer(from + i, answer)) {
                return false;
            }
        }
        return true;
    }

    /** Requests go back to the pool only when they rest. */
    private static void land(Deque<InferRequest> flying) {
        for (InferRequest request : flying) {
            try {
                request.await();
            } catch (NativeRuntimeException e) {
                // its answer is not wanted any more, and the error that matters is already on its way
                continue;
            }
        }
    }

    @Override
    public void close() {
        requests.forEach(InferRequest::close);
        requests.clear();
    }
}
