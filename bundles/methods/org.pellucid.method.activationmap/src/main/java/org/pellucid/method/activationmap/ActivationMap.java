package org.pellucid.method.activationmap;

import java.util.Optional;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.Component;
import org.pellucid.api.PellucidException;
import org.pellucid.api.explain.MethodDescription;
import org.pellucid.api.explain.MethodKind;
import org.pellucid.api.explain.spi.ExplainMethod;
import org.pellucid.api.explain.spi.MethodContext;
import org.pellucid.api.explain.spi.PreparedMethod;
import org.pellucid.api.explain.spi.Support;
import org.pellucid.api.model.spi.RuntimeModel;
import org.pellucid.whitebox.Classifier;
import org.pellucid.whitebox.Cuts;
import org.pellucid.whitebox.GraphSupport;

/**
 * ActivationMap: the mean over channels of the last feature map, one map for all classes. It shows what the network
 * found worth a signal, not what speaks for a class; {@code auto} therefore never takes it.
 */
@Capability(namespace = ExplainMethod.METHOD, name = ActivationMap.NAME)
@Component(configurationPid = "org.pellucid.method.activationmap",
        property = ExplainMethod.METHOD + "=" + ActivationMap.NAME)
public final class ActivationMap implements ExplainMethod {
    static final String NAME = "activation-map";

    private static final MethodDescription DESCRIPTION = MethodDescription.of(NAME, MethodKind.WHITE_BOX)
            .summary(
                    "Averages the last feature map over its channels: one map for all classes, of the feature map's "
                            + "size, "
                            + "e.g. 7x7.")
            .paper("Activation map of OpenVINO XAI, https://github.com/openvinotoolkit/openvino_xai (2024); the "
                    + "unweighted "
                    + "form of class activation mapping, Zhou et al., arXiv:1512.04150 (2015)")
            .cost("1 plain inference")
            .advice("For a quick look at where a convolutional network is active. Not to tell classes apart: the map "
                    + "is the "
                    + "same for every class.");

    @Override
    public MethodDescription description() {
        return DESCRIPTION;
    }

    @Override
    public Support supports(RuntimeModel model) {
        return Cuts.support(model, Optional.empty());
    }

    @Override
    public Support supports(RuntimeModel model, String layer) {
        return Cuts.support(model, Optional.of(layer));
    }

    @Override
    public PreparedMethod prepare(MethodContext context) throws PellucidException {
        return GraphSupport.prepare(() -> {
            Classifier classifier = Classifier.of(context.model());
            return new PreparedActivationMap(context, classifier,
                    Cuts.find(context.model(), classifier, context.layer()));
        });
    }
}
