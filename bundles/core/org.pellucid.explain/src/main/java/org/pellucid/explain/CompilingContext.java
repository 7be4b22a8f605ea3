package org.pellucid.explain;

import java.util.Map;
import java.util.Optional;
import org.pellucid.api.PellucidException;
import org.pellucid.api.explain.spi.MethodContext;
import org.pellucid.api.explain.spi.Workers;
import org.pellucid.api.image.TensorLayout;
import org.pellucid.api.model.PerformanceHint;
import org.pellucid.api.model.spi.CompileRequest;
import org.pellucid.api.model.spi.CompiledModel;
import org.pellucid.api.model.spi.Rewrite;
import org.pellucid.api.model.spi.RuntimeModel;
import org.pellucid.whitebox.Classifier;

/** The context of one preparation. Remembers what the first model compiled for it runs on, for reports. */
final class CompilingContext implements MethodContext {
    private final Prepared.Key key;
    private final Classifier classifier;
    private volatile String device;
    private volatile String precision;

    CompilingContext(Prepared.Key key, Classifier classifier) {
        this.key = key;
        this.classifier = classifier;
        this.device = key.device();
        this.precision = key.precision().id();
    }

    String device() {
        return device;
    }

    String precision() {
        return precision;
    }

    @Override
    public RuntimeModel model() {
        return key.model();
    }

    @Override
    public TensorLayout layout() {
        return classifier.layout();
    }

    @Override
    public int channels() {
        return classifier.channels();
    }

    @Override
    public int inputHeight() {
        return key.inputHeight();
    }

    @Override
    public int inputWidth() {
        return key.inputWidth();
    }

    @Override
    public boolean pixels() {
        return key.pixels();
    }

    @Override
    public int classes() {
        return classifier.classes();
    }

    @Override
    public Optional<String> layer() {
        return Optional.ofNullable(key.layer());
    }

    @Override
    public Map<String, String> options() {
        return key.options();
    }

    @Override
    public long seed() {
        return key.seed();
    }

    @Override
    public CompiledModel compile(Rewrite rewrite, PerformanceHint hint) throws PellucidException {
        // What a method rewrites differs with the way its pictures go in, whether or not its key says so.
        Rewrite named = key.pixels() ? new Rewrite(rewrite.key() + "-pixels", rewrite.definition()) : rewrite;
        PerformanceHint wanted = hint == PerformanceHint.LATENCY ? key.hint() : hint;
        CompiledModel compiled = key.model()
                .compile(new CompileRequest(key.device(), key.precision(), wanted, Optional.of(named)));
        if (!compiled.executionDevices().isEmpty()) {
            device = compiled.executionDevices();
        }
        if (!compiled.executionPrecision().isEmpty()) {
            precision = compiled.executionPrecision();
        }
        return compiled;
    }

    @Override
    public CompiledModel compilePrediction(int batch, PerformanceHint hint) throws PellucidException {
        String rewriteKey = "prediction-" + batch + "x" + inputHeight() + "x" + inputWidth();
        byte[] definition = classifier.prediction(batch, inputHeight(), inputWidth()).write();
        return compile(new Rewrite(rewriteKey, definition), hint);
    }

    @Override
    public double[] probabilities(float[] logits) {
        return Probabilities.of(logits, classifier.independent());
    }

    @Override
    public <T extends AutoCloseable> Workers<T> workers(Workers.Factory<T> factory) {
        return new WorkerPool<>(factory);
    }
}
