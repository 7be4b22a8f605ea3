package org.pellucid.explain;

import java.util.List;
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
import org.pellucid.whitebox.Classifier;
import org.pellucid.whitebox.PictureInference;

/** Predicts and explains nothing: what is behind {@code predict}, in the form of a method. */
final class PlainPrediction implements PreparedMethod {
    private final CompiledModel compiled;
    private final Workers<InferRequest> requests;

    PlainPrediction(MethodContext context, Classifier classifier) throws PellucidException {
        String key = "prediction-" + context.inputHeight() + "x" + context.inputWidth();
        this.compiled = context.compile(new Rewrite(key, classifier.prediction(context).write()),
                PerformanceHint.LATENCY);
        this.requests = context.workers(compiled::newRequest);
    }

    @Override
    public MethodResult explain(MethodInput input) throws PellucidException, InterruptedException {
        return requests.lend(request -> PictureInference.of(input, request).with(List.of()));
    }

    @Override
    public void close() {
        requests.close();
        compiled.close();
    }
}
