package org.pellucid.explain.test.probe;

import java.util.ArrayList;
import java.util.List;
import org.pellucid.api.PellucidException;
import org.pellucid.api.explain.MethodDescription;
import org.pellucid.api.explain.MethodKind;
import org.pellucid.api.explain.spi.ExplainMethod;
import org.pellucid.api.explain.spi.MethodContext;
import org.pellucid.api.explain.spi.MethodInput;
import org.pellucid.api.explain.spi.MethodResult;
import org.pellucid.api.explain.spi.PreparedMethod;
import org.pellucid.api.explain.spi.RawMap;
import org.pellucid.api.explain.spi.Support;
import org.pellucid.api.explain.spi.Workers;
import org.pellucid.api.model.PerformanceHint;
import org.pellucid.api.model.spi.CompiledModel;
import org.pellucid.api.model.spi.InferRequest;
import org.pellucid.api.model.spi.RuntimeModel;

/**
 * A method whose maps say which version of it made them, in the first cell, and that tells the caller's progress while
 * it works, so that a test can hold it there. It breaks where it is told to.
 */
final class Probe implements ExplainMethod {
    private final int version;
    private final String fault;

    Probe(int version, String fault) {
        this.version = version;
        this.fault = fault;
    }

    private void breakIn(String place) {
        if (place.equals(fault)) {
            throw new IllegalStateException("broken in " + place);
        }
    }

    @Override
    public MethodDescription description() {
        breakIn("description");
        return MethodDescription.of("probe", MethodKind.WHITE_BOX)
                .summary("Tells its version.")
                .paper("none")
                .cost("1")
                .advice("For tests.");
    }

    @Override
    public Support supports(RuntimeModel model) {
        breakIn("supports");
        return Support.yes("it supports any model");
    }

    @Override
    public PreparedMethod prepare(MethodContext context) throws PellucidException {
        breakIn("prepare");
        return new Prepared(context);
    }

    private final class Prepared implements PreparedMethod {
        private final CompiledModel compiled;
        private final Workers<InferRequest> requests;

        Prepared(MethodContext context) throws PellucidException {
            compiled = context.compilePrediction(1, PerformanceHint.LATENCY);
            requests = context.workers(compiled::newRequest);
        }

        @Override
        public MethodResult explain(MethodInput input) throws PellucidException, InterruptedException {
            return requests.lend(request -> {
                input.writeTo(request.input(MethodContext.INPUT).bytes());
                request.infer();
                float[] logits = new float["logits".equals(fault) ? 3 : 1000];
                request.output(MethodContext.LOGITS).floats().get(0, logits);
                input.progress().step("probe", 0, 1);
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted");
                }
                breakIn("explain");
                List<RawMap> maps = new ArrayList<>();
                for (int target : input.targets(logits)) {
                    int shown = "target".equals(fault) ? 1000 : target;
                    maps.add(RawMap.of(shown, 1, 2, new float["shape".equals(fault) ? 3 : 2]));
                    maps.get(maps.size() - 1).values()[0] = version;
                }
                return "nothing".equals(fault) ? null : MethodResult.of(logits, maps);
            });
        }

        @Override
        public void close() {
            requests.close();
            compiled.close();
        }
    }
}
