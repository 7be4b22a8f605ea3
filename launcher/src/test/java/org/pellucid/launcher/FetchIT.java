package org.pellucid.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pellucid.launcher.Command.Ended;
import org.pellucid.launcher.Command.Running;
import org.pellucid.testkit.TestData;

/** Models, labels and data sets fetched by name, from a server on this machine. */
class FetchIT {
    private static final String MODEL = "mobilenetv3_large_100.ra_in1k";
    private static final Path CAT = TestData.sample("chelsea.png");
    private static final int HALF = 1 << 20;

    @TempDir
    private Path folder;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch halfSent = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private volatile boolean stalls;
    private ExecutorService threads;
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        Path model = TestData.root().resolve("models/efficientnet-lite0");
        files.put("/" + MODEL + ".xml", Files.readAllBytes(model.resolve("efficientnet-lite0.xml")));
        files.put("/" + MODEL + ".bin", Files.readAllBytes(model.resolve("efficientnet-lite0.bin")));
        files.put("/imagenet_2012.txt", "n02123045 tabby, tabby cat\n".getBytes(StandardCharsets.UTF_8));
        files.put("/imagewoof320.zip", miniature());
        threads = Executors.newCachedThreadPool();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        goOn.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    /** Same layout as ImageWoof, three pictures. */
    private static byte[] miniature() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : List.of("train/n02088364/n02088364_1.JPEG", "train/n02111889/n02111889_2.JPEG",
                    "val/n02088364/n02088364_3.JPEG")) {
                zip.putNextEntry(new ZipEntry("imagewoof320/" + name));
                zip.write(Files.readAllBytes(TestData.sample("rocket.jpg")));
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] file = files.get(exchange.getRequestURI().getPath());
            String range = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Range")).orElse("");
            requests.add(exchange.getRequestURI().getPath() + " " + range);
            if (file == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            int first = range.isEmpty() ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
            exchange.getResponseHeaders().set("ETag", "\"" + Arrays.hashCode(file) + "\"");
            exchange.getResponseHeaders().set("Content-Range",
                    "bytes " + first + "-" + (file.length - 1) + "/" + file.length);
            exchange.sendResponseHeaders(range.isEmpty() ? 200 : 206, file.length - first);
            try (OutputStream out = exchange.getResponseBody()) {
                send(out, file, first);
            }
        }
    }

    private void send(OutputStream out, byte[] file, int first) throws IOException {
        int end = stalls && file.length > 2 * HALF ? HALF : file.length;
        out.write(file, first, end - first);
        if (end < file.length) {
            out.flush();
            halfSent.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** With a cache of its own, empty at first. */
    private Command command() {
        return Command.in(folder).cache(folder.resolve("cache"));
    }

    @Test
    void a_model_that_was_fetched_can_be_named() throws IOException {
        Path definition = folder.resolve("cache/models").resolve(MODEL).resolve(MODEL + ".xml");
        Ended fetched = command().run("models", "fetch", MODEL, "--from", url("/")).done();
        assertThat(fetched.out()).isEqualTo(definition + "\n");
        assertThat(fetched.err()).isEmpty();
        assertThat(definition).hasBinaryContent(files.get("/" + MODEL + ".xml"));
        assertThat(command().run("models").done().out()).contains(MODEL).contains(definition.toString());
        assertThat(command().run("explain", "-m", MODEL, CAT).done().out()).contains("Egyptian_cat");
        requests.clear();
        assertThat(command().run("models", "fetch", MODEL).done().out()).contains("was there already");
        assertThat(requests).isEmpty();
        command().run("models", "fetch", MODEL, "--again", "--from", url("/")).done();
        assertThat(requests).containsExactly("/" + MODEL + ".bin ", "/" + MODEL + ".xml ");
    }

    @Test
    void a_data_set_is_unpacked() throws IOException {
        Ended fetched = command().run("datasets", "fetch", "imagewoof", "--json", "--from", url("/imagewoof320.zip"))
                .done();
        JsonObject item = CommandLineIT.document(fetched).getAsJsonArray("fetched").get(0).getAsJsonObject();
        Path place = folder.resolve("cache/datasets/imagewoof");
        assertThat(item.get("path").getAsString()).isEqualTo(place.toString());
        assertThat(item.get("was_there").getAsBoolean()).isFalse();
        assertThat(place.resolve("imagewoof320/val/n02088364/n02088364_3.JPEG"))
                .hasSameBinaryContentAs(TestData.sample("rocket.jpg"));
        JsonObject listed = CommandLineIT.document(command().run("datasets", "fetch", "--json").done())
                .getAsJsonArray("catalog").get(0).getAsJsonObject();
        assertThat(listed.get("path").getAsString()).isEqualTo(place.toString());
    }

    @Test
    void labels_are_fetched_with_the_models() {
        Ended fetched = command().run("models", "fetch", "imagenet_2012", "--from", url("/")).done();
        assertThat(fetched.out()).isEqualTo(folder.resolve("cache/labels/imagenet_2012.txt") + "\n");
    }

    @Test
    void an_interrupted_download_goes_on_where_it_stopped() throws Exception {
        stalls = true;
        Object[] line = {"models", "fetch", MODEL, "--from", url("/")};
        try (Running running = command().start(line)) {
            assertThat(halfSent.await(30, TimeUnit.SECONDS)).isTrue();
            Path part = folder.resolve("cache/models").resolve(MODEL).resolve(MODEL + ".bin.part");
            while (running.process().isAlive() && (!Files.exists(part) || Files.size(part) < HALF)) {
                Thread.sleep(10);
            }
            running.signal("INT");
            assertThat(running.end().code(130).errors()).hasSize(1);
        }
        stalls = false;
        goOn.countDown();
        command().run(line).done();
        assertThat(requests).containsExactly("/" + MODEL + ".bin ", "/" + MODEL + ".bin bytes=" + HALF + "-",
                "/" + MODEL + ".xml ");
        assertThat(folder.resolve("cache/models").resolve(MODEL).resolve(MODEL + ".bin"))
                .hasBinaryContent(files.get("/" + MODEL + ".bin"));
    }

    @Test
    void what_no_place_gives_is_said_with_the_place_to_put_it() throws IOException {
        files.clear();
        command().run("models", "fetch", MODEL, "--from", url("/")).refused(1, MODEL + ".bin could not be downloaded",
                url("/" + MODEL + ".bin") + ": it answers 404",
                "belong into the folder " + folder.resolve("cache/models").resolve(MODEL));
        files.put("/imagewoof320.zip", "<!DOCTYPE html><html>Log in first</html>".getBytes());
        command().run("datasets", "fetch", "imagewoof", "--from", url("/")).refused(1, "imagewoof320.zip",
                "is to be unpacked into the folder " + folder.resolve("cache/datasets/imagewoof"));
        assertThat(command().run("models").done().out()).doesNotContain(MODEL);
        assertThat(folder.resolve("cache/datasets/imagewoof")).doesNotExist();
    }

    @Test
    void wrong_usage() {
        command().run("models", "fetch", "mobilnet").refused(2, "nothing named 'mobilnet'", MODEL);
        command().run("models", "fetch", MODEL, "more").refused(2, "one thing at a time", "more");
        command().run("models", "fetsh").refused(2, "takes no argument 'fetsh' but fetch");
        command().run("datasets", "--again").refused(2, "--again belongs to 'fetch NAME'");
        command().run("datasets", "fetch", "imagewoof", "--from", "ftp://127.0.0.1/").refused(2, "ftp://127.0.0.1/",
                "http");
        command().run("datasets", "fetch", "imagewoof", "--from", "no url").refused(2, "no url", "not a URL");
    }
}
