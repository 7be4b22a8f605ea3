package org.pellucid.explain.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.pellucid.api.PellucidException;
import org.pellucid.api.Progress;
import org.pellucid.api.command.Caller;
import org.pellucid.api.command.Commands;
import org.pellucid.api.dataset.Dataset;
import org.pellucid.api.dataset.Datasets;
import org.pellucid.api.dataset.Sample;
import org.pellucid.api.dataset.Samples;
import org.pellucid.api.dataset.Sampling;
import org.pellucid.api.evaluate.EvaluateListener;
import org.pellucid.api.evaluate.EvaluateRequest;
import org.pellucid.api.evaluate.Evaluation;
import org.pellucid.api.evaluate.EvaluationTarget;
import org.pellucid.api.evaluate.Evaluator;
import org.pellucid.api.evaluate.MetricSummary;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.explain.Prediction;
import org.pellucid.api.explain.PreprocessingChoice;
import org.pellucid.api.explain.SaliencyMap;
import org.pellucid.api.explain.Targets;
import org.pellucid.api.image.Picture;
import org.pellucid.api.interpret.InterpretListener;
import org.pellucid.api.interpret.InterpretRequest;
import org.pellucid.api.interpret.InterpretResult;
import org.pellucid.api.interpret.Interpreter;
import org.pellucid.api.interpret.Task;
import org.pellucid.api.interpret.UseCase;
import org.pellucid.api.interpret.UseCases;
import org.pellucid.api.model.Model;
import org.pellucid.api.model.Precision;
import org.pellucid.api.render.ExplanationFiles;
import org.pellucid.api.render.Naming;
import org.pellucid.api.render.RenderOptions;

/**
 * Threads explain, write files, read data sets, interpret and evaluate them, and call commands, without pause while every bundle of a method,
 * renderer or data set is updated, restarted, refreshed and installed anew, in random order, and metrics, renderers,
 * preprocessors and commands change their service properties and are replaced. No request may be lost; no map, file or
 * picture may differ from the one made in peace; nothing may be left over.
 */
class StressTest extends InFramework {
    private static final int THREADS = 8;
    private static final long SEED = 20260101;
    private static final Pattern SWAPPED = Pattern.compile("org\\.pellucid\\.(method|render|dataset)\\..*");
    private static final List<String> FORMATS = List.of("jpg", "png", "npy", "json", "html");
    /** Files that hold no times. */
    private static final List<String> REPEATABLE = List.of("jpg", "png", "npy");
    private static final long HEAP_SLACK_BYTES = 16L << 20;
    /** How often resident memory is read in the course of all swaps. */
    private static final int READINGS = 20;
    /**
     * How much more memory may be resident at the end than at the beginning. Readings scatter by 2 %: the Java heap has one
     * size and is resident from the start, and the allocator of C gives back what is freed (see test.bndrun). A tenth of
     * all is about 250 KiB for each swap between; a compiled model is a hundred times that.
     */
    private static final double RESIDENT_GROWTH = 1.10;
    /** The longest that may be configured: whether a request is lost is asked here, not how fast the machine is. */
    private static final int LONGEST_WAIT_MILLIS = 600_000;
    private static final List<String> CONFIGURATIONS = List.of("org.pellucid.explain",
            "org.pellucid.render", "org.pellucid.dataset", "org.pellucid.interpret", "org.pellucid.evaluate",
            "org.pellucid.download.catalog", "org.pellucid.command");

    /** What comes out in peace: the maps, and for each format the file of each. */
    private record Reference(List<SaliencyMap> maps, Map<String, List<byte[]>> files) {
    }

    /** One explanation to ask for, and what must come out, by method: auto may take one or another, and says which. */
    private final class ExplainAndWrite implements Load.Request {
        private final Model model;
        private final Picture picture;
        private final ExplainSettings settings;
        private final Map<String, Reference> references = new HashMap<>();

        ExplainAndWrite(Model model, String sample, ExplainSettings settings, String... served) throws Exception {
            this.model = model;
            this.picture = small(sample);
            this.settings = settings;
            for (String method : served) {
                Explanation explanation = explain(settings.toBuilder().method(method).build());
                references.put(method, new Reference(explanation.maps(), contents(write(explanation, REPEATABLE))));
            }
        }

        private Explanation explain(ExplainSettings asked) throws PellucidException, InterruptedException {
            return explainer().explain(model, picture, asked, new Targets.Top(2), Progress.NONE);
        }

        @Override
        public void serve(Random random) throws Exception {
            Explanation explanation = explain(settings);
            Reference reference = references.get(explanation.method());
            assertThat(reference).as("reference of " + explanation.method()).isNotNull();
            assertThat(explanation.maps()).hasSameSizeAs(reference.maps);
            for (int i = 0; i < reference.maps.size(); i++) {
                SaliencyMap map = explanation.maps().get(i);
                assertThat(map.target()).isEqualTo(reference.maps.get(i).target());
                assertThat(map.values()).as("%s of %s, class %d", explanation.method(), explanation.picture(),
                        map.target()).isEqualTo(reference.maps.get(i).values());
            }
            int first = random.nextInt(FORMATS.size());
            List<String> formats = List.of(FORMATS.get(first), FORMATS.get((first + 1) % FORMATS.size()));
            check(write(explanation, formats), reference);
            assertThat(contents(write(explanation, List.of(Guests.NAME))).get(Guests.NAME))
                    .hasSameSizeAs(reference.maps).allSatisfy(file -> assertThat(file).asString()
                            .isEqualTo(Guests.CONTENT));
        }

        private ExplanationFiles.Written write(Explanation explanation, List<String> formats) throws Exception {
            return files.waitForService(LONGEST_WAIT_MILLIS)
                    .open(folder.resolve(Thread.currentThread().getName()), formats, Naming.DEFAULTS,
                            RenderOptions.DEFAULTS)
                    .write(picture, explanation, Map.of());
        }

        private void check(ExplanationFiles.Written written, Reference reference) throws IOException {
            contents(written).forEach((format, content) -> {
                for (int i = 0; REPEATABLE.contains(format) && i < content.size(); i++) {
                    assertThat(content.get(i)).as(format).isEqualTo(reference.files.get(format).get(i));
                }
            });
            for (Path file : written.picture().values()) {
                String label = reference.maps.get(0).label();
                assertThat(Files.readString(file)).satisfiesAnyOf(
                        text -> assertThat(text).startsWith("{").contains(label).endsWith("}\n"),
                        text -> assertThat(text).contains(Prediction.words(label)).endsWith("</html>\n"));
            }
        }

        /** By format, the file of each map. */
        private Map<String, List<byte[]>> contents(ExplanationFiles.Written written) throws IOException {
            Map<String, List<byte[]>> contents = new HashMap<>();
            for (Map<String, Path> ofMap : written.maps()) {
                for (Map.Entry<String, Path> file : ofMap.entrySet()) {
                    contents.computeIfAbsent(file.getKey(), format -> new ArrayList<>())
                            .add(Files.readAllBytes(file.getValue()));
                }
            }
            return contents;
        }
    }

    /** One data set to read from beginning to end, and the pictures that must come out. */
    private final class ReadDataset implements Load.Request {
        private final String name;
        private final Map<String, Integer> reference;

        ReadDataset(String name, int size) throws Exception {
            this.name = name;
            this.reference = pictures(Optional.empty());
            assertThat(reference).as("pictures of " + name).hasSize(size);
        }

        @Override
        public void serve(Random random) throws Exception {
            if (random.nextBoolean()) {
                assertThat(pictures(Optional.empty())).as("pictures of " + name).isEqualTo(reference);
            } else {
                assertThat(pictures(Optional.of(new Sampling(2, random.nextInt()))).entrySet())
                        .as("pictures chosen from " + name).hasSize(2).isSubsetOf(reference.entrySet());
            }
        }

        /** By id, in order; the values stand for the pixels. */
        private Map<String, Integer> pictures(Optional<Sampling> sampling) throws Exception {
            Map<String, Integer> pictures = new LinkedHashMap<>();
            try (Dataset dataset = datasets.waitForService(LONGEST_WAIT_MILLIS).open(name, folder, sampling);
                    Samples samples = dataset.samples()) {
                for (Optional<Sample> next = samples.next(); next.isPresent(); next = samples.next()) {
                    pictures.put(next.get().id(), Arrays.hashCode(next.get().picture().bgr()));
                }
            }
            return pictures;
        }
    }

    /** One run over a data set, from pictures to the matrix of their maps. */
    private final class Interpret implements Load.Request {
        /** The matrix for print takes a second to paint, and would be all that is done. */
        private static final int MATRIX_EVERY = 8;

        private final Model model;
        private final ExplainSettings settings;
        private final UseCases useCases;
        private final AtomicInteger runs = new AtomicInteger();
        private final byte[] reference;

        Interpret(Model model, ExplainSettings settings, String... samples) throws Exception {
            this.model = model;
            this.settings = settings;
            this.useCases = new UseCases("stress", Map.of(),
                    List.of(new UseCase("Under load", 0.5, List.of(samples))));
            this.reference = Files.readAllBytes(run(true).matrices().get(0));
        }

        @Override
        public void serve(Random random) throws Exception {
            boolean matrices = random.nextInt(MATRIX_EVERY) == 0;
            InterpretResult result = run(matrices);
            assertThat(result.failed()).as("pictures failed").isZero();
            if (matrices) {
                assertThat(result.matrices().get(0)).as("matrix").hasBinaryContent(reference);
            }
        }

        private InterpretResult run(boolean matrices) throws Exception {
            InterpretRequest.Builder asked = InterpretRequest
                    .builder(new Task.Picked(useCases), folder.resolve("run-" + runs.incrementAndGet()))
                    .settings(settings).report(false);
            InterpretRequest request = (matrices ? asked : asked.withoutFigures()).build();
            try (Dataset dataset = datasets.waitForService(LONGEST_WAIT_MILLIS).open("shapes:4?count=5", folder,
                    Optional.empty())) {
                return interpreters.waitForService(LONGEST_WAIT_MILLIS).run(model, dataset, request,
                        InterpretListener.NONE);
            }
        }
    }

    /** One prediction from what a preprocessor wrote that is replaced meanwhile. */
    private final class Preprocessed implements Load.Request {
        private final Model model;
        private final Picture picture;
        private final ExplainSettings settings;
        private final List<Prediction> reference;

        Preprocessed(Model model, String sample, ExplainSettings settings) throws Exception {
            this.model = model;
            this.picture = small(sample);
            this.settings = settings.toBuilder().preprocessing(PreprocessingChoice.of(Guests.NAME)).build();
            this.reference = predict();
        }

        @Override
        public void serve(Random random) throws Exception {
            assertThat(predict()).isEqualTo(reference);
        }

        private List<Prediction> predict() throws Exception {
            return List.copyOf(explainer().predict(model, picture, settings).predictions());
        }
    }

    /** One evaluation by a metric that is replaced meanwhile. */
    private final class Evaluate implements Load.Request {
        private static final int PICTURES = 3;

        private final Model model;
        private final EvaluateRequest request;

        Evaluate(Model model, ExplainSettings settings) {
            this.model = model;
            this.request = EvaluateRequest.builder(List.of(settings), List.of(Guests.NAME), folder)
                    .targets(EvaluationTarget.PREDICTED).steps(EvaluateRequest.LEAST_STEPS).build();
        }

        @Override
        public void serve(Random random) throws Exception {
            EvaluateRequest own = request.toBuilder()
                    .output(folder.resolve("evaluation-" + Thread.currentThread().getName())).build();
            try (Dataset dataset = datasets.waitForService(LONGEST_WAIT_MILLIS).open("shapes:4?count=" + PICTURES,
                    folder, Optional.empty())) {
                Evaluation evaluation = evaluators.waitForService(LONGEST_WAIT_MILLIS).evaluate(model, dataset, own,
                        EvaluateListener.NONE);
                assertThat(evaluation.failed()).as("pictures failed").isZero();
                assertThat(evaluation.summaries()).extracting(MetricSummary::mean, MetricSummary::count)
                        .containsExactly(tuple(Guests.VALUE, (long) PICTURES));
            }
        }
    }

    /** One call of a command that is replaced meanwhile. */
    private final class Call implements Load.Request {
        @Override
        public void serve(Random random) throws Exception {
            Commands present = commands.waitForService(LONGEST_WAIT_MILLIS);
            assertThat(present.run(Guests.NAME, List.of(), new Silent(folder)))
                    .isEqualTo(new Guests.Answer(Guests.CONTENT));
        }
    }

    /** Calls commands for their values. */
    private record Silent(Path directory) implements Caller {
        @Override
        public InputStream in() {
            return InputStream.nullInputStream();
        }

        @Override
        public PrintStream out() {
            return new PrintStream(OutputStream.nullOutputStream());
        }

        @Override
        public PrintStream err() {
            return out();
        }

        @Override
        public boolean wantsValues() {
            return true;
        }
    }

    private ServiceTracker<Interpreter, Interpreter> interpreters;
    private ServiceTracker<Evaluator, Evaluator> evaluators;
    private ServiceTracker<Commands, Commands> commands;
    private Guests guests;
    private ServiceTracker<ExplanationFiles, ExplanationFiles> files;
    private ServiceTracker<Datasets, Datasets> datasets;
    private final List<Model> opened = new ArrayList<>();

    @BeforeEach
    void configureLongestWaits() throws Exception {
        // First the trackers: one that opens while a service is made anew may get null for it, and does not ask again.
        files = new ServiceTracker<>(context, ExplanationFiles.class, null);
        files.open();
        datasets = new ServiceTracker<>(context, Datasets.class, null);
        datasets.open();
        interpreters = new ServiceTracker<>(context, Interpreter.class, null);
        interpreters.open();
        evaluators = new ServiceTracker<>(context, Evaluator.class, null);
        evaluators.open();
        commands = new ServiceTracker<>(context, Commands.class, null);
        commands.open();
        configure(Map.of("waitMillis", LONGEST_WAIT_MILLIS, "drainMillis", LONGEST_WAIT_MILLIS));
        for (String pid : CONFIGURATIONS.subList(1, CONFIGURATIONS.size())) {
            configurations.getConfiguration(pid, "?").update(
                    new Hashtable<>(Map.of("waitMillis", LONGEST_WAIT_MILLIS, "drainMillis", LONGEST_WAIT_MILLIS)));
        }
        for (ServiceTracker<?, ?> tracker : List.of(files, datasets, interpreters, evaluators, commands)) {
            await("a service with the longest waits", () -> hasLongestWaits(tracker));
        }
    }

    private static boolean hasLongestWaits(ServiceTracker<?, ?> tracker) {
        ServiceReference<?> present = tracker.getServiceReference();
        return present != null && Integer.valueOf(LONGEST_WAIT_MILLIS).equals(present.getProperty("waitMillis"));
    }

    @AfterEach
    void configureAsBefore() throws Exception {
        files.close();
        datasets.close();
        interpreters.close();
        evaluators.close();
        commands.close();
        opened.forEach(Model::close);
        configure(Map.of());
        for (String pid : CONFIGURATIONS.subList(1, CONFIGURATIONS.size())) {
            configurations.getConfiguration(pid, "?").delete();
        }
    }

    @Test
    void no_request_is_lost_and_no_map_is_wrong() throws Exception {
        int count = Integer.parseInt(context.getProperty("pellucid.test.swaps"));
        BundleContext system = context.getBundle(0).getBundleContext();
        Swaps swaps = new Swaps(system, SWAPPED, SEED);
        assertThat(swaps.names()).as("bundles to swap").contains("org.pellucid.render.matrix",
                "org.pellucid.dataset.imagewoof", "org.pellucid.method.aise").hasSize(14);
        guests = new Guests(context, SEED);
        List<Load.Request> requests = requests();
        Load load = new Load(THREADS, SEED, requests);
        load.during(() -> await("every thread to have worked",
                () -> load.served() > 2 * requests.size() || load.hasFailed()));
        final int threadsBefore = Thread.activeCount();
        final long heapBefore = heap();
        final long nativeBefore = nativeObjects();
        final long servedBefore = load.served();
        final long begun = System.nanoTime();
        List<Long> resident = new ArrayList<>();

        load.during(() -> {
            for (int i = 1; i <= count && !load.hasFailed(); i++) {
                swaps.next();
                guests.next();
                load.step();
                if (i * READINGS / count > (i - 1) * READINGS / count) {
                    load.still(() -> resident.add(residentBytes()));
                }
            }
        });

        guests.leave();
        System.out.printf(
                "%d swaps under load (%s different), %s in %.1f s: %d requests served, none lost; heap %+d KiB; "
                        + "resident MiB %s%n",
                count, swaps.covered(), guests.told(), (System.nanoTime() - begun) / 1e9,
                load.served() - servedBefore, (heap() - heapBefore) >> 10,
                resident.stream().map(bytes -> bytes >> 20).toList());
        assertThat(nativeObjects()).as("native objects").isEqualTo(nativeBefore);
        await("the threads that were there before", () -> Thread.activeCount() <= threadsBefore);
        await("all replaced bundles to be collected", swaps::allCollected);
        assertThat(heap()).as("heap, as before").isLessThan(heapBefore + HEAP_SLACK_BYTES);
        assertThat(median(resident.subList(READINGS * 4 / 5, READINGS)))
                .as("resident bytes in the last fifth of the swaps, readings %s", resident)
                .isLessThan(RESIDENT_GROWTH * median(resident.subList(0, READINGS / 5)));
        opened.forEach(Model::close);
        assertThat(runtime.nativeObjects()).as("native objects when the models are closed").isZero();
    }

    private List<Load.Request> requests() throws Exception {
        // One precision and fixed classes: what a map depends on beside the method.
        ExplainSettings settings = ExplainSettings.builder().precision(Precision.F32).build();
        List<Load.Request> requests = new ArrayList<>();
        Model network = model();
        opened.add(network);
        for (String sample : new String[] {"chelsea.png", "coffee.png", "rocket.jpg"}) {
            for (String method : new String[] {"reciprocam", "activation-map"}) {
                requests.add(new ExplainAndWrite(network, sample, settings.toBuilder().method(method).build(), method));
            }
            requests.add(new ExplainAndWrite(network, sample, settings, "reciprocam"));
        }
        Model transformer = models.load("shapes-vit");
        opened.add(transformer);
        requests.add(
                new ExplainAndWrite(transformer, "chelsea.png", settings.toBuilder().method("vit-reciprocam").build(),
                        "vit-reciprocam"));
        requests.add(new ExplainAndWrite(transformer, "coffee.png", settings, "vit-reciprocam", "reciprocam"));
        requests.add(new ExplainAndWrite(transformer, "rocket.jpg",
                settings.toBuilder().method("rise").options(Map.of("masks", "4", "batch", "1")).build(), "rise"));
        requests.add(new ExplainAndWrite(transformer, "rocket.jpg",
                settings.toBuilder().method("aise").options(Map.of("pairs", "2", "places", "0", "batch", "1")).build(),
                "aise"));
        addDatasets(requests);
        requests.add(new Interpret(transformer, settings.toBuilder().method("vit-reciprocam").build(), "set4-000000",
                "set4-000001"));
        requests.add(new Preprocessed(transformer, "coffee.png", settings));
        requests.add(new Call());
        requests.add(new Evaluate(transformer, settings.toBuilder().method("vit-reciprocam").build()));
        return requests;
    }

    /** Coding large pictures takes longer than all that is asked here. */
    private Picture small(String sample) throws PellucidException {
        return images.resize(sample(sample), 160, 120);
    }

    private void addDatasets(List<Load.Request> requests) throws Exception {
        Path pictures = folder.resolve("pictures");
        Path archive = folder.resolve("pictures.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            for (String name : new String[] {"train/n02088364/chelsea.png", "val/n02088364/coffee.png",
                    "val/n02086240/astronaut.png"}) {
                Path file = pictures.resolve(name);
                Files.createDirectories(file.getParent());
                Files.write(file, images.encode(small(file.getFileName().toString()), "png"));
                zip.putNextEntry(new ZipEntry(name));
                Files.copy(file, zip);
            }
        }
        requests.add(new ReadDataset("folder:pictures", 3));
        requests.add(new ReadDataset("pictures", 3));
        requests.add(new ReadDataset("zip:pictures.zip", 3));
        requests.add(new ReadDataset("pictures.zip", 3));
        requests.add(new ReadDataset("imagewoof:pictures", 3));
        requests.add(new ReadDataset("imagewoof:pictures.zip", 3));
        requests.add(new ReadDataset("shapes:4?count=5", 5));
    }

    /** Of the models alone: how much is prepared depends on how many threads happened to use it at once. */
    private long nativeObjects() throws BundleException {
        Bundle explain = bundle("org.pellucid.explain");
        explain.stop();
        long objects = runtime.nativeObjects();
        explain.start();
        return objects;
    }

    private static double median(List<Long> values) {
        return values.stream().mapToLong(each -> each).sorted().skip((values.size() - 1) / 2)
                .limit(2 - values.size() % 2).average().orElseThrow();
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static long residentBytes() throws IOException {
        System.gc();
        String line = Files.readString(Path.of("/proc/self/status"), StandardCharsets.US_ASCII).lines()
                .filter(each -> each.startsWith("VmRSS")).findFirst().orElseThrow();
        return Long.parseLong(line.replaceAll("\\D", "")) << 10;
    }
}
