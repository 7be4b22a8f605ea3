package org.pellucid.method.vitreciprocam;

import java.util.List;
import java.util.Optional;
import org.osgi.service.log.Logger;
import org.pellucid.api.MethodException;
import org.pellucid.api.ModelException;
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

    /** What one form needs: compiled models, the prediction first, and what follows it. */
    private record Form(List<CompiledModel> compiled, PerturbationFactory factory) {
    }

    /** What every form is made from. */
    private record Parts(MethodContext context, Transformer transformer, AttentionBlock block, ScoreReader reader,
            TokenMasks masks, VitOptions options) {
        CompiledModel compile(String what, byte[] definition) throws PellucidException {
            return context.compile(new Rewrite(VitReciproCam.NAME + "-" + context.inputHeight() + "x"
                    + context.inputWidth() + "-" + block.sum().id() + "-" + what, definition), PerformanceHint.LATENCY);
        }
    }

    static PreparedVitReciproCam of(MethodContext context, Transformer transformer, AttentionBlock block,
            VitOptions options, Logger log) throws PellucidException {
        Classifier classifier = transformer.classifier();
        Parts parts = new Parts(context, transformer, block, new ScoreReader(context.model(), classifier),
                new TokenMasks(block.grid(), options.gaussian(), options.keepClass()), options);
        String layer = transformer.name(block);
        Form form = form(parts, layer, log);
        CompiledModel predicting = form.compiled().get(0);
        return new PreparedVitReciproCam(layer, form.compiled(),
                context.workers(() -> worker(predicting, form.factory(), block.grid())));
    }

    private static Form form(Parts parts, String layer, Logger log) throws PellucidException {
        if (parts.options().form() == VitOptions.Form.LITERAL) {
            return literal(parts);
        }
        try {
            Form form = collapsed(parts);
            log.debug("vit-reciprocam: collapsed form behind layer '{}'", layer);
            return form;
        } catch (NotCollapsibleException | ModelException e) {
            if (parts.options().form() == VitOptions.Form.COLLAPSED) {
                throw new MethodException("option form=collapsed of method " + VitReciproCam.NAME
                        + " is not possible for the block behind layer '" + layer + "': " + e.getMessage()
                        + "; use form=literal", e);
            }
            log.info("vit-reciprocam: literal form behind layer '{}', since {}", layer, e.getMessage());
            return literal(parts);
        }
    }

    private static Form collapsed(Parts parts) throws PellucidException, NotCollapsibleException {
        IrEditor editor = parts.transformer().classifier().picture(parts.context());
        CollapsedForm.Added added = CollapsedForm.add(parts.context().model(), parts.transformer(), parts.block(),
                parts.reader(), parts.masks(), isGuarded(parts), editor);
        // what is hidden decides which inputs there are
        String hidden = "-" + parts.options().gaussian() + "-" + parts.options().keepClass();
        CompiledModel all = parts.compile("collapsed" + hidden, editor.write());
        return new Form(List.of(all),
                predict -> new CollapsedPerturbation(predict, added, parts.reader(), parts.block().grid()));
    }

    /** Asks a model that does nothing whether the device computes in less than full precision. */
    private static boolean isGuarded(Parts parts) throws PellucidException {
        Classifier classifier = parts.transformer().classifier();
        IrEditor editor = classifier.graph().edit();
        editor.result("pellucid.same", classifier.input().output());
        try (CompiledModel nothing = parts.compile("precision", editor.write())) {
            return !nothing.executionPrecision().equals("f32");
        }
    }

    private static Form literal(Parts parts) throws PellucidException {
        MethodContext context = parts.context();
        IrEditor plain = parts.transformer().classifier().prediction(context);
        LiteralForm form = new LiteralForm(context.model(), parts.transformer(), parts.block(), parts.reader());
        form.addTo(plain);
        LiteralForm.Definition head = form.define();
        CompiledModel predicting = parts.compile("stream", plain.write());
        try {
            CompiledModel perturbing = parts.compile("literal", head.definition());
            return new Form(List.of(predicting, perturbing), predict -> new LiteralPerturbation(predict, perturbing,
                    head.batch(), parts.reader(), parts.masks(), parts.block().grid()));
        } catch (PellucidException | RuntimeException e) {
            predicting.close();
            throw e;
        }
    }

    private static Worker worker(CompiledModel predicting, PerturbationFactory factory, Grid grid)
            throws PellucidException {
        InferRequest predict = predicting.newRequest();
        try {
            return new Worker(predict, factory.create(predict), grid);
        } catch (PellucidException | RuntimeException e) {
            predict.close();
            throw e;
        }
    }

    @Override
    public Optional<String> layer() {
        return Optional.of(layer);
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
