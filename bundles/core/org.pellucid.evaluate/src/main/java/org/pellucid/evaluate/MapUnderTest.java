package org.pellucid.evaluate;

import java.util.List;
import java.util.Map;
import org.pellucid.api.PellucidException;
import org.pellucid.api.Progress;
import org.pellucid.api.dataset.SampleObject;
import org.pellucid.api.evaluate.spi.Background;
import org.pellucid.api.evaluate.spi.MaskWriter;
import org.pellucid.api.evaluate.spi.MetricInput;
import org.pellucid.api.explain.Classification;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.Explainer;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.explain.SaliencyMap;
import org.pellucid.api.explain.Targets;
import org.pellucid.api.image.Picture;
import org.pellucid.api.image.Placement;
import org.pellucid.api.image.Preprocessing;
import org.pellucid.api.model.Model;

/**
 * What metrics see of one map.
 *
 * @param scene    the picture and the class explained
 * @param settings of the method that made the map
 * @param map      the map
 * @param others   maps of the other methods, by method
 */
record MapUnderTest(Scene scene, ExplainSettings settings, SaliencyMap map, Map<String, SaliencyMap> others)
        implements
            MetricInput {
    /**
     * All that is the same for the maps of one class of one picture.
     *
     * @param explainer   explains changed pictures
     * @param access      to the model
     * @param model       the model
     * @param picture     the picture
     * @param prediction  for it
     * @param target      class
     * @param probability of that class
     * @param objects     of that class
     * @param steps       of curves
     * @param progress    told about long work
     */
    record Scene(Explainer explainer, ModelAccess access, Model model, Picture picture, Classification prediction,
            int target, double probability, List<SampleObject> objects, int steps, Progress progress) {
        Explanation explain(Model which, Picture what, ExplainSettings settings)
                throws PellucidException, InterruptedException {
            return explainer.explain(which, what, settings, Targets.of(target), progress);
        }
    }

    @Override
    public Picture picture() {
        return scene.picture();
    }

    @Override
    public Preprocessing preprocessing() {
        return scene.prediction().preprocessing();
    }

    @Override
    public int target() {
        return scene.target();
    }

    @Override
    public double probability() {
        return scene.probability();
    }

    @Override
    public List<SampleObject> objects() {
        return scene.objects();
    }

    @Override
    public int steps() {
        return scene.steps();
    }

    @Override
    public float[] scaled(SaliencyMap any, int width, int height) {
        float[] unit = Grids.unit(any.raw());
        return any.placement().equals(Placement.WHOLE)
                ? Grids.resize(unit, any.width(), any.height(), width, height)
                : Grids.resize(unit, any.width(), any.height(), any.placement(), width, height);
    }

    @Override
    public float[] inInput(SaliencyMap any) {
        return Grids.resize(Grids.unit(any.raw()), any.width(), any.height(), preprocessing().width(),
                preprocessing().height());
    }

    @Override
    public double[] probabilities(int count, MaskWriter masks, Background background)
            throws PellucidException, InterruptedException {
        return scene.access().probabilities(picture(), preprocessing(), target(), count, masks, background,
                scene.progress());
    }

    @Override
    public Explanation explain(Picture other) throws PellucidException, InterruptedException {
        return scene.explain(scene.model(), other, settings);
    }

    @Override
    public SaliencyMap explainShuffled() throws PellucidException, InterruptedException {
        return scene.explain(scene.access().shuffled(), picture(), settings).maps().get(0);
    }
}
