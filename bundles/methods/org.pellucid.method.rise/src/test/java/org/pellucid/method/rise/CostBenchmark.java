package org.pellucid.method.rise;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.pellucid.api.Progress;
import org.pellucid.api.explain.Targets;
import org.pellucid.api.explain.spi.MethodContext;
import org.pellucid.api.image.Picture;
import org.pellucid.api.model.PerformanceHint;
import org.pellucid.api.model.Precision;
import org.pellucid.api.model.spi.CompileRequest;
import org.pellucid.api.model.spi.CompiledModel;
import org.pellucid.api.model.spi.InferRequest;
import org.pellucid.api.model.spi.Rewrite;
import org.pellucid.api.model.spi.RuntimeModel;
import org.pellucid.testkit.PlainRuntime;
import org.pellucid.testkit.TestData;
import org.pellucid.whitebox.Classifier;

/**
 * Prints RISE's cost a mask over a plain inference of the same model in THROUGHPUT mode, interleaved, as medians.
 * Arguments: model, masks, rounds, {@code one} target or {@code all}.
 */
final class CostBenchmark {
    private CostBenchmark() {
    }

    public static void main(String[] arguments) throws Exception {
        int masks = Integer.parseInt(arguments[1]);
        int rounds = Integer.parseInt(arguments[2]);
        Targets targets = arguments.length > 3 && arguments[3].equals("all") ? new Targets.All() : new Targets.Top(1);
        try (PlainRuntime runtime = new PlainRuntime(new Rise());
                RuntimeModel model = runtime.models().load(TestData.model(arguments[0]).toString());
                Plain one = new Plain(model, 1);
                Plain four = new Plain(model, 4)) {
            Picture picture = runtime.images().read(TestData.shared("pictures/chelsea.png"));
            double[][] times = new double[3][rounds];
            for (int round = -1; round < rounds; round++) {
                long start = System.nanoTime();
                runtime.explainer().explain(model, picture,
                        ConvergedMaps.SETTINGS.toBuilder().option("masks", Integer.toString(masks)).build(), targets,
                        Progress.NONE);
                double rise = (System.nanoTime() - start) / 1e6 / masks;
                double batchOf1 = one.millis(masks);
                double batchOf4 = four.millis(masks);
                if (round >= 0) {
                    times[0][round] = rise;
                    times[1][round] = batchOf1;
                    times[2][round] = batchOf4;
                }
            }
            for (double[] row : times) {
                Arrays.sort(row);
            }
            double rise = times[0][rounds / 2];
            System.out.printf(Locale.ROOT,
                    "%s, %d masks: %.3f ms a mask; plain THROUGHPUT: batch 1 %.3f ms, ratio %.3f; batch 4 %.3f ms, "
                            + "ratio %.3f%n",
                    arguments[0], masks, rise, times[1][rounds / 2], rise / times[1][rounds / 2],
                    times[2][rounds / 2], rise / times[2][rounds / 2]);
        }
    }

    /** As many inferences in flight as the model is best with, nothing else done. */
    private static final class Plain implements AutoCloseable {
        private final int batch;
        private final CompiledModel compiled;
        private final List<InferRequest> requests = new ArrayList<>();

        Plain(RuntimeModel model, int batch) throws Exception {
            this.batch = batch;
            byte[] definition = Classifier.of(model).prediction(batch, 224, 224).write();
            compiled = model.compile(new CompileRequest("CPU", Precision.F32, PerformanceHint.THROUGHPUT,
                    Optional.of(new Rewrite("plain-" + batch, definition))));
            for (int i = 0; i < compiled.optimalRequests(); i++) {
                InferRequest request = compiled.newRequest();
                FloatBuffer input = request.input(MethodContext.INPUT).floats();
                for (int j = 0; j < input.capacity(); j++) {
                    input.put(j, (j * 37 % 255) / 127f - 1);
                }
                requests.add(request);
            }
        }

        double millis(int pictures) throws Exception {
            long start = System.nanoTime();
            int runs = pictures / batch;
            for (int i = 0; i < runs + requests.size(); i++) {
                InferRequest request = requests.get(i % requests.size());
                if (i >= requests.size()) {
                    request.await();
                }
                if (i < runs) {
                    request.start();
                }
            }
            return (System.nanoTime() - start) / 1e6 / pictures;
        }

        @Override
        public void close() {
            requests.forEach(InferRequest::close);
            compiled.close();
        }
    }
}
