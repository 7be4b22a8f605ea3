package org.pellucid.command.measure;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import org.pellucid.api.ModelException;
import org.pellucid.api.PellucidException;
import org.pellucid.api.Progress;
import org.pellucid.api.UsageException;
import org.pellucid.api.command.CommandGroup;
import org.pellucid.api.command.CommandOption;
import org.pellucid.api.command.CommandResult;
import org.pellucid.api.command.spi.Command;
import org.pellucid.api.command.spi.CommandArguments;
import org.pellucid.api.command.spi.CommandCall;
import org.pellucid.api.command.spi.CommandProgress;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.Explainer;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.explain.Targets;
import org.pellucid.api.explain.spi.MethodContexts;
import org.pellucid.api.image.ImageService;
import org.pellucid.api.image.Picture;
import org.pellucid.api.image.Preprocessing;
import org.pellucid.api.image.TensorLayout;
import org.pellucid.api.model.ElementType;
import org.pellucid.api.model.Model;
import org.pellucid.api.model.ModelEntry;
import org.pellucid.api.model.ModelLoader;
import org.pellucid.api.model.PerformanceHint;
import org.pellucid.api.model.Port;
import org.pellucid.api.model.spi.CompileRequest;
import org.pellucid.api.model.spi.CompiledModel;
import org.pellucid.api.model.spi.InferRequest;
import org.pellucid.api.model.spi.RuntimeModel;
import org.pellucid.api.model.spi.RuntimeMonitor;
import org.pellucid.api.model.spi.Tensor;
import org.pellucid.command.base.DescribedCommand;
import org.pellucid.command.option.ModelOptions;
import org.pellucid.command.option.ModelRun;

/** Measures what an explanation costs, and whether memory stays flat. */
@Component(service = Command.class, property = Command.NAME + "=bench")
public final class BenchCommand extends DescribedCommand {
    private static final int DEFAULT_RUNS = 100;
    private static final int LEAST_WARM_UP = 50;
    private static final int SAMPLES = 10;
    /** Where a soak run's memory is first looked at: by then every cache is filled. */
    private static final int SETTLED = 200;

    /** Made by Declarative Services. */
    public BenchCommand() {
        super(CommandGroup.MEASURE, "[options]",
                "measures an explanation against a plain inference, and memory over many",
                "pellucid bench --method reciprocam --runs 200",
                "pellucid bench -m mymodel.xml -i cat.png --precision f32 --json",
                "pellucid bench --soak 2000 --runs 0");
    }

    @Override
    public String details() {
        return "Plain: the untouched model, its input copied from a preprocessed picture, inferred, the logits read."
                + " Explanation: from the decoded picture to the scaled map of the most probable class, preprocessing"
                + " and prediction included, no file written. Same device, same precision, taken in turns after as"
                + " many warm-up rounds (at least " + LEAST_WARM_UP
                + "); medians are printed. --soak explains the picture many times in this"
                + " process and prints resident memory and native objects on the way.";
    }

    @Override
    public List<CommandOption> options() {
        List<CommandOption> options = new ArrayList<>();
        ModelOptions.add(options);
        ModelOptions.addMethod(options);
        options.add(CommandOption.value("i", "image", "FILE",
                "picture to explain (default: samples/chelsea.png beside the models)"));
        options.add(CommandOption.value("runs", "N",
                "rounds of one plain inference and one explanation, 0..1000000 (default " + DEFAULT_RUNS + ")"));
        options.add(CommandOption.value("soak", "N",
                "explanations to watch memory over, 0..100000000 (default 0)"));
        return options;
    }

    @Override
    public CommandResult run(CommandCall call) throws PellucidException, InterruptedException {
        CommandArguments arguments = call.arguments();
        arguments.noRest();
        ExplainSettings settings = ModelOptions.settings(call);
        int runs = (int) arguments.integer("runs", DEFAULT_RUNS, 0, 1_000_000);
        int soak = (int) arguments.integer("soak", 0, 0, 100_000_000);
        if (runs == 0 && soak == 0) {
            throw new UsageException("--runs 0 without --soak: nothing to measure");
        }
        ModelRun.requireDevice(call, settings);
        ModelLoader loader = call.service(ModelLoader.class);
        RuntimeMonitor runtime = call.service(RuntimeMonitor.class);
        ImageService images = call.service(ImageService.class);
        Picture picture = images.read(image(call, loader));
        BenchResult report = new BenchResult();
        report.nativeBefore = runtime.nativeObjects();
        CommandProgress progress = call.console().progress(1);
        try (Model model = loader.load(ModelOptions.model(call))) {
            Explainer explainer = call.service(Explainer.class);
            explainer.choose(model, settings);
            Bench bench = new Bench(explainer, model, picture, settings, report, progress);
            bench.begin();
            if (runs > 0) {
                bench.compare(call.service(MethodContexts.class), runs);
            }
            if (soak > 0) {
                bench.soak(soak);
            }
            report.nativeOpen = runtime.nativeObjects();
        } finally {
            call.console().done();
        }
        report.nativeAfter = runtime.nativeObjects();
        report.resident = Resident.bytes();
        return report;
    }

    /** The picture named, or the sample that lies beside the model folders. */
    private static Path image(CommandCall call, ModelLoader loader) throws UsageException {
        Optional<String> typed = call.arguments().text("image");
        if (typed.isPresent()) {
            return call.path(typed.get());
        }
        for (ModelEntry entry : loader.list()) {
            Path sample = entry.definition().resolveSibling("../samples/chelsea.png").normalize();
            if (Files.isRegularFile(sample)) {
                return sample;
            }
        }
        throw new UsageException("no picture given; name one with --image");
    }

    /** One measurement. */
    private static final class Bench {
        private static final Targets ONE = new Targets.Top(1);

        private final Explainer explainer;
        private final Model model;
        private final Picture picture;
        private final ExplainSettings settings;
        private final BenchResult report;
        private final CommandProgress progress;

        Bench(Explainer explainer, Model model, Picture picture, ExplainSettings settings, BenchResult report,
                CommandProgress progress) {
            this.explainer = explainer;
            this.model = model;
            this.picture = picture;
            this.settings = settings;
            this.report = report;
            this.progress = progress;
        }

        private Explanation explain() throws PellucidException, InterruptedException {
            return explainer.explain(model, picture, settings, ONE, Progress.NONE);
        }

        /** The first explanation: compiles, and tells what was taken. */
        void begin() throws PellucidException, InterruptedException {
            Explanation explanation = explain();
            report.model = explanation.model();
            report.method = explanation.method();
            report.device = explanation.device();
            report.precision = explanation.precision();
            report.layer = explanation.layer().orElse("");
            report.image = picture.name();
        }

        void compare(MethodContexts contexts, int runs) throws PellucidException, InterruptedException {
            Preprocessing preprocessing = explainer.preprocessing(model, settings.preprocessing());
            ByteBuffer prepared = ByteBuffer.allocateDirect(Float.BYTES * preprocessing.size());
            contexts.preprocess(model, picture, settings.preprocessing(), prepared);
            CompileRequest plain = new CompileRequest(settings.device(), settings.precision(), PerformanceHint.LATENCY,
                    Optional.empty());
            double[] plainMillis = new double[runs];
            double[] explainMillis = new double[runs];
            double[] preprocessMillis = new double[runs];
            double[] inferMillis = new double[runs];
            double[] methodMillis = new double[runs];
            try (CompiledModel compiled = RuntimeModel.of(model).compile(plain);
                    InferRequest request = compiled.newRequest()) {
                Tensor input = input(compiled, request, preprocessing);
                float[] logits = null;
                // As many again to warm up: until then compilers of the JVM take part of the processor.
                for (int i = -Math.max(LEAST_WARM_UP, runs); i < runs; i++) {
                    progress.step("rounds", Math.max(0, i), runs);
                    // Alternating who goes first, so that neither always finds the caches warmed by the other.
                    boolean plainFirst = (i & 1) == 0;
                    long begun = System.nanoTime();
                    Explanation explanation = plainFirst ? null : explain();
                    long middle = System.nanoTime();
                    logits = plain(request, input, prepared, logits);
                    long end = System.nanoTime();
                    if (plainFirst) {
                        explanation = explain();
                    }
                    if (i >= 0) {
                        plainMillis[i] = (end - middle) / 1e6;
                        explainMillis[i] = (plainFirst ? System.nanoTime() - end : middle - begun) / 1e6;
                        preprocessMillis[i] = explanation.timings().preprocess();
                        inferMillis[i] = explanation.timings().infer();
                        methodMillis[i] = explanation.timings().explain();
                    }
                }
            }
            report.compared(plainMillis, explainMillis);
            report.shares(preprocessMillis, inferMillis, methodMillis);
        }

        private static float[] plain(InferRequest request, Tensor input, ByteBuffer prepared, float[] reused)
                throws PellucidException {
            input.bytes().put(0, prepared, 0, prepared.limit());
            request.infer();
            FloatBuffer output = request.output(0).floats();
            float[] logits = reused != null && reused.length == output.remaining() ? reused
                    : new float[output.remaining()];
            output.get(logits);
            return logits;
        }

        /** The plain model's input for one picture; where the model leaves sizes open, those of the picture. */
        private static Tensor input(CompiledModel compiled, InferRequest request, Preprocessing preprocessing)
                throws PellucidException {
            Port port = compiled.inputs().get(0);
            if (port.type() != ElementType.F32) {
                throw new ModelException("input of type " + port.type() + ": only f32 can be measured");
            }
            if (!port.shape().contains(-1)) {
                return request.input(0);
            }
            boolean nchw = preprocessing.layout() == TensorLayout.NCHW;
            long height = preprocessing.height();
            long width = preprocessing.width();
            long channels = preprocessing.channels();
            return request.input(port.names().get(0), nchw ? new long[] {1, channels, height, width}
                    : new long[] {1, height, width, channels});
        }

        void soak(int total) throws PellucidException, InterruptedException {
            List<BenchResult.Sample> samples = new ArrayList<>();
            for (int done = 0; done < total;) {
                progress.step("explanations", done, total);
                explain();
                done++;
                if (done == SETTLED || done == total || done % Math.max(1, total / SAMPLES) == 0) {
                    samples.add(new BenchResult.Sample(done, Resident.bytes()));
                }
            }
            report.soak = samples;
            report.settled = SETTLED;
        }
    }
}
