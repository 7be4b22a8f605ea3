package org.pellucid.method.vitreciprocam;

import java.util.Optional;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;
import org.osgi.service.metatype.annotations.Designate;
import org.pellucid.api.MethodException;
import org.pellucid.api.PellucidException;
import org.pellucid.api.explain.ContrastKind;
import org.pellucid.api.explain.MethodDescription;
import org.pellucid.api.explain.MethodKind;
import org.pellucid.api.explain.spi.ExplainMethod;
import org.pellucid.api.explain.spi.MethodContext;
import org.pellucid.api.explain.spi.PreparedMethod;
import org.pellucid.api.explain.spi.Support;
import org.pellucid.api.model.spi.RuntimeModel;
import org.pellucid.blackbox.DeclaredOption;
import org.pellucid.whitebox.Classifier;
import org.pellucid.whitebox.Cut;
import org.pellucid.whitebox.Cuts;
import org.pellucid.whitebox.GraphSupport;

/**
 * ViT-ReciproCAM: keeps the neighbourhood of one patch token at a time in front of a late block of a vision transformer
 * and looks what score is left of a class. Where the last block is explained and the head reads class tokens or
 * averages patches, this is computed exactly in the inference of the prediction itself (see {@link CollapsedForm}).
 *
 * @see <a href="https://arxiv.org/abs/2310.02588">Byun, Lee: ViT-ReciproCAM: Gradient and attention-free visual
 *      explanations for vision transformer, 2023</a>
 */
@Designate(ocd = VitDefaults.class)
@Capability(namespace = ExplainMethod.METHOD, name = VitReciproCam.NAME)
@Component(configurationPid = "org.pellucid.method.vitreciprocam",
        property = {ExplainMethod.METHOD + "=" + VitReciproCam.NAME, ExplainMethod.AUTO + ":Integer=110"})
public final class VitReciproCam implements ExplainMethod {
    static final String NAME = "vit-reciprocam";

    private static final MethodDescription DESCRIPTION = MethodDescription.of(NAME, MethodKind.WHITE_BOX)
            .summary(
                    "Keeps the neighbourhood of one patch token at a time in front of a late block, zeroes the rest, "
                            + "and shows "
                            + "what score of the class is left. The map has one value a patch, e.g. 14x14.")
            .paper("Seok-Yong Byun, Wonju Lee: ViT-ReciproCAM: Gradient and attention-free visual explanations for "
                    + "vision "
                    + "transformer, arXiv:2310.02588 (2023)")
            .cost("1.0 to 1.2 plain inferences for the last block, however many classes; about 2 where the head "
                    + "averages "
                    + "patches; 10 to 20 with k of 2 or more, or where it averages and the attention knows positions")
            .advice("The first choice for vision transformers whose head reads a class token. Not for those without "
                    + "one (Swin), "
                    + "nor for convolutional networks.")
            .options(DeclaredOption.describe(VitOptions.ALL))
            .contrast(ContrastKind.DIFFERENCE);

    private final Logger log;

    /** @param log tells which form was taken, and why not the quick one */
    @Activate
    public VitReciproCam(@Reference(service = LoggerFactory.class) Logger log) {
        this.log = log;
    }

    @Override
    public MethodDescription description() {
        return DESCRIPTION;
    }

    @Override
    public Support supports(RuntimeModel model) {
        return support(model, Optional.empty());
    }

    @Override
    public Support supports(RuntimeModel model, String layer) {
        return support(model, Optional.of(layer));
    }

    private static Support support(RuntimeModel model, Optional<String> layer) {
        return GraphSupport.of(() -> {
            Transformer transformer = Transformer.of(Classifier.of(model));
            AttentionBlock block = layer.isPresent() ? transformer.block(layer.get()) : transformer.block(1);
            new LiteralForm(model, transformer, block, new ScoreReader(model, transformer.classifier())).behind();
            if (layer.isEmpty()) {
                checkCheapest(model, transformer, block);
            }
            return "transformer of " + transformer.blocks().size() + " blocks, " + block.grid().rows() + "x"
                    + block.grid().columns() + " patch tokens at layer '" + transformer.name(block) + "'";
        });
    }

    /**
     * Nobody asked for this method by name: it is for heads that read class tokens, which take one inference. Where the
     * head averages patches, they are a feature map after the last block, and ReciproCAM takes one inference.
     */
    private static void checkCheapest(RuntimeModel model, Transformer transformer, AttentionBlock block)
            throws PellucidException {
        Classifier classifier = transformer.classifier();
        String reason;
        try {
            CollapsedForm.Added added = CollapsedForm.add(model, transformer, block, new ScoreReader(model, classifier),
                    new TokenMasks(block.grid(), true, true), false, classifier.graph().edit());
            if (!added.averages()) {
                return;
            }
            reason = "the head averages patches";
        } catch (NotCollapsibleException e) {
            reason = e.getMessage();
        }
        boolean laterCut;
        try {
            Cut cut = Cuts.find(model, classifier, Optional.empty());
            laterCut = classifier.graph().ancestors(cut.value()).contains(block.sum().id());
        } catch (MethodException e) {
            laterCut = false;
        }
        if (laterCut) {
            throw new MethodException("dearer than reciprocam on what follows the last block, since " + reason
                    + "; --method " + NAME + " takes it all the same");
        }
    }

    @Override
    public PreparedMethod prepare(MethodContext context) throws PellucidException {
        return GraphSupport.prepare(() -> prepare(context, VitOptions.of(context)));
    }

    private PreparedMethod prepare(MethodContext context, VitOptions options) throws PellucidException {
        Transformer transformer = Transformer.of(Classifier.of(context.model()));
        options.checkFinalNorm(transformer);
        AttentionBlock block = options.layer().isPresent() ? transformer.block(options.layer().get())
                : transformer.block(options.k());
        return PreparedVitReciproCam.of(context, transformer, block, options, log);
    }
}
