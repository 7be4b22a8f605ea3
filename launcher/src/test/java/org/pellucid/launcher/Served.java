package org.pellucid.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.pellucid.testkit.TestData;

/** The page, served by a process of its own at any free port. */
final class Served implements AutoCloseable {
    private static final long LOOK_MILLIS = 20;
    private static final String SECRET = "X-Pellucid-Secret";

    private final Command.Running process;
    private final URI address;
    private final HttpClient client = HttpClient.newHttpClient();

    private Served(Command.Running process, URI address) {
        this.process = process;
        this.address = address;
    }

    /** Starts it and waits for the line with its address. */
    static Served start(Path directory, Object... more) throws Exception {
        return start(directory, "serve", more);
    }

    /** Starts it with evidence that was saved from the page. */
    static Served open(Path directory, Path evidence) throws Exception {
        return start(directory, "open", evidence);
    }

    private static Served start(Path directory, String command, Object... more) throws Exception {
        List<Object> arguments = new ArrayList<>(List.of(command, "--port", "0"));
        arguments.addAll(List.of(more));
        Command.Running process = Command.in(directory).start(
                arguments.toArray());
        try {
            return new Served(process, URI.create(line(process)));
        } catch (RuntimeException | AssertionError e) {
            process.close();
            throw e;
        }
    }

    private static String line(Command.Running process) throws InterruptedException {
        String printed = "";
        while (!printed.endsWith("\n")) {
            assertThat(process.process().isAlive()).as("serves").isTrue();
            process.process().waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            printed = process.printed();
        }
        assertThat(printed).matches("http://127\\.0\\.0\\.1:\\d+/#key=[\\w.~-]{16,}(&\\S+)?\\R");
        return printed.strip();
    }

    /** Returns where the page is, with its secret. */
    URI address() {
        return address;
    }

    String secret() {
        return address.getFragment().substring("key=".length()).replaceFirst("&.*", "");
    }

    int port() {
        return address.getPort();
    }

    String origin() {
        return "http://127.0.0.1:" + port();
    }

    Command.Running process() {
        return process;
    }

    /** A request as the page would send it. */
    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(origin() + path)).header(SECRET, secret()).header("Origin", origin());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        return send(request(path).POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    HttpResponse<String> post(String path, byte[] body) throws IOException, InterruptedException {
        return send(request(path).POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Has a sample picture kept, and returns its hash. */
    String keep(String sample) throws Exception {
        HttpResponse<String> kept = send(request("/api/pictures?name=" + sample)
                .POST(HttpRequest.BodyPublishers.ofFile(TestData.root().resolve("models/samples").resolve(sample))));
        return kept.body().replaceAll(".*\"hash\":\"([0-9a-f]{64})\".*", "$1");
    }

    @Override
    public void close() {
        process.close();
    }
}
