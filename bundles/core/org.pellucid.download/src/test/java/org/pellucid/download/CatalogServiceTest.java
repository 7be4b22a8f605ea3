package org.pellucid.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.log.Logger;
import org.pellucid.api.InputException;
import org.pellucid.api.OutputException;
import org.pellucid.api.Progress;
import org.pellucid.api.UsageException;
import org.pellucid.api.download.CatalogEntry;
import org.pellucid.api.download.CatalogItem;
import org.pellucid.api.download.CatalogKind;
import org.pellucid.api.download.DownloadFile;
import org.pellucid.api.download.FetchOptions;
import org.pellucid.whiteboard.plain.Defaults;
import org.pellucid.zip.ZipLimits;

/** Things fetched by name. */
@Timeout(20)
class CatalogServiceTest {
    private static final byte[] PICTURE = "picture".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path cache;
    private TrickServer server;
    private CatalogService catalog;

    @BeforeEach
    void start() throws IOException {
        server = new TrickServer();
        DownloadSettings settings = new DownloadSettings(Duration.ofSeconds(5), Duration.ofSeconds(5), 2,
                Duration.ofMillis(1), Duration.ofMillis(5), 4);
        catalog = new CatalogService(new CacheFolder(cache),
                new HttpDownloader(settings, new EnvironmentProxies(null, name -> null)),
                new ZipLimits(100, 50_000_000, 60_000_000, 100), log(),
                Defaults.of(CatalogService.Config.class, Map.of()));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private static Logger log() {
        return (Logger) Proxy.newProxyInstance(CatalogServiceTest.class.getClassLoader(), new Class<?>[] {Logger.class},
                (proxy, method, arguments) -> null);
    }

    private void add(CatalogKind kind, String name, boolean unpack, DownloadFile... files) {
        CatalogItem item = new CatalogItem(name, kind, "", List.of(files), unpack);
        catalog.add(() -> List.of(item), Map.of());
    }

    private static DownloadFile file(String name, URI url) {
        return new DownloadFile(name, List.of(url), Optional.empty(), 100_000_000);
    }

    private void addDataset(byte[] zip) {
        add(CatalogKind.DATASET, "woof", true, file("woof.zip", server.file("/woof.zip", zip, "\"v\"")));
    }

    private Path fetch(CatalogKind kind, String name) throws Exception {
        return catalog.fetch(kind, name, FetchOptions.DEFAULTS, Progress.NONE);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(cache)) {
            return files.filter(Files::isRegularFile).map(file -> cache.relativize(file).toString())
                    .filter(name -> !name.endsWith(".lock")).sorted().toList();
        }
    }

    @Test
    void dataSetIsUnpackedAndUsedFromThenOn() throws Exception {
        addDataset(TestZips.zip(Map.of("woof/val/n1/1.jpg", PICTURE, "woof/train/n1/1.jpg", PICTURE)));
        assertThat(catalog.find(CatalogKind.DATASET, "woof")).isEmpty();
        List<String> steps = new ArrayList<>();
        Path folder = catalog.fetch(CatalogKind.DATASET, "woof", FetchOptions.DEFAULTS, new Progress() {
            @Override
            public void step(String what, long done, long total) {
                steps.add(what + " " + done + "/" + total);
            }
        });
        assertThat(folder).isEqualTo(cache.resolve("datasets/woof"));
        assertThat(catalog.find(CatalogKind.DATASET, "woof")).contains(folder);
        assertThat(catalog.list()).extracting(CatalogEntry::path).containsExactly(Optional.of(folder));
        assertThat(files()).containsExactly("datasets/woof/woof/train/n1/1.jpg", "datasets/woof/woof/val/n1/1.jpg");
        assertThat(steps).contains("files of woof.zip 1/2", "files of woof.zip 2/2");
        fetch(CatalogKind.DATASET, "woof");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void dataSetIsReplacedWhenAskedFor() throws Exception {
        addDataset(TestZips.zip(Map.of("a.jpg", PICTURE)));
        Path folder = fetch(CatalogKind.DATASET, "woof");
        Files.writeString(folder.resolve("own.txt"), "x");
        catalog.fetch(CatalogKind.DATASET, "woof", FetchOptions.builder().again(true).build(), Progress.NONE);
        assertThat(files()).containsExactly("datasets/woof/a.jpg");
    }

    @Test
    void modelHasDefinitionAndWeights() throws Exception {
        add(CatalogKind.MODEL, "net", false, file("net.xml", server.file("/m/net.xml", "<net/>".getBytes(), "\"v\"")),
                file("net.bin", server.url("/m/net.bin")));
        assertThatThrownBy(() -> fetch(CatalogKind.MODEL, "net")).isInstanceOf(InputException.class)
                .hasMessageContaining("net.bin").hasMessageContaining("404");
        assertThat(files()).as("no definition without weights").isEmpty();
        server.file("/m/net.bin", PICTURE, "\"v\"");
        assertThat(fetch(CatalogKind.MODEL, "net")).isEqualTo(cache.resolve("models/net/net.xml"));
        assertThat(files()).containsExactly("models/net/net.bin", "models/net/net.xml");
    }

    @Test
    void otherPlaceCanBeGiven() throws Exception {
        add(CatalogKind.LABELS, "names", false, file("names.txt", server.url("/nowhere")));
        server.file("/mirror/names.txt", PICTURE, "\"v\"");
        URI mirror = server.url("/mirror/");
        assertThat(catalog.fetch(CatalogKind.LABELS, "names", FetchOptions.builder().from(mirror).build(),
                Progress.NONE)).isEqualTo(cache.resolve("labels/names.txt")).hasBinaryContent(PICTURE);
        add(CatalogKind.MODEL, "net", false, file("net.xml", mirror), file("net.bin", mirror));
        assertThatThrownBy(() -> catalog.fetch(CatalogKind.MODEL, "net",
                FetchOptions.builder().from(server.url("/x")).build(), Progress.NONE))
                .isInstanceOf(UsageException.class).hasMessageContaining("ending in a slash");
        assertThatThrownBy(() -> catalog.fetch(CatalogKind.MODEL, "net",
                FetchOptions.builder().from(URI.create("file:///tmp/")).build(), Progress.NONE))
                .isInstanceOf(UsageException.class).hasMessageContaining("not an http");
    }

    @Test
    void unknownNameListsTheKnown() {
        addDataset(new byte[0]);
        assertThatThrownBy(() -> fetch(CatalogKind.DATASET, "meow")).isInstanceOf(UsageException.class)
                .hasMessage("no data set 'meow' can be fetched; there is woof");
        assertThatThrownBy(() -> fetch(CatalogKind.MODEL, "woof")).isInstanceOf(UsageException.class);
    }

    @Test
    void twoDoNotFetchTheSame() throws Exception {
        addDataset(TestZips.zip(Map.of("a.jpg", PICTURE)));
        FetchLock lock = FetchLock.take(cache.resolve("downloads/dataset-woof.lock"), "woof");
        assertThatThrownBy(() -> fetch(CatalogKind.DATASET, "woof")).isInstanceOf(OutputException.class)
                .hasMessageContaining("another process");
        lock.close();
        fetch(CatalogKind.DATASET, "woof");
    }

    private void assertRefused(byte[] zip, String... words) throws IOException {
        addDataset(zip);
        assertThatThrownBy(() -> fetch(CatalogKind.DATASET, "woof")).isInstanceOf(InputException.class)
                .hasMessageContainingAll(words);
        assertThat(cache.resolve("datasets/woof")).doesNotExist();
        assertThat(files()).as("nothing was unpacked").noneMatch(name -> name.startsWith("datasets"));
        try (Stream<Path> beside = Files.list(cache.getParent())) {
            assertThat(beside.map(Path::getFileName).map(Path::toString)).doesNotContain("evil.jpg");
        }
    }

    @Test
    void refusesTraversal() throws Exception {
        assertRefused(TestZips.zip(Map.of("a.jpg", PICTURE, "x/../../../../evil.jpg", PICTURE)), "leads out",
                "evil.jpg");
    }

    @Test
    void refusesAbsoluteNames() throws Exception {
        assertRefused(TestZips.zip(Map.of("/tmp/evil.jpg", PICTURE)), "absolute name");
    }

    @Test
    void refusesLinks() throws Exception {
        byte[] zip = TestZips.zip(Map.of("a", "/etc".getBytes(StandardCharsets.US_ASCII), "a/evil.jpg", PICTURE));
        assertRefused(TestZips.withMode(zip, "a", 0120777), "symbolic link");
    }

    @Test
    void refusesBombs() throws Exception {
        assertRefused(TestZips.zip(Map.of("a.jpg", new byte[40_000_000])), "bomb");
    }

    @Test
    void refusesBombsOfManyEntries() throws Exception {
        byte[] noise = new byte[1_000_000];
        new Random(1).nextBytes(noise);
        Map<String, byte[]> entries = new HashMap<>();
        for (int i = 0; i < 90; i++) {
            entries.put(i + ".jpg", new byte[1_000_000]);
        }
        assertRefused(TestZips.zip(entries), "bomb");
        entries.put("noise", noise);
        assertRefused2(TestZips.zip(entries));
    }

    private void assertRefused2(byte[] zip) {
        server.file("/woof.zip", zip, "\"w\"");
        assertThatThrownBy(() -> fetch(CatalogKind.DATASET, "woof")).isInstanceOf(InputException.class)
                .hasMessageContaining("would unpack to more than 60000000 bytes");
    }

    @Test
    void refusesTooManyEntries() throws Exception {
        Map<String, byte[]> entries = new HashMap<>();
        for (int i = 0; i < 101; i++) {
            entries.put(i + ".jpg", PICTURE);
        }
        assertRefused(TestZips.zip(entries), "has 101 entries");
    }

    @Test
    void refusesFileThatIsAFolderAsWell() throws Exception {
        assertRefused(TestZips.zip(new TreeMap<>(Map.of("a", PICTURE, "a/b.jpg", PICTURE))), "woof",
                "a file and a folder");
    }

    @Test
    void brokenOffUnpackingLeavesNothing() throws Exception {
        addDataset(TestZips.zip(Map.of("a.jpg", PICTURE, "b.jpg", PICTURE)));
        boolean[] cancelled = {false};
        Progress progress = new Progress() {
            @Override
            public void step(String what, long done, long total) {
                cancelled[0] |= what.startsWith("files");
            }

            @Override
            public boolean cancelled() {
                return cancelled[0];
            }
        };
        assertThatThrownBy(() -> catalog.fetch(CatalogKind.DATASET, "woof", FetchOptions.DEFAULTS, progress))
                .isInstanceOf(InterruptedException.class);
        assertThat(catalog.find(CatalogKind.DATASET, "woof")).isEmpty();
        assertThat(files()).containsExactly("downloads/woof/woof.zip");
    }
}
