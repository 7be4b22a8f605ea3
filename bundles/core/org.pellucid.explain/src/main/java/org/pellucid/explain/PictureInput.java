package org.pellucid.explain;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.pellucid.api.NativeRuntimeException;
import org.pellucid.api.Progress;
import org.pellucid.api.explain.ExplainListener;
import org.pellucid.api.explain.spi.MethodContext;
import org.pellucid.api.explain.spi.MethodInput;
import org.pellucid.api.explain.spi.MethodResult;
import org.pellucid.api.explain.spi.TargetScore;
import org.pellucid.api.image.ImageService;
import org.pellucid.api.model.spi.InferRequest;

/** One picture on its way through a method. For one thread. */
final class PictureInput implements MethodInput {
    private final ImageService images;
    private final Preprocessors.Input input;
    private final TargetChooser chooser;
    private final boolean independent;
    private final boolean pixels;
    private final Progress progress;
    private Answer answer;
    private PictureAnswer asker;

    PictureInput(ImageService images, Preprocessors.Input input, TargetChooser chooser,
            boolean independent, boolean pixels, Progress progress) {
        this.images = images;
        this.input = input;
        this.chooser = chooser;
        this.independent = independent;
        this.pixels = pixels;
        this.progress = progress;
    }

    @Override
    public void writeTo(ByteBuffer target) {
        input.writeTo(target, images);
    }

    @Override
    public void writeTo(InferRequest request) throws NativeRuntimeException {
        if (pixels) {
            input.writeBytesTo(request, images);
        } else {
            writeTo(request.input(MethodContext.INPUT).bytes());
        }
    }

    @Override
    public int[] targets(float[] logits) {
        List<TargetScore> scores = scores(logits);
        if (scores.size() == 1 && !scores.get(0).isContrast()) {
            return new int[] {scores.get(0).target()};
        }
        return scores.stream()
                .flatMapToInt(score -> IntStream.concat(IntStream.of(score.target()), score.against().stream()))
                .distinct().toArray();
    }

    /** {@return the contrasts asked for, in words} */
    List<String> contrasts() {
        return chooser == null ? List.of() : chooser.contrasts();
    }

    @Override
    public List<TargetScore> scores(float[] logits) {
        return chooser.choose(answer(logits));
    }

    @Override
    public void known(Supplier<MethodResult> result, long done, long total) {
        if (progress instanceof ExplainListener listener) {
            listener.known(() -> asker.known(result.get(), done, total), done, total);
        }
    }

    /** Says who makes explanations of results that are known before the end. */
    void askedBy(PictureAnswer newAsker) {
        asker = newAsker;
    }

    @Override
    public Progress progress() {
        return progress;
    }

    /** @return what follows from the logits; worked out again only if the method shows others at the end */
    Answer answer(float[] logits) {
        if (answer == null || answer.logits != logits) {
            answer = new Answer(logits, independent);
        }
        return answer;
    }
}
