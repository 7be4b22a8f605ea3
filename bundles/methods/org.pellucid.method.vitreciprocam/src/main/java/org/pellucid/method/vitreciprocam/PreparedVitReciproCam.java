package org.pellucid.method.vitreciprocam;

import java.util.ArrayList;
import java.util.List;
import org.osgi.service.log.Logger;
import org.pellucid.api.MethodException;
import org.pellucid.api.PellucidException;
import org.pellucid.api.explain.spi.MethodContext;
import org.pellucid.api.explain.spi.MethodInput;
import org.pellucid.api.explain.spi.MethodResult;
import org.pellucid.api.explain.spi.PreparedMethod;
import org.pellucid.api.explain.spi.Workers;
import org.pellucid.api.model.PerformanceHint;
import org.pellucid.api.model.spi.CompiledModel;
import org.pellucid.api.model.spi.InferRequest;
import org.pellucid.api.model.spi.Rewrite;
import org.pellucid.ir.IrEditor;
import org.pellucid.whitebox.Classifier;

/**
 * The classifier with what explains it as a further output. In the collapsed form that is all; in the literal form
 * block and head follow as a model of their own. Either way the picture goes through the network once.
 */
final class PreparedVitReciproCam implements PreparedMethod {
    private final String layer;
    private final List<CompiledModel> compiled;
    private final Workers<Worker> workers;

    private PreparedVitReciproCam(String layer, List<CompiledModel> compiled, Workers<Worker> workers) {
        this.layer = layer;
        this.compiled = compiled;
        this.workers = workers;
    }

    /** Makes what follows a prediction. */
    private interface PerturbationFactory {
        Perturbation create(InferRequest predict) throws PellucidException;
    }

    static PreparedVitReciproCam of(MethodContext context, Transformer transformer, AttentionBlock block,
            VitOptions options, Logger log) throws PellucidException {
        Classifier classifier = transformer.classifier();
        ScoreReader reader = new ScoreReader(context.model(), classifier);
        TokenMasks masks = new TokenMasks(block.grid(), options);
        String key = VitReciproCam.NAME + "-" + context.inputHeight() + "x" + context.inputWidth() + "-"
                + block.sum().id();
        String layer = transformer.name(block);
        List<CompiledModel> compiled = new ArrayList<>();
        PerturbationFactory factory;
        try {
            IrEditor editor = classifier.graph().edit();
            editor.reshape(classifier.input(), MethodContext.INPUT,
                    classifier.inputShape(1, context.inputHeight(), context.inputWidth()));
            CollapsedForm.Added added = options.form() == VitOptions.Form.LITERAL ? null
                    : collapse(context, transformer, block, reader, editor, options, log);
            if (added != null) {
                log.debug("vit-reciprocam: collapsed form behind layer '{}'", layer);
                compiled.add(context.compile(new Rewrite(key + "-collapsed", editor.write()),
                        PerformanceHint.LATENCY));
                factory = predict -> new CollapsedPerturbation(predict, added, reader, masks, block.grid());
            } else {
                IrEditor plain = classifier.prediction(1, context.inputHeight(), context.inputWidth());
                LiteralForm form = new LiteralForm(context.model(), transformer, block, reader);
                form.addTo(plain);
                LiteralForm.Definition head = form.define();
                compiled.add(context.compile(new Rewrite(key + "-stream", plain.write()), PerformanceHint.LATENCY));
                CompiledModel perturbing = context.compile(new Rewrite(key + "-literal", head.definition()),
                        PerformanceHint.LATENCY);
                compiled.add(perturbing);
                factory = predict -> new LiteralPerturbation(predict, perturbing, head.batch(), reader, masks,
                        block.grid());
            }
        } catch (PellucidException | RuntimeException e) {
            compiled.forEach(CompiledModel::close);
            throw e;
        }
        CompiledModel predicting = compiled.get(0);
        return new PreparedVitReciproCam(layer, compiled,
                context.workers(() -> worker(predicting, factory, block.grid(), classifier.classes())));
    }

    private static Worker worker(CompiledModel predicting, PerturbationFactory factory, Grid grid, int classes)
            throws PellucidException {
        InferRequest predict = predicting.newRequest();
        try {
            return new Worker(predict, factory.create(predict), grid, classes);
        } catch (PellucidException | RuntimeException e) {
            predict.close();
            throw e;
        }
    }

    /** @return {@code null} if the literal form has to do */
    private static CollapsedForm.Added collapse(MethodContext context, Transformer transformer, AttentionBlock block,
            ScoreReader reader, IrEditor editor, VitOptions options, Logger log) throws MethodException {
        try {
            return CollapsedForm.add(context.model(), transformer, block, reader, editor);
        } catch (NotCollapsibleException e) {
            if (options.form() == VitOptions.Form.COLLAPSED) {
                throw new MethodException("option form=collapsed of method " + VitReciproCam.NAME
                        + " is not possible for the block behind layer '" + transformer.name(block) + "': "
                        + e.getMessage() + "; use form=literal", e);
            }
            log.info("vit-reciprocam: literal form behind layer '{}', since {}", transformer.name(block),
                    e.getMessage());
            return null;
        }
    }

    @Override
    public String layer() {
        return layer;
    }

    @Override
    public MethodResult explain(MethodInput input) throws PellucidException, InterruptedException {
        return workers.lend(worker -> worker.explain(input));
    }

    @Override
    public void close() {
        workers.close();
        compiled.forEach(CompiledModel::close);
    }
}
