package org.pellucid.method.aise;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.pellucid.api.Progress;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.PreprocessingChoice;
import org.pellucid.api.explain.SaliencyMap;
import org.pellucid.api.explain.Targets;
import org.pellucid.api.explain.spi.ExplainMethod;
import org.pellucid.api.explain.spi.MethodContext;
import org.pellucid.api.image.Picture;
import org.pellucid.api.image.Preprocessing;
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
 * Prints insertion AUC minus deletion AUC on the sample pictures, two classes each. Pixels are inserted into, or
 * replaced by, the mean colour of the preprocessing, most salient first, in 56 steps. Arguments: number of seeds, then
 * methods with options: {@code 4 aise:preset=speed rise:masks=500}.
 */
final class FaithfulnessBenchmark {
    private static final int STEPS = 56;
    private static final List<String> PICTURES = List.of("chelsea.png", "coffee.png", "rocket.jpg", "astronaut.png");

    private FaithfulnessBenchmark() {
    }

    public static void main(String[] arguments) throws Exception {
        ExplainMethod rise = (ExplainMethod) Class.forName("org.pellucid.method.rise.Rise").getConstructor()
                .newInstance();
        try (PlainRuntime runtime = new PlainRuntime(new Aise(), rise);
                RuntimeModel model = runtime.models().load(TestData.model("efficientnet-lite0").toString());
                Curve curve = new Curve(model)) {
            int seeds = Integer.parseInt(arguments[0]);
            for (String argument : List.of(arguments).subList(1, arguments.length)) {
                System.out.printf(Locale.ROOT, "%-32s %s%n", argument, line(runtime, model, curve, seeds, argument));
            }
        }
    }

    private static String line(PlainRuntime runtime, RuntimeModel model, Curve curve, int seeds, String argument)
            throws Exception {
        String[] parts = argument.split(":");
        Map<String, String> options = new HashMap<>();
        for (int i = 1; i < parts.length; i++) {
            options.put(parts[i].split("=")[0], parts[i].split("=")[1]);
        }
        ExplainSettings settings = ExplainSettings.builder().method(parts[0]).precision(Precision.F32)
                .preprocessing(PreprocessingChoice.of("timm")).options(options).build();
        Preprocessing preprocessing = runtime.explainer().preprocessing(model, settings.preprocessing());
        List<String> pictures = new ArrayList<>();
        double total = 0;
        for (String name : PICTURES) {
            Picture picture = runtime.images().read(TestData.shared("pictures/" + name));
            float[] pixels = new float[preprocessing.size()];
            ByteBuffer prepared = ByteBuffer.allocateDirect(4 * pixels.length).order(ByteOrder.nativeOrder());
            runtime.images().preprocess(picture, preprocessing, prepared);
            prepared.asFloatBuffer().get(pixels);
            double sum = 0;
            int maps = 0;
            for (int seed = 0; seed < seeds; seed++) {
                for (SaliencyMap map : runtime.explainer()
                        .explain(model, picture, settings.toBuilder().seed(seed).build(),
                                new Targets.Top(2), Progress.NONE)
                        .maps()) {
                    sum += curve.area(pixels, map, true) - curve.area(pixels, map, false);
                    maps++;
                }
            }
            total += sum / maps / PICTURES.size();
            pictures.add(String.format(Locale.ROOT, "%s %.3f", name, sum / maps));
        }
        return String.format(Locale.ROOT, "mean %.4f  %s", total, pictures);
    }

    /** Scores along the way from nothing to everything. */
    private static final class Curve implements AutoCloseable {
        private final CompiledModel compiled;
        private final InferRequest request;

        Curve(RuntimeModel model) throws Exception {
            byte[] definition = Classifier.of(model).prediction(1, 224, 224).write();
            compiled = model.compile(new CompileRequest("CPU", Precision.F32, PerformanceHint.LATENCY,
                    Optional.of(new Rewrite("curve", definition))));
            request = compiled.newRequest();
        }

        double area(float[] pixels, SaliencyMap map, boolean insert) throws Exception {
            float[] raw = map.raw();
            int[] order = IntStream.range(0, raw.length).boxed()
                    .sorted(Comparator.comparingDouble(i -> -raw[i])).mapToInt(Integer::intValue).toArray();
            boolean[] changed = new boolean[raw.length];
            double sum = 0;
            int done = 0;
            for (int step = 0; step <= STEPS; step++) {
                for (; done < (long) raw.length * step / STEPS; done++) {
                    changed[order[done]] = true;
                }
                double score = score(pixels, changed, insert, map.target());
                sum += step == 0 || step == STEPS ? score / 2 : score;
            }
            return sum / STEPS;
        }

        private double score(float[] pixels, boolean[] changed, boolean insert, int target) throws Exception {
            float[] masked = new float[pixels.length];
            for (int i = 0; i < pixels.length; i++) {
                masked[i] = changed[i % changed.length] == insert ? pixels[i] : 0;
            }
            request.input(MethodContext.INPUT).floats().put(0, masked);
            request.infer();
            FloatBuffer logits = request.output(MethodContext.LOGITS).floats();
            double max = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < logits.capacity(); i++) {
                max = Math.max(max, logits.get(i));
            }
            double sum = 0;
            for (int i = 0; i < logits.capacity(); i++) {
                sum += Math.exp(logits.get(i) - max);
            }
            return Math.exp(logits.get(target) - max) / sum;
        }

        @Override
        public void close() {
            request.close();
            compiled.close();
        }
    }
}
