package org.pellucid.method.rise;

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
 * RISE: hides random parts of the picture again and again, and shows which pixels were visible when the score was high.
 * Works for every classifier; {@code auto} takes it when nothing quicker fits. Interrupted, it throws what it knows
 * until then, a {@link org.pellucid.api.explain.spi.PartialResultException}.
 *
 * @see <a href="https://arxiv.org/abs/1806.07421">Petsiuk, Das, Saenko: RISE: Randomized input sampling for explanation
 *      of black-box models, 2018</a>
 */
@Designate(ocd = RiseDefaults.class)
@Capability(namespace = ExplainMethod.METHOD, name = Rise.NAME)
@Component(service = ExplainMethod.class, configurationPid = "org.pellucid.method.rise",
        property = {ExplainMethod.METHOD + "=" + Rise.NAME, ExplainMethod.AUTO + ":Integer=10"})
public final class Rise extends BlackBoxMethod {
    static final String NAME = "rise";

    /** Made by Declarative Services. */
    public Rise() {
        super(MethodDescription.of(NAME, MethodKind.BLACK_BOX)
                .summary("Hides random parts of the picture again and again, and shows which pixels were visible "
                        + "when the score of the class was high. The map has the size of the model's input.")
                .paper("Vitali Petsiuk, Abir Das, Kate Saenko: RISE: Randomized input sampling for explanation "
                        + "of black-box models, arXiv:1806.07421 (2018)")
                .cost("500 inferences (option preset), however many classes")
                .advice("For any classifier, most of all where white-box methods find no layer. Not where time "
                        + "matters: white-box methods are hundreds of times quicker.")
                .options(DeclaredOption.describe(RiseOptions.ALL))
                .contrast(ContrastKind.OWN),
                "hundreds of inferences");
    }

    @Override
    public PreparedMethod prepare(MethodContext context) throws PellucidException {
        return new PreparedRise(context, RiseOptions.of(context));
    }
}
