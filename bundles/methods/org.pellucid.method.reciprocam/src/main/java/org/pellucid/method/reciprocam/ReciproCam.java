package org.pellucid.method.reciprocam;

import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.Component;
import org.pellucid.api.PellucidException;
import org.pellucid.api.explain.ContrastKind;
import org.pellucid.api.explain.MethodDescription;
import org.pellucid.api.explain.MethodKind;
import org.pellucid.api.explain.spi.ExplainMethod;
import org.pellucid.api.explain.spi.MethodContext;
import org.pellucid.api.explain.spi.PreparedMethod;
import org.pellucid.whitebox.Classifier;
import org.pellucid.whitebox.Cut;
import org.pellucid.whitebox.FeatureMapMethod;

/**
 * ReciproCAM: keeps one cell of the last feature map at a time and looks what score is left of a class. Exact for
 * classifiers without a class token and hardly dearer than the prediction itself where the head is linear.
 *
 * @see <a href="https://arxiv.org/abs/2209.14074">Byun, Lee: Recipro-CAM: Fast gradient-free visual explanations for
 *      convolutional neural networks, 2022</a>
 */
@Capability(namespace = ExplainMethod.METHOD, name = ReciproCam.NAME)
@Component(service = ExplainMethod.class, configurationPid = "org.pellucid.method.reciprocam",
        property = {ExplainMethod.METHOD + "=" + ReciproCam.NAME, ExplainMethod.AUTO + ":Integer=100"})
public final class ReciproCam extends FeatureMapMethod {
    static final String NAME = "reciprocam";

    /** Made by Declarative Services. */
    public ReciproCam() {
        super(MethodDescription.of(NAME, MethodKind.WHITE_BOX)
                .summary("Keeps one cell of the last feature map at a time, zeroes the rest, and shows what score "
                        + "of the class is left. The map has the feature map's size, e.g. 7x7.")
                .paper("Seok-Yong Byun, Wonju Lee: Recipro-CAM: Fast gradient-free visual explanations for "
                        + "convolutional neural networks, arXiv:2209.14074 (2022)")
                .cost("1.1 to 1.2 plain inferences, however many classes; more where the head after the feature map "
                        + "is not linear")
                .advice("The first choice for classifiers without a class token: convolutional networks, Swin, "
                        + "mixers, transformers that average their tokens. Not for vision transformers with a "
                        + "class token, nor for models whose feature map cannot be told apart (several inputs or "
                        + "outputs).")
                .contrast(ContrastKind.DIFFERENCE));
    }

    @Override
    protected PreparedMethod prepare(MethodContext context, Classifier classifier, Cut cut) throws PellucidException {
        return new PreparedReciproCam(context, classifier, cut);
    }
}
