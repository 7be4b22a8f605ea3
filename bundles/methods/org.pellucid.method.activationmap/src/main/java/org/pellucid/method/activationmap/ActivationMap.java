package org.pellucid.method.activationmap;

import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.Component;
import org.pellucid.api.PellucidException;
import org.pellucid.api.explain.MethodDescription;
import org.pellucid.api.explain.MethodKind;
import org.pellucid.api.explain.spi.ExplainMethod;
import org.pellucid.api.explain.spi.MethodContext;
import org.pellucid.api.explain.spi.PreparedMethod;
import org.pellucid.whitebox.Classifier;
import org.pellucid.whitebox.Cut;
import org.pellucid.whitebox.FeatureMapMethod;

/**
 * ActivationMap: the mean over channels of the last feature map, one map for all classes. It shows what the network
 * found worth a signal, not what speaks for a class; {@code auto} therefore never takes it.
 */
@Capability(namespace = ExplainMethod.METHOD, name = ActivationMap.NAME)
@Component(service = ExplainMethod.class, configurationPid = "org.pellucid.method.activationmap",
        property = ExplainMethod.METHOD + "=" + ActivationMap.NAME)
public final class ActivationMap extends FeatureMapMethod {
    static final String NAME = "activation-map";

    /** Made by Declarative Services. */
    public ActivationMap() {
        super(MethodDescription.of(NAME, MethodKind.WHITE_BOX)
                .summary("Averages the last feature map over its channels: one map for all classes, of the "
                        + "feature map's size, e.g. 7x7.")
                .paper("Activation map of OpenVINO XAI, https://github.com/openvinotoolkit/openvino_xai (2024); "
                        + "the unweighted form of class activation mapping, Zhou et al., arXiv:1512.04150 (2015)")
                .cost("1 plain inference")
                .advice("For a quick look at where a convolutional network is active. Not to tell classes apart: "
                        + "the map is the same for every class."));
    }

    @Override
    protected PreparedMethod prepare(MethodContext context, Classifier classifier, Cut cut) throws PellucidException {
        return new PreparedActivationMap(context, classifier, cut);
    }
}
