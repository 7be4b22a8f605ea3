package org.pellucid.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;
import org.pellucid.api.InputException;
import org.pellucid.api.OutputException;
import org.pellucid.api.UsageException;
import org.pellucid.api.explain.Classification;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.explain.SaliencyMap;
import org.pellucid.api.explain.Timings;
import org.pellucid.api.image.ImageService;
import org.pellucid.api.image.Picture;
import org.pellucid.api.image.Preprocessing;
import org.pellucid.api.image.TensorLayout;
import org.pellucid.api.render.ExplanationFiles;
import org.pellucid.api.render.Naming;
import org.pellucid.api.render.RenderOptions;
import org.pellucid.api.render.RenderScope;
import org.pellucid.api.render.RendererEntry;
import org.pellucid.api.render.spi.RenderRequest;
import org.pellucid.api.render.spi.Renderer;
import org.pellucid.whiteboard.Patience;
import org.pellucid.whiteboard.plain.Defaults;

class ExplanationFilesServiceTest {
    private static final Picture PICTURE = new Picture("cat.png", 1, 1, new byte[3]);

    @TempDir
    Path folder;

    private ExplanationFilesService service;

    private final ImageService images = (ImageService) Proxy.newProxyInstance(getClass().getClassLoader(),
            new Class<?>[] {ImageService.class}, (proxy, method, arguments) -> List.of("jet", "turbo"));

    @BeforeEach
    void start() {
        service = service(50, 0);
        service.add(new FakeRenderer(RenderScope.MAP, "map"), Map.of(Renderer.FORMAT, List.of("jpg", "png")));
        service.add(new FakeRenderer(RenderScope.PICTURE, "all"), Map.of(Renderer.FORMAT, "json"));
    }

    @Test
    void writesMapsThenPictures() throws Exception {
        ExplanationFiles.Written written = open("json", "jpg", "png", "JPG").write(PICTURE,
                explanation("tabby cat", "lynx"), Map.of("decode", 1.0));
        assertThat(names()).containsExactly("cat.json", "cat_lynx.jpg", "cat_lynx.png", "cat_tabby_cat.jpg",
                "cat_tabby_cat.png");
        assertThat(written.maps()).containsExactly(
                Map.of("jpg", folder.resolve("cat_tabby_cat.jpg"), "png", folder.resolve("cat_tabby_cat.png")),
                Map.of("jpg", folder.resolve("cat_lynx.jpg"), "png", folder.resolve("cat_lynx.png")));
        assertThat(written.picture()).containsExactly(Map.entry("json", folder.resolve("cat.json")));
        assertThat(written.renderMillis()).isPositive();
        assertThat(folder.resolve("cat_lynx.png")).hasContent("map png lynx [] [decode]");
        assertThat(folder.resolve("cat.json")).hasContent("all json - [{jpg=cat_tabby_cat.jpg, "
                + "png=cat_tabby_cat.png}, {jpg=cat_lynx.jpg, png=cat_lynx.png}] [decode, render]");
    }

    @Test
    void filesAreReadableLikeAnyOther() throws Exception {
        open("jpg").write(PICTURE, explanation("a"), Map.of());
        Path other = Files.createFile(folder.resolve("other"));
        assertThat(Files.getPosixFilePermissions(folder.resolve("cat_a.jpg")))
                .isEqualTo(Files.getPosixFilePermissions(other));
    }

    @Test
    void overwritesNothingWithinASeries() throws Exception {
        ExplanationFiles.Series series = open("jpg", "json");
        series.write(PICTURE, explanation("a", "A", "a b", "a_b"), Map.of());
        series.write(new Picture("CAT.jpg", 1, 1, new byte[3]), explanation("a"), Map.of());
        assertThat(names()).containsExactly("CAT-2.json", "CAT_a-3.jpg", "cat.json", "cat_A-2.jpg", "cat_a.jpg",
                "cat_a_b-2.jpg", "cat_a_b.jpg");
    }

    @Test
    void replacesFilesOfAnEarlierSeries() throws Exception {
        Files.writeString(folder.resolve("cat_a.jpg"), "old and longer than what comes next, by far");
        open("jpg").write(PICTURE, explanation("a"), Map.of());
        assertThat(folder.resolve("cat_a.jpg")).hasContent("map jpg a [] []");
        assertThat(names()).containsExactly("cat_a.jpg");
    }

    private void explained(String source, String picture, String... labels) throws Exception {
        open("jpg", "json").write(source, new Picture(picture, 1, 1, new byte[3]), explanation(labels), Map.of());
    }

    /** What a later series must know lies in attributes, which some file systems do not have. */
    private void assumeAttributes() throws IOException {
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView(UserDefinedFileAttributeView.class),
                "skipped: the file system keeps no extended attributes");
    }

    @Test
    void filesOfAnotherPictureOfTheSameNameAreNeverReplacedNorMixed() throws Exception {
        assumeAttributes();
        explained("/a/cat.png", "cat.png", "tabby");
        explained("/b/cat.jpg", "cat.jpg", "lynx");
        assertThat(names()).containsExactly("cat-2.json", "cat.json", "cat_lynx-2.jpg", "cat_tabby.jpg");
        explained("/a/cat.png", "cat.png", "lynx");
        explained("/c/CAT.png", "CAT.png", "tabby");
        assertThat(names()).containsExactly("CAT-3.json", "CAT_tabby-3.jpg", "cat-2.json", "cat.json",
                "cat_lynx-2.jpg", "cat_lynx.jpg", "cat_tabby.jpg");
        explained("/b/cat.jpg", "cat.jpg", "lynx", "tabby");
        assertThat(names()).hasSize(8).contains("cat_tabby-2.jpg");
    }

    @Test
    void picturesOfOtherNamesKeepTheirOwn() throws Exception {
        assumeAttributes();
        explained("/a/cat_2.png", "cat_2.png", "tabby");
        explained("/a/cat.png", "cat.png", "tabby");
        assertThat(names()).containsExactly("cat.json", "cat_2.json", "cat_2_tabby.jpg", "cat_tabby.jpg");
        explained("/a/cat.png", "cat.png", "2_tabby");
        assertThat(folder.resolve("cat_2_tabby-2.jpg")).exists();
    }

    @Test
    void aPrefixForAllNumbersOnlyWhatWouldBeReplaced() throws Exception {
        assumeAttributes();
        for (String source : List.of("/a/cat.png", "/b/dog.png", "/a/cat.png")) {
            service.open(folder, List.of("jpg"), Naming.builder().prefix("p").build(),
                    RenderOptions.DEFAULTS).write(source, new Picture(source.substring(3), 1, 1, new byte[3]),
                            explanation("tabby", source.substring(3, 6)), Map.of());
        }
        assertThat(names()).containsExactly("pcat.jpg", "pdog.jpg", "ptabby-2.jpg", "ptabby.jpg");
    }

    @Test
    void namesakes_are_numbered_in_the_order_in_which_they_are_written() throws Exception {
        ExplanationFiles.Series series = open("jpg", "json");
        List<ExplanationFiles.Rendered> rendered = new ArrayList<>();
        for (String source : List.of("/a/cat.png", "/b/cat.png")) {
            rendered.add(series.render(source, PICTURE, explanation("tabby"), Map.of()));
        }
        assertThat(names()).as("rendered, not written").isEmpty();
        assertThat(rendered.get(1).write().maps()).containsExactly(Map.of("jpg", folder.resolve("cat_tabby.jpg")));
        assertThat(rendered.get(0).write().maps()).containsExactly(Map.of("jpg", folder.resolve("cat_tabby-2.jpg")));
        assertThat(names()).containsExactly("cat-2.json", "cat.json", "cat_tabby-2.jpg", "cat_tabby.jpg");
    }

    @Test
    void of_many_large_maps_only_some_wait_in_memory() throws Exception {
        List<String> labels = new ArrayList<>();
        service.add(new FakeRenderer(RenderScope.MAP, "large") {
            @Override
            public void render(String format, RenderRequest request, OutputStream out) throws IOException {
                labels.add(request.map().orElseThrow().label());
                out.write(new byte[1 << 20]);
            }
        }, Map.of(Renderer.FORMAT, "large"));
        String[] all = {"a", "b", "c", "d", "e"};
        ExplanationFiles.Rendered rendered = open("large").render("", PICTURE, explanation(all), Map.of());
        assertThat(labels).hasSizeLessThan(all.length);
        rendered.write();
        assertThat(labels).containsExactly(all);
        assertThat(names()).hasSize(all.length);
    }

    @Test
    void aRendererThatFailsLeavesNothingBehind() {
        int ranking = 0;
        for (Throwable failure : new Throwable[] {new IOException("disk"), new IllegalStateException("bug"),
                new NoClassDefFoundError("gone"), new UsageException("no such thing")}) {
            service.add(new FakeRenderer(RenderScope.MAP, "bad") {
                @Override
                public void render(String format, RenderRequest request, OutputStream out) throws IOException {
                    out.write(new byte[100_000]);
                    ExplanationFilesServiceTest.<RuntimeException>sneak(failure);
                }
            }, Map.of(Renderer.FORMAT, "bad", Constants.SERVICE_RANKING, ++ranking));
            assertThatThrownBy(() -> open("bad").write(PICTURE, explanation("a"), Map.of()))
                    .isInstanceOf(failure instanceof UsageException ? UsageException.class : InputException.class)
                    .hasMessageContaining(failure.getMessage());
            assertThat(names()).isEmpty();
        }
    }

    @Test
    void aFileThatCannotBeWrittenLeavesNothingBehind() throws Exception {
        Files.createDirectories(folder.resolve("cat_a.jpg/inside"));
        ExplanationFiles.Series series = open("jpg");
        assertThatThrownBy(() -> series.write(PICTURE, explanation("a"), Map.of())).isInstanceOf(OutputException.class)
                .hasMessageContainingAll("cat.png", "cat_a.jpg cannot be written");
        assertThat(names()).containsExactly("cat_a.jpg");
        series.write(PICTURE, explanation("b"), Map.of());
        assertThat(names()).containsExactly("cat_a.jpg", "cat_b.jpg");
    }

    @Test
    void stopsWhenInterrupted() throws Exception {
        ExplanationFiles.Series series = open("jpg");
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> series.write(PICTURE, explanation("a"), Map.of()))
                .isInstanceOf(InterruptedException.class);
        assertThat(names()).isEmpty();
    }

    private static ExplanationFiles.Place place(String subfolder, String stem, String prefix) {
        return new ExplanationFiles.Place(subfolder, stem, Naming.builder().prefix(prefix).build());
    }

    @Test
    void a_place_of_its_own_has_its_own_names() throws Exception {
        ExplanationFiles.Series series = open("jpg", "json");
        series.write(place("wrong", "one", "1_"), PICTURE, explanation("a", "A"), Map.of());
        series.write(place("wrong", "v.2", "2_"), PICTURE, explanation("a"), Map.of());
        series.write(place("right", "one", "1_"), PICTURE, explanation("a"), Map.of());
        series.write(place("", "one", "1_"), PICTURE, explanation("a"), Map.of());
        assertThat(names("wrong")).containsExactlyInAnyOrder("1_a.jpg", "1_A-2.jpg", "one.json", "2_a.jpg", "v.2.json");
        assertThat(names("right")).containsExactlyInAnyOrder("1_a.jpg", "one.json");
        assertThat(names()).containsExactlyInAnyOrder("1_a.jpg", "one.json", "right", "wrong");
    }

    @Test
    void a_place_stays_inside_the_folder() {
        for (String subfolder : List.of("..", ".", "a/b", "/tmp", "a\\b")) {
            assertThatThrownBy(() -> place(subfolder, "one", "1_")).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(subfolder);
        }
    }

    @Test
    void a_place_that_cannot_be_written_is_named() throws Exception {
        Files.createFile(folder.resolve("wrong"));
        ExplanationFiles.Series series = open("jpg");
        assertThatThrownBy(() -> series.write(place("wrong", "one", "1_"), PICTURE, explanation("a"), Map.of()))
                .isInstanceOf(OutputException.class)
                .hasMessageContaining(folder.resolve("wrong") + " cannot be written");
    }

    @Test
    void createsTheFolder() throws Exception {
        Path deep = folder.resolve("a/b");
        service.open(deep, List.of("jpg"), Naming.DEFAULTS, RenderOptions.DEFAULTS);
        assertThat(deep).isEmptyDirectory();
        Path link = Files.createSymbolicLink(folder.resolve("link"), deep);
        service.open(link, List.of("jpg"), Naming.DEFAULTS, RenderOptions.DEFAULTS).write(PICTURE, explanation("a"),
                Map.of());
        assertThat(deep.resolve("cat_a.jpg")).exists();
    }

    @Test
    void refusesAFolderThatCannotBeWritten() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> service.open(file, List.of("jpg"), Naming.DEFAULTS, RenderOptions.DEFAULTS))
                .isInstanceOf(UsageException.class).hasMessageContaining(file + " is a file");
        assertThatThrownBy(
                () -> service.open(file.resolve("below"), List.of("jpg"), Naming.DEFAULTS, RenderOptions.DEFAULTS))
                .isInstanceOf(UsageException.class).hasMessageContaining(file.resolve("below").toString());
        Path system = Path.of("/proc/self");
        if (Files.isDirectory(system)) {
            assertThatThrownBy(() -> service.open(system, List.of("jpg"), Naming.DEFAULTS, RenderOptions.DEFAULTS))
                    .isInstanceOf(UsageException.class).hasMessageContaining(system + " cannot be written");
        }
    }

    @Test
    void refusesUnknownFormatsAndColourMapsBeforeAnythingIsCreated() {
        Path fresh = folder.resolve("fresh");
        assertThatThrownBy(() -> service.open(fresh, List.of("jpg", "tga"), Naming.DEFAULTS, RenderOptions.DEFAULTS))
                .isInstanceOf(UsageException.class).hasMessage("unknown format tga; there are jpg, json, png");
        assertThatThrownBy(() -> service.open(fresh, List.of("jpg"), Naming.DEFAULTS,
                RenderOptions.builder().colormap("jett").build()))
                .isInstanceOf(UsageException.class).hasMessage("unknown colour map jett; there are jet, turbo");
        assertThatThrownBy(() -> service.open(fresh, List.of("jpg"),
                Naming.builder().prefix("../").build(), RenderOptions.DEFAULTS))
                .isInstanceOf(UsageException.class).hasMessageContaining("prefix");
        assertThat(fresh).doesNotExist();
    }

    @Test
    void takesTheRendererOfHighestRankingAndTheOlderOfTwo() throws Exception {
        ServiceReference<Renderer> first = reference(11, 5, "x");
        ServiceReference<Renderer> second = reference(12, 5, "x");
        ServiceReference<Renderer> best = reference(13, 6, new String[] {"x", "Y"});
        service.bind(new FakeRenderer(RenderScope.MAP, "second"), second);
        service.bind(new FakeRenderer(RenderScope.MAP, "first"), first);
        assertThat(content("x")).startsWith("first");
        service.bind(new FakeRenderer(RenderScope.MAP, "best"), best);
        assertThat(content("x")).startsWith("best");
        assertThat(content("y")).startsWith("best");
        service.unbind(best);
        assertThat(content("x")).startsWith("first");
        assertThat(service.formats()).extracting(RendererEntry::format).containsExactly("jpg", "json", "png", "x");
        assertThat(service.formats().get(3)).isEqualTo(
                new RendererEntry("x", "first", RenderScope.MAP, "test.bundle", "1.2.3"));
    }

    @Test
    void aReplacementBoundBeforeTheOldOneIsUnboundStays() throws Exception {
        ServiceReference<Renderer> old = reference(1, 0, "x");
        ServiceReference<Renderer> fresh = reference(2, 0, "x");
        service.bind(new FakeRenderer(RenderScope.MAP, "old"), old);
        ExplanationFiles.Series series = open("x");
        service.bind(new FakeRenderer(RenderScope.MAP, "new"), fresh);
        service.unbind(old);
        series.write(PICTURE, explanation("a"), Map.of());
        assertThat(folder.resolve("cat_a.map")).content().startsWith("new");

        service.unbind(fresh);
        assertThatThrownBy(() -> series.write(PICTURE, explanation("a"), Map.of()))
                .isInstanceOf(UsageException.class).hasMessageContaining("format x has gone");
    }

    @Test
    void waitsForARendererThatIsBeingUpdated() throws Exception {
        ExplanationFilesService patient = service(30_000, 30_000);
        ServiceReference<Renderer> old = reference(1, 0, "x");
        patient.bind(new FakeRenderer(RenderScope.MAP, "old"), old);
        ExplanationFiles.Series series = patient.open(folder, List.of("x"), Naming.DEFAULTS, RenderOptions.DEFAULTS);
        patient.unbind(old);
        FutureTask<?> done = new FutureTask<>(() -> series.write(PICTURE, explanation("a"), Map.of()));
        FutureTask<?> opened = new FutureTask<>(
                () -> patient.open(folder, List.of("x"), Naming.DEFAULTS, RenderOptions.DEFAULTS));
        List<Thread> others = List.of(new Thread(done), new Thread(opened));
        others.forEach(Thread::start);
        // Both have come to where they wait for a renderer, or this would not end.
        while (others.stream().anyMatch(each -> each.getState() != Thread.State.TIMED_WAITING)) {
            assertThat(done).isNotDone();
            assertThat(opened).isNotDone();
            Thread.onSpinWait();
        }
        patient.bind(new FakeRenderer(RenderScope.MAP, "new"), reference(2, 0, "x"));
        done.get();
        opened.get();
        assertThat(folder.resolve("cat_a.map")).content().startsWith("new");
        assertThatThrownBy(() -> patient.open(folder, List.of("y"), Naming.DEFAULTS, RenderOptions.DEFAULTS))
                .as("a format that never was").isInstanceOf(UsageException.class);
    }

    @Test
    void aRendererGoesWhenThePicturesInFlightAreDone() throws Exception {
        ExplanationFilesService patient = service(600_000, 600_000);
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        ServiceReference<Renderer> x = reference(1, 0, "x");
        ServiceReference<Renderer> y = reference(2, 0, "y");
        patient.bind(new FakeRenderer(RenderScope.MAP, "x"), x);
        patient.bind(new FakeRenderer(RenderScope.PICTURE, "old") {
            @Override
            public void render(String format, RenderRequest request, OutputStream out) throws IOException {
                reached.countDown();
                try {
                    released.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                super.render(format, request, out);
            }
        }, y);
        ExplanationFiles.Series series = patient.open(folder, List.of("x", "y"), Naming.DEFAULTS,
                RenderOptions.DEFAULTS);
        FutureTask<ExplanationFiles.Written> first = begin(() -> series.write(PICTURE, explanation("a"), Map.of()));
        reached.await();
        final Thread going = new Thread(() -> patient.unbind(y));
        going.start();
        awaitState(going, Thread.State.TIMED_WAITING);
        // The time to wait does not count yet; and x, not held by who waits for y, may go and come meanwhile.
        FutureTask<ExplanationFiles.Written> second = new FutureTask<>(
                () -> series.write(PICTURE, explanation("b"), Map.of()));
        FutureTask<ExplanationFiles.Series> opened = new FutureTask<>(
                () -> patient.open(folder, List.of("y"), Naming.DEFAULTS, RenderOptions.DEFAULTS));
        for (FutureTask<?> each : List.of(second, opened)) {
            Thread waiting = new Thread(each);
            waiting.start();
            awaitState(waiting, Thread.State.WAITING);
        }
        released.countDown();
        assertThat(first.get().picture().get("y")).content().startsWith("old");
        going.join();
        patient.unbind(x);
        assertThat(patient.formats()).isEmpty();
        patient.bind(new FakeRenderer(RenderScope.PICTURE, "new"), reference(3, 0, "y"));
        patient.bind(new FakeRenderer(RenderScope.MAP, "new"), reference(4, 0, "x"));
        assertThat(second.get().picture().get("y")).content().startsWith("new");
        assertThat(opened.get()).isNotNull();
    }

    private static <T> FutureTask<T> begin(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        new Thread(task).start();
        return task;
    }

    private static void awaitState(Thread thread, Thread.State state) {
        while (thread.getState() != state) {
            assertThat(thread.getState()).isNotEqualTo(Thread.State.TERMINATED);
            Thread.onSpinWait();
        }
    }

    @Test
    void writesFromManyThreadsWithoutLosingAFile() throws Exception {
        ExplanationFiles.Series series = open("jpg", "json");
        ExecutorService pool = Executors.newFixedThreadPool(4);
        List<Path> files = Collections.synchronizedList(new ArrayList<>());
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                all.add(pool.submit(() -> {
                    ExplanationFiles.Written written = series.write(PICTURE, explanation("a"), Map.of());
                    files.add(written.maps().get(0).get("jpg"));
                    files.add(written.picture().get("json"));
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(files).hasSize(200).doesNotHaveDuplicates().allMatch(Files::exists);
        assertThat(names()).hasSize(200);
    }

    private ExplanationFilesService service(int waitMillis, int drainMillis) {
        return new ExplanationFilesService(images, Defaults.of(Patience.class,
                Map.of("waitMillis", waitMillis, "drainMillis", drainMillis)));
    }

    private ExplanationFiles.Series open(String... formats) throws Exception {
        return service.open(folder, List.of(formats), Naming.DEFAULTS, RenderOptions.DEFAULTS);
    }

    private String content(String format) throws Exception {
        return Files.readString(open(format).write(PICTURE, explanation("a"), Map.of()).maps().get(0).get(format));
    }

    private List<String> names() {
        return names("");
    }

    private List<String> names(String subfolder) {
        try (Stream<Path> files = Files.list(folder.resolve(subfolder))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Explanation explanation(String... labels) {
        List<SaliencyMap> maps = Stream.of(labels)
                .map(label -> new SaliencyMap(1, label, 0.5, 1, 1, new byte[1], new float[1])).toList();
        return new Explanation(new Classification("cat.png", "model", "CPU", "f32",
                Preprocessing.own("own", 1, 1, 1, TensorLayout.NCHW), List.of(), new Timings(0, 0, 0, 0, 0),
                List.of()), "method", Optional.empty(), maps, Optional.empty());
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable failure) throws T {
        throw (T) failure;
    }

    @SuppressWarnings("unchecked")
    private static ServiceReference<Renderer> reference(long id, int ranking, Object formats) {
        Bundle bundle = (Bundle) Proxy.newProxyInstance(ExplanationFilesServiceTest.class.getClassLoader(),
                new Class<?>[] {Bundle.class}, (proxy, method, arguments) -> method.getName().equals("getVersion")
                        ? new Version(1, 2, 3) : "test.bundle");
        Map<String, Object> properties = Map.of("service.id", id, "service.ranking", ranking, Renderer.FORMAT,
                formats);
        return (ServiceReference<Renderer>) Proxy.newProxyInstance(ExplanationFilesServiceTest.class.getClassLoader(),
                new Class<?>[] {ServiceReference.class}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "getBundle" -> bundle;
                    case "getProperties" -> FrameworkUtil.asDictionary(properties);
                    default -> properties.get(arguments[0]);
                });
    }

    /** Writes what it was asked. */
    private static class FakeRenderer implements Renderer {
        private final RenderScope scope;
        private final String name;

        FakeRenderer(RenderScope scope, String name) {
            this.scope = scope;
            this.name = name;
        }

        @Override
        public String description() {
            return name;
        }

        @Override
        public RenderScope scope() {
            return scope;
        }

        @Override
        public String extension(String format) {
            return format.length() > 2 ? format : "map";
        }

        @Override
        public void render(String format, RenderRequest request, OutputStream out) throws IOException {
            out.write((name + " " + format + " " + request.map().map(SaliencyMap::label).orElse("-") + " "
                    + request.files() + " " + request.timings().keySet().stream().sorted().toList())
                    .getBytes(StandardCharsets.UTF_8));
        }
    }
}
