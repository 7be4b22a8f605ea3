package org.pellucid.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pellucid.api.InputException;
import org.pellucid.api.OutputException;
import org.pellucid.api.Progress;
import org.pellucid.api.download.DownloadFile;
import org.pellucid.api.download.Downloaded;

/** Downloads from servers that do what servers do. */
@Timeout(20)
class HttpDownloaderTest {
    private static final byte[] CONTENT = content(300_000);
    private static final DownloadSettings IMPATIENT = new DownloadSettings(Duration.ofSeconds(5),
            Duration.ofMillis(500), 3, Duration.ofMillis(1), Duration.ofMillis(5), 4);

    @TempDir
    private Path folder;
    private TrickServer server;
    private HttpDownloader downloader = downloader(Map.of());

    private static HttpDownloader downloader(Map<String, String> environment) {
        return new HttpDownloader(IMPATIENT, new EnvironmentProxies(null, environment::get));
    }

    private static byte[] content(int size) {
        byte[] content = new byte[size];
        new Random(1).nextBytes(content);
        return content;
    }

    private static String sha256(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }

    @BeforeEach
    void start() throws IOException {
        server = new TrickServer();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private static DownloadFile file(URI... urls) {
        return new DownloadFile("a.bin", List.of(urls), Optional.empty(), 1_000_000);
    }

    private static DownloadFile checked(URI... urls) throws Exception {
        return new DownloadFile("a.bin", List.of(urls), Optional.of(sha256(CONTENT)), 1_000_000);
    }

    private Downloaded download(DownloadFile file) throws Exception {
        return downloader.download(file, folder, Progress.NONE);
    }

    private void assertDownloads(DownloadFile file) throws Exception {
        Downloaded downloaded = download(file);
        assertThat(downloaded.path()).isEqualTo(folder.resolve(file.name())).hasBinaryContent(CONTENT);
        assertThat(downloaded.sha256()).isEqualTo(sha256(CONTENT));
        assertThat(downloaded.bytes()).isEqualTo(CONTENT.length);
        assertThat(names()).containsExactly(file.name());
    }

    private void assertFails(DownloadFile file, String... words) {
        assertThatThrownBy(() -> download(file)).isInstanceOf(InputException.class).hasMessageContaining(file.name())
                .hasMessageContainingAll(words);
        assertThat(folder.resolve(file.name())).doesNotExist();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void tellsProgressInBytes() throws Exception {
        List<Long> steps = new ArrayList<>();
        Progress progress = new Progress() {
            @Override
            public void step(String what, long done, long total) {
                assertThat(what).isEqualTo("bytes of a.bin");
                assertThat(total).isEqualTo(CONTENT.length);
                steps.add(done);
            }
        };
        downloader.download(file(server.file("/a", CONTENT, "\"1\"")), folder, progress);
        assertThat(steps).isSorted().startsWith(0L).endsWith((long) CONTENT.length);
        assertThat(folder.resolve("a.bin")).hasBinaryContent(CONTENT);
    }

    @Test
    void goesOnWhereTheConnectionWasCutEverAgain() throws Exception {
        URI url = server.on("/a", (request, out) -> {
            int offset = request.offset();
            int end = Math.min(CONTENT.length, offset + 40_000);
            if (offset == 0) {
                out.head(200, "Content-Length: " + CONTENT.length, "ETag: \"v\"");
            } else {
                assertThat(request.header("If-Range")).isEqualTo("\"v\"");
                out.head(206, "Content-Length: " + (CONTENT.length - offset), "ETag: \"v\"", "Content-Range: bytes "
                        + offset + "-" + (CONTENT.length - 1) + "/" + CONTENT.length);
            }
            out.bytes(CONTENT, offset, end);
        });
        assertDownloads(file(url));
        assertThat(server.requests().size()).isGreaterThan(IMPATIENT.attempts());
        assertThat(server.requests()).extracting(TrickServer.Request::offset).isSorted();
    }

    @Test
    void beginsAnewWhereTheFileHasChanged() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        byte[] old = content(200_000);
        URI url = server.on("/a", (request, out) -> {
            if (asked.getAndIncrement() == 0) {
                out.head(200, "Content-Length: " + old.length, "ETag: \"old\"").bytes(old, 0, 100_000);
            } else {
                // If-Range names the old version, so the whole new one comes
                out.head(200, "Content-Length: " + CONTENT.length, "ETag: \"new\"").bytes(CONTENT);
            }
        });
        assertDownloads(file(url));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes 5-299999/300000", "bytes 100000-99999/300000", "bytes x", "", "bytes 100000-9/*",
            "bytes 100000-400000/300000"})
    void doesNotBelieveAWrongRange(String range) throws Exception {
        URI url = server.on("/a", (request, out) -> {
            if (request.offset() == 0) {
                boolean first = server.requests().size() == 1;
                out.head(200, "Content-Length: " + CONTENT.length, "ETag: \"v\"").bytes(CONTENT, 0,
                        first ? 100_000 : CONTENT.length);
            } else {
                out.head(206, "Content-Length: 200000", "ETag: \"v\"", "Content-Range: " + range).bytes(CONTENT,
                        100_000, CONTENT.length);
            }
        });
        assertDownloads(file(url));
    }

    @Test
    void doesNotGlueVersionsWithoutAValidator() throws Exception {
        URI url = server.on("/a", (request, out) -> {
            boolean first = server.requests().size() == 1;
            out.head(200, "Content-Length: " + CONTENT.length).bytes(CONTENT, 0, first ? 100_000 : CONTENT.length);
        });
        assertDownloads(file(url));
        assertThat(server.requests()).allSatisfy(request -> assertThat(request.header("Range")).isEmpty());
    }

    @Test
    void anotherPlaceGoesOnWhereTheChecksumIsKnown() throws Exception {
        URI broken = server.on("/broken", (request, out) -> {
            if (server.requests().size() == 1) {
                out.head(200, "Content-Length: " + CONTENT.length, "ETag: \"x\"").bytes(CONTENT, 0, 100_000);
            } else {
                out.head(500, "Content-Length: 0");
            }
        });
        URI good = server.file("/good", CONTENT, "\"y\"");
        Downloaded downloaded = download(checked(broken, good));
        assertThat(downloaded.from()).contains(good);
        assertThat(downloaded.path()).hasBinaryContent(CONTENT);
        TrickServer.Request last = server.requests().get(server.requests().size() - 1);
        assertThat(last.offset()).isEqualTo(100_000);
        assertThat(last.header("If-Range")).isEmpty();
    }

    @Test
    void laterCallGoesOnAndForgetsAWrongBeginning() throws Exception {
        URI url = server.file("/a", CONTENT, "\"v\"");
        PartFile part = new PartFile(folder.resolve("a.bin"));
        part.restart(url.toString(), "\"v\"");
        part.append(ByteBuffer.wrap(CONTENT, 0, 123_456));
        part.close();
        assertDownloads(file(url));
        assertThat(server.requests()).singleElement()
                .satisfies(request -> assertThat(request.offset()).isEqualTo(123_456));

        Files.delete(folder.resolve("a.bin"));
        part = new PartFile(folder.resolve("a.bin"));
        part.restart(url.toString(), "\"v\"");
        part.append(ByteBuffer.wrap(new byte[1000]));
        part.close();
        assertDownloads(checked(url));
    }

    @Test
    void whatIsWholeAlreadyIsTaken() throws Exception {
        URI url = server.on("/a", (request, out) -> out.head(416, "Content-Range: bytes */" + CONTENT.length,
                "Content-Length: 0"));
        PartFile part = new PartFile(folder.resolve("a.bin"));
        part.restart(url.toString(), "\"v\"");
        part.append(ByteBuffer.wrap(CONTENT));
        part.close();
        assertDownloads(file(url));
        assertThat(download(checked(url)).from()).isEmpty();
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void lengthThatIsTooLargeIsACutConnection() throws Exception {
        URI url = server.on("/a",
                (request, out) -> out.head(200, "Content-Length: 900000", "ETag: \"v\"").bytes(CONTENT));
        assertFails(file(url), "the connection was cut");
        assertThat(server.requests()).hasSize(IMPATIENT.attempts());
    }

    @Test
    void lengthThatIsTooSmallIsFoundByTheChecksumOrTheArchive() throws Exception {
        URI url = server.on("/a", (request, out) -> out.head(200, "Content-Length: 1000").bytes(CONTENT));
        assertFails(checked(url), "SHA-256", sha256(CONTENT));
        byte[] zip = TestZips.zip(Map.of("a.jpg", CONTENT));
        URI cut = server.on("/z", (request, out) -> out.head(200, "Content-Length: 1000").bytes(zip));
        assertFails(new DownloadFile("a.zip", List.of(cut), Optional.empty(), 1_000_000), "cut off or damaged");
        assertThat(names()).isEmpty();
    }

    @Test
    void sizeLimitHoldsWhateverIsAnnounced() throws Exception {
        URI honest = server.on("/a", (request, out) -> out.head(200, "Content-Length: 2000000"));
        assertFails(file(honest), "2000000 bytes; the limit is 1000000");
        URI silent = server.on("/b", (request, out) -> {
            out.head(200, "ETag: \"v\"");
            while (true) {
                out.bytes(CONTENT);
            }
        });
        assertFails(file(silent), "more than the limit of 1000000 bytes");
        assertThat(names()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"404,1", "403,1", "410,1", "500,3", "503,3", "429,3", "200,1"})
    void asksAgainOnlyWhereThatMayHelp(int status, int requests) throws Exception {
        URI url = server.on("/a", (request, out) -> out.head(status, "Content-Length: 6", "Content-Type: text/html",
                "Retry-After: 0").bytes("<html>".getBytes(StandardCharsets.US_ASCII)));
        assertFails(file(url), status == 200 ? "web page" : "answers " + status, url.toString());
        assertThat(server.requests()).hasSize(requests);
    }

    @Test
    void nextPlaceIsTriedAndAllFailuresAreNamed() throws Exception {
        URI missing = server.url("/missing");
        URI good = server.file("/a", CONTENT, "\"v\"");
        Downloaded downloaded = download(file(missing, good));
        assertThat(downloaded.from()).contains(good);
        Files.delete(downloaded.path());
        URI unknown = URI.create("http://127.0.0.1:1/a");
        assertFails(file(missing, unknown), "answers 404", "cannot be reached");
    }

    @Test
    void followsRedirectsButNotForEver() throws Exception {
        server.file("/a", CONTENT, "\"v\"");
        URI one = server.on("/one", (request, out) -> out.head(302, "Location: two", "Content-Length: 0"));
        server.on("/two", (request, out) -> out.head(307, "Location: " + server.url("/a"), "Content-Length: 0"));
        assertDownloads(file(one));
        Files.delete(folder.resolve("a.bin"));
        URI loop = server.on("/loop", (request, out) -> out.head(301, "Location: /loop", "Content-Length: 0"));
        assertFails(file(loop), "circles");
        URI chain = server.on("/c0", (request, out) -> out.head(302, "Location: /c1", "Content-Length: 0"));
        for (int i = 1; i < 10; i++) {
            int next = i + 1;
            server.on("/c" + i, (request, out) -> out.head(302, "Location: /c" + next, "Content-Length: 0"));
        }
        assertFails(file(chain), "more than 4 times");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "ftp://127.0.0.1/a", "", "http:///", "ht tp://x"})
    void doesNotFollowARedirectOutOfHttp(String location) throws Exception {
        URI url = server.on("/a", (request, out) -> out.head(302, "Location: " + location, "Content-Length: 0"));
        assertFails(file(url), "redirects to");
    }

    @Test
    void webPageInPlaceOfAFileIsRefusedWhateverItIsCalled() throws Exception {
        URI typed = server.on("/a", (request, out) -> out.head(200, "Content-Type: text/html; charset=utf-8")
                .bytes("sign in".getBytes(StandardCharsets.US_ASCII)));
        assertFails(file(typed), "web page");
        URI untyped = server.on("/b", (request, out) -> out.head(200)
                .bytes("\n <!DOCTYPE html><html>".getBytes(StandardCharsets.US_ASCII)));
        assertFails(file(untyped), "web page");
        URI text = server.on("/c",
                (request, out) -> out.head(200).bytes("not found".getBytes(StandardCharsets.US_ASCII)));
        assertFails(new DownloadFile("a.zip", List.of(text), Optional.empty(), 1000), "no ZIP archive");
        assertThat(names()).isEmpty();
    }

    @Test
    void contentPackedWithoutBeingAskedIsRefused() throws Exception {
        URI url = server.on("/a", (request, out) -> out.head(200, "Content-Encoding: gzip").bytes(CONTENT));
        assertFails(file(url), "packed as gzip");
    }

    @Test
    void silenceEnds() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        URI url = server.on("/a", (request, out) -> {
            out.head(200, "Content-Length: " + CONTENT.length).bytes(CONTENT, 0, 2);
            end.await();
        });
        assertFails(file(url), "nothing came for");
        URI mute = server.on("/b", (request, out) -> end.await());
        assertFails(file(mute), "does not answer");
        end.countDown();
    }

    @Test
    void interruptedDownloadIsGoneOnWith() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        URI url = server.on("/a", (request, out) -> {
            int offset = request.offset();
            if (offset == 0) {
                out.head(200, "Content-Length: " + CONTENT.length, "ETag: \"v\"").bytes(CONTENT, 0, 50_000);
                end.await();
            } else {
                out.head(206, "ETag: \"v\"", "Content-Range: bytes " + offset + "-" + (CONTENT.length - 1) + "/"
                        + CONTENT.length).bytes(CONTENT, offset, CONTENT.length);
            }
        });
        Progress progress = new Progress() {
            @Override
            public void step(String what, long done, long total) {
                if (done == 50_000) {
                    arrived.countDown();
                }
            }
        };
        AtomicReference<Exception> failure = new AtomicReference<>();
        Thread thread = new Thread(() -> {
            try {
                new HttpDownloader(DownloadSettings.DEFAULTS, new EnvironmentProxies(null, name -> null))
                        .download(file(url), folder, progress);
            } catch (Exception e) {
                failure.set(e);
            }
        });
        thread.start();
        assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
        thread.interrupt();
        thread.join();
        end.countDown();
        assertThat(failure.get()).isInstanceOf(InterruptedException.class);
        assertThat(names()).containsExactly("a.bin.part", "a.bin.part.properties");
        assertDownloads(file(url));
        assertThat(server.requests()).hasSize(2).last()
                .satisfies(request -> assertThat(request.offset()).isEqualTo(50_000));
    }

    @Test
    void progressCanCancel() throws Exception {
        Progress progress = new Progress() {
            @Override
            public boolean cancelled() {
                return true;
            }
        };
        URI url = server.file("/a", CONTENT, "\"v\"");
        assertThatThrownBy(() -> downloader.download(file(url), folder, progress))
                .isInstanceOf(InterruptedException.class);
        assertThat(folder.resolve("a.bin")).doesNotExist();
    }

    @Test
    void fullDiskIsNamedAndNothingIsLost() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=200k", "none", disk.toString()),
                "skipped: mounting a small disk takes root");
        try {
            URI announced = server.file("/a", CONTENT, "\"v\"");
            assertThatThrownBy(() -> downloader.download(file(announced), disk, Progress.NONE))
                    .isInstanceOf(OutputException.class).hasMessageContaining("do not fit on the disk");
            URI silent = server.on("/b", (request, out) -> out.head(200, "ETag: \"v\"").bytes(CONTENT));
            assertThatThrownBy(() -> downloader.download(file(silent), disk, Progress.NONE))
                    .isInstanceOf(OutputException.class).hasMessageContaining("the disk is full");
            assertThat(server.requests()).hasSize(2);
            assertThat(disk.resolve("a.bin.part")).exists();
            assertThat(disk.resolve("a.bin")).doesNotExist();
        } finally {
            run("umount", disk.toString());
        }
    }

    private static boolean run(String... command) throws Exception {
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start().waitFor() == 0;
    }

    @Test
    void unwritableFolderIsNamed() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        URI url = server.file("/a", CONTENT, "\"v\"");
        assertThatThrownBy(() -> downloader.download(file(url), file.resolve("x"), Progress.NONE))
                .isInstanceOf(OutputException.class).hasMessageContaining("cannot be written");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void linkInPlaceOfThePartIsNotFollowed() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "secret");
        Files.createSymbolicLink(folder.resolve("a.bin.part"), secret);
        assertThatThrownBy(() -> download(file(server.file("/a", CONTENT, "\"v\""))))
                .isInstanceOf(OutputException.class).hasMessageContainingAll("a.bin", "cannot be written");
        assertThat(secret).hasContent("secret");
    }

    @Test
    void proxyOfTheEnvironmentIsAskedExceptForThoseExcluded() throws Exception {
        URI direct = server.file("/a", CONTENT, "\"v\"");
        server.on("http://example.invalid/a",
                (request, out) -> out.head(200, "Content-Length: " + CONTENT.length).bytes(CONTENT));
        downloader = downloader(Map.of("http_proxy", "http://127.0.0.1:" + server.port(), "NO_PROXY",
                "localhost, 127.0.0.1"));
        assertDownloads(file(URI.create("http://example.invalid/a")));
        Files.delete(folder.resolve("a.bin"));
        assertDownloads(file(direct));
        assertThat(server.requests()).extracting(TrickServer.Request::target)
                .containsExactly("http://example.invalid/a", "/a");
    }

    @Test
    void refusesWhatIsNoDownload() {
        URI url = URI.create("http://127.0.0.1/a");
        for (String name : Arrays.asList("../a", "a/b", "", ".hidden", "a\\b")) {
            assertThatThrownBy(() -> new DownloadFile(name, List.of(url), Optional.empty(), 1)).as(name)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (String bad : List.of("file:///etc/passwd", "ftp://x/a", "a", "http:///a")) {
            assertThatThrownBy(() -> new DownloadFile("a", List.of(URI.create(bad)), Optional.empty(), 1)).as(bad)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new DownloadFile("a", List.of(url), Optional.of("123"), 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
