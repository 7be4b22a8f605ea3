package org.pellucid.method.vitreciprocam;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.pellucid.api.Progress;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.Targets;
import org.pellucid.api.explain.Timings;
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
import org.pellucid.testkit.SilentLog;
import org.pellucid.testkit.TestData;
import org.pellucid.whitebox.Classifier;

/**
 * Prints the cost of an explanation over a plain inference of the untouched model, interleaved, as medians. Arguments:
 * name or file of a model, precision, rounds, form, {@code k}.
 */
final class CostBenchmark {
    private CostBenchmark() {
    }

    public static void main(String[] arguments) throws Exception {
        String name = arguments[0];
        Precision precision = Precision.valueOf(arguments[1].toUpperCase(Locale.ROOT));
        int rounds = Integer.parseInt(arguments[2]);
        ExplainSettings settings = ExplainSettings.builder().method("vit-reciprocam").precision(precision)
                .options(Map.of("form", arguments[3], "k", arguments.length > 4 ? arguments[4] : "1")).build();
        String file = name.endsWith(".xml") ? name : TestData.model(name).toString();
        try (PlainRuntime runtime = new PlainRuntime(new VitReciproCam(SilentLog.logger()));
                RuntimeModel model = runtime.models().load(file);
                CompiledModel compiled = model.compile(new CompileRequest("CPU", precision, PerformanceHint.LATENCY,
                        Optional.of(new Rewrite("plain", Classifier.of(model).prediction(1, 224, 224).write()))));
                InferRequest plain = compiled.newRequest()) {
            Picture picture = runtime.images().read(TestData.sample("chelsea.png"));
            FloatBuffer input = plain.input(MethodContext.INPUT).floats();
            for (int i = 0; i < input.capacity(); i++) {
                input.put(i, i * 37 % 255 / 127f - 1);
            }
            double[] plainMillis = new double[rounds];
            double[] explainMillis = new double[rounds];
            double[][] parts = new double[3][rounds];
            for (int round = -Math.min(3, rounds); round < rounds; round++) {
                long start = System.nanoTime();
                plain.infer();
                long between = System.nanoTime();
                Timings timings = runtime.explainer().explain(model, picture, settings, new Targets.Top(1),
                        Progress.NONE).timings();
                long end = System.nanoTime();
                if (round >= 0) {
                    plainMillis[round] = (between - start) / 1e6;
                    explainMillis[round] = (end - between) / 1e6;
                    parts[0][round] = timings.preprocess();
                    parts[1][round] = timings.infer();
                    parts[2][round] = timings.explain();
                }
            }
            Arrays.sort(plainMillis);
            Arrays.sort(explainMillis);
            for (double[] part : parts) {
                Arrays.sort(part);
            }
            System.out.printf(Locale.ROOT, "%s %s %s: plain %.2f ms, explain %.2f ms, ratio %.3f; fastest %.2f, %.2f; "
                    + "preprocess %.2f, infer %.2f, rest %.2f%n",
                    name, compiled.executionPrecision(), arguments[3], plainMillis[rounds / 2],
                    explainMillis[rounds / 2], explainMillis[rounds / 2] / plainMillis[rounds / 2], plainMillis[0],
                    explainMillis[0], parts[0][rounds / 2], parts[1][rounds / 2], parts[2][rounds / 2]);
        }
    }
}
