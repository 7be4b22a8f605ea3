package org.pellucid.method.aise;

import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;
import org.pellucid.api.PellucidException;
import org.pellucid.api.explain.ContrastKind;
import org.pellucid.api.explain.MethodDescription;
import org.pellucid.api.explain.MethodKind;
import org.pellucid.api.explain.spi.ExplainMethod;
import org.pellucid.api.explain.spi.MethodContext;
import org.pellucid.api.explain.spi.PreparedMethod;
import org.pellucid.blackbox.BlackBoxMethod;
import org.pellucid.blackbox.DeclaredOption;

/**
 * AISE, adaptive input sampling for explanation: perturbs the picture with Gaussian windows and lets a derivative-free
 * search ({@link Direct}) choose their places. The published form weights single windows by what they preserve and
 * delete; ours learns a first map from fields of many windows, which tell more about a picture an inference, and lets
 * the search correct it by what the map itself preserves and deletes ({@link AiseRun}).
 *
 * @see <a href="https://github.com/openvinotoolkit/openvino_xai">AISE of OpenVINO XAI</a>
 */
@Designate(ocd = AiseDefaults.class)
@Capability(namespace = ExplainMethod.METHOD, name = Aise.NAME)
@Component(service = ExplainMethod.class, configurationPid = "org.pellucid.method.aise",
        property = ExplainMethod.METHOD + "=" + Aise.NAME)
public final class Aise extends BlackBoxMethod {
    static final String NAME = "aise";

    /** Made by Declarative Services. */
    public Aise() {
        super(MethodDescription.of(NAME, MethodKind.BLACK_BOX)
                .summary("Shows and hides the picture by Gaussian windows, learns a map from that, and lets a "
                        + "search move windows over the map to where they make it most faithful. The map has the "
                        + "size of the model's input.")
                .paper("AISE: Adaptive input sampling for explanation of black-box models, in OpenVINO XAI, "
                        + "https://github.com/openvinotoolkit/openvino_xai (2024); search: Jones, Perttunen, "
                        + "Stuckman, Lipschitzian optimization without the Lipschitz constant (1993)")
                .cost("306 inferences for one class, 186 more for each further one (option preset)")
                .advice("For one or a few classes of any classifier, where insertion and deletion of pixels "
                        + "count. Not for many classes: RISE has all of them for the price of one.")
                .options(DeclaredOption.describe(AiseOptions.ALL))
                .contrast(ContrastKind.OWN),
                "hundreds of inferences a class");
    }

    @Override
    public PreparedMethod prepare(MethodContext context) throws PellucidException {
        return new PreparedAise(context, AiseOptions.of(context));
    }
}
