package org.pellucid.evaluate;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.pellucid.api.PellucidException;
import org.pellucid.api.Progress;
import org.pellucid.api.evaluate.spi.Background;
import org.pellucid.api.evaluate.spi.MaskWriter;
import org.pellucid.api.explain.Classification;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.Explainer;
import org.pellucid.api.explain.spi.MethodContext;
import org.pellucid.api.explain.spi.MethodContexts;
import org.pellucid.api.image.Picture;
import org.pellucid.api.image.Preprocessing;
import org.pellucid.api.image.TensorLayout;
import org.pellucid.api.model.Model;
import org.pellucid.api.model.ModelLoader;
import org.pellucid.blackbox.MaskedModel;

/**
 * What metrics ask of the model beyond explanations. Compiled when first needed: most metrics ask for nothing. For one
 * thread.
 */
final class ModelAccess implements AutoCloseable {
    private static final double BLUR_SIGMA = 5;
    private static final int BLUR_RADIUS = 5;

    private final Explainer explainer;
    private final MethodContexts contexts;
    private final ModelLoader models;
    private final Model model;
    private final ExplainSettings settings;
    private MethodContext context;
    private MaskedModel masked;
    private ShuffledModel shuffled;

    ModelAccess(Explainer explainer, MethodContexts contexts, ModelLoader models, Model model,
            ExplainSettings settings) {
        this.explainer = explainer;
        this.contexts = contexts;
        this.models = models;
        this.model = model;
        this.settings = settings;
    }

    Classification predict(Picture picture) throws PellucidException, InterruptedException {
        return explainer.predict(model, picture, settings);
    }

    /** See {@link org.pellucid.api.evaluate.spi.MetricInput#probabilities}. */
    double[] probabilities(Picture picture, Preprocessing preprocessing, int target, int count, MaskWriter masks,
            Background background, Progress progress) throws PellucidException, InterruptedException {
        if (masked == null) {
            context = contexts.context(model, settings);
            masked = MaskedModel.compile(context, MaskedModel.AUTO_BATCH);
        }
        float[] pixels = new float[preprocessing.size()];
        ByteBuffer written = ByteBuffer.allocateDirect(Float.BYTES * pixels.length).order(ByteOrder.nativeOrder());
        contexts.preprocess(model, picture, settings.preprocessing(), written);
        written.asFloatBuffer().get(pixels);
        float[] behind = background == Background.BLURRED
                ? Grids.blur(pixels, preprocessing.width(), preprocessing.height(),
                        preprocessing.layout() == TensorLayout.NCHW, BLUR_SIGMA, BLUR_RADIUS)
                : new float[0];
        double[] probabilities = new double[count];
        masked.lend(inference -> {
            inference.load(pixels, behind);
            inference.run(count, (index, mask) -> masks.write((int) index, mask), (index, logits) -> {
                probabilities[(int) index] = context.probabilities(logits)[target];
                return true;
            }, progress);
            return null;
        });
        return probabilities;
    }

    /** @return the model with the weights of its last layer in random order, open as long as this */
    Model shuffled() throws PellucidException {
        if (shuffled == null) {
            shuffled = ShuffledModel.of(model, models, settings.seed());
        }
        return shuffled.model();
    }

    @Override
    public void close() {
        if (masked != null) {
            masked.close();
        }
        if (shuffled != null) {
            shuffled.close();
        }
    }
}
