package org.pellucid.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command that serves the page, and what a page asks of it. */
class ServeIT {
    private static final int CLIENTS = 32;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void a_signal_ends_it(String signal) throws Exception {
        try (Served served = Served.start(folder)) {
            assertThat(served.get("/api/health").body()).contains("ok");
            served.process().signal(signal);
            assertThat(served.process().process().waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
        // the bundles of the page have not stayed for other commands
        String bundles = Command.in(folder).run("bundles").done().out();
        assertThat(bundles).doesNotContain("jetty").doesNotContain("org.pellucid.web ");
    }

    @Test
    void a_port_that_is_taken_is_refused_with_a_way_out() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Command.in(folder).run("serve", "--port", taken.getLocalPort()).refused(2,
                    Integer.toString(taken.getLocalPort()), "--port 0");
        }
    }

    @Test
    void a_picture_is_explained_as_on_the_command_line() throws Exception {
        try (Served served = Served.start(folder)) {
            String picture = served.keep("chelsea.png");
            String answer = served.post("/api/explain", "{\"picture\":\"" + picture
                    + "\",\"model\":\"efficientnet-lite0\",\"method\":\"reciprocam\",\"precision\":\"f32\"}").body();
            assertThat(answer).contains("\"label\":\"Egyptian cat\"").contains("\"method\":\"reciprocam\"")
                    .contains("\"width\":7,\"height\":7");
        }
    }

    @Test
    void a_kept_picture_survives_a_restart() throws Exception {
        String picture;
        try (Served served = Served.start(folder)) {
            picture = served.keep("coffee.png");
        }
        try (Served served = Served.start(folder)) {
            assertThat(served.get("/api/picture?facts=1&hash=" + picture).body()).contains("coffee.png");
            assertThat(served.send(served.request("/api/picture?hash=" + picture).DELETE()).statusCode())
                    .isEqualTo(200);
            assertThat(served.get("/api/picture?facts=1&hash=" + picture).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void many_clients_at_once_are_answered_or_told_that_it_is_busy() throws Exception {
        try (Served served = Served.start(folder)) {
            String question = "{\"picture\":\"" + served.keep("chelsea.png")
                    + "\",\"model\":\"efficientnet-lite0\",\"method\":\"reciprocam\"}";
            List<CompletableFuture<Integer>> answers = new ArrayList<>();
            List<Socket> broken = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                answers.add(CompletableFuture.supplyAsync(() -> status(served, question),
                        task -> new Thread(task).start()));
                Socket half = new Socket("127.0.0.1", served.port());
                half.getOutputStream().write(("POST /api/explain HTTP/1.1\r\nHost: 127.0.0.1:" + served.port()
                        + "\r\nX-Pellucid-Secret: " + served.secret() + "\r\nOrigin: " + served.origin()
                        + "\r\nContent-Length: 400\r\n\r\n{").getBytes(StandardCharsets.ISO_8859_1));
                broken.add(half);
            }
            for (Socket socket : broken) {
                socket.close();
            }
            for (CompletableFuture<Integer> answer : answers) {
                assertThat(answer.get(2, TimeUnit.MINUTES)).isIn(200, 503);
            }
            assertThat(answers.stream().map(CompletableFuture::join)).contains(200);
            assertThat(status(served, question)).as("when all is quiet again").isEqualTo(200);
        }
    }

    private static int status(Served served, String question) {
        try {
            return served.post("/api/explain", question).statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void what_is_no_evidence_is_not_opened() throws Exception {
        Path notes = Files.writeString(folder.resolve("notes.zip"), "no archive");
        Command.in(folder).run("open", "--port", 0, notes).refused(1, "notes.zip");
        Command.in(folder).run("open", "--port", 0, folder.resolve("none.zip")).refused(1, "none.zip");
        Command.in(folder).run("open").refused(2, "FILE.zip");
    }

    @Test
    void the_shell_serves_and_stops() {
        // a line of Gogo prints its last result
        assertThat(Command.in(folder).run("gogo", "serve --port 0").done().out()).startsWith("http://127.0.0.1:");
        assertThat(Command.in(folder).run("gogo", "serve --port 0; serve stop").done().out())
                .contains("The page is not served any more");
        assertThat(Command.in(folder).run("gogo", "serve stop").done().out()).contains("The page was not served");
    }
}
