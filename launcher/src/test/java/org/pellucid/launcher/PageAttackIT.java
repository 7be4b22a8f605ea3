package org.pellucid.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks the page as a hostile web page, another user of the machine, or a broken client would. */
class PageAttackIT {
    private static final int MOST_STREAMS = 32;
    private static final int MOST_EVIDENCE_FILES = 1000;
    /** Longer than the web server lets a connection idle: only ends a test that hangs. */
    private static final int PATIENCE_MILLIS = 60_000;
    private static final String TOKEN = "known-to-the-team.2";

    @TempDir
    private static Path folder;
    private static Served served;

    @BeforeAll
    static void start() throws Exception {
        served = Served.start(folder);
    }

    @AfterAll
    static void stop() {
        if (served != null) {
            served.close();
        }
    }

    @AfterEach
    void still_serves() throws Exception {
        assertThat(served.get("/api/health").statusCode()).isEqualTo(200);
    }

    /** Sends bytes as they are and returns the first line of the answer. */
    private static String raw(String request) throws IOException {
        return raw("127.0.0.1", served.port(), request);
    }

    private static String raw(String address, int port, String request) throws IOException {
        try (Socket socket = connected(address, port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return firstLine(socket.getInputStream());
        } catch (SocketTimeoutException e) {
            throw new AssertionError("no answer from " + address + " within " + PATIENCE_MILLIS + " ms to\n" + request,
                    e);
        }
    }

    private static Socket connected(String address, int port) throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(PATIENCE_MILLIS);
        try {
            socket.connect(new InetSocketAddress(address, port), PATIENCE_MILLIS);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static String firstLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\r'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString();
    }

    private static String head(String method, String path, String host, String... headers) {
        return method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n"
                + String.join("", List.of(headers).stream().map(header -> header + "\r\n").toList()) + "\r\n";
    }

    private static String own() {
        return "127.0.0.1:" + served.port();
    }

    private static String secret() {
        return "X-Pellucid-Secret: " + served.secret();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example", "evil.example:80", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example:7355"})
    void a_foreign_host_name_gets_nothing_even_with_the_secret(String host) throws Exception {
        for (String path : List.of("/", "/api/health", "/api/start")) {
            assertThat(raw(head("GET", path, host, secret()))).contains(" 421 ");
        }
    }

    @Test
    void the_own_names_are_heard() throws Exception {
        assertThat(raw(head("GET", "/api/health", own()))).contains(" 200 ");
        assertThat(raw(head("GET", "/api/health", "localhost:" + served.port()))).contains(" 200 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/start", "/api/methods", "/api/model?name=efficientnet-lite0", "/api/events?page=12345678",
                    "/api/set?id=0", "/api/evidence"})
    void nothing_is_told_without_the_secret(String path) throws Exception {
        assertThat(raw(head("GET", path, own()))).contains(" 401 ");
        assertThat(raw(head("GET", path, own(), "X-Pellucid-Secret: wrong"))).contains(" 401 ");
        assertThat(raw(head("GET", path + (path.contains("?") ? "&" : "?") + "key=" + served.secret(), own())))
                .as("the secret in the address").contains(" 401 ");
    }

    @Test
    void only_the_page_itself_may_change_or_compute_anything() throws Exception {
        String body = "Content-Length: 0";
        for (String path : List.of("/api/pictures", "/api/explain", "/api/whatif", "/api/runs", "/api/curves",
                "/api/evidence")) {
            assertThat(raw(head("POST", path, own(), secret(), body))).as("no origin").contains(" 403 ");
            for (String origin : List.of("http://evil.example", "null", "https://" + own(), "http://127.0.0.1")) {
                assertThat(raw(head("POST", path, own(), secret(), body, "Origin: " + origin))).contains(" 403 ");
            }
        }
        assertThat(raw(head("GET", "/api/start", own(), secret(), "Origin: http://evil.example"))).contains(" 403 ");
        assertThat(raw(head("GET", "/api/start", own(), secret(), "Sec-Fetch-Site: cross-site"))).contains(" 403 ");
    }

    @Test
    void a_body_of_ten_gigabytes_is_refused_before_it_is_read() throws Exception {
        String origin = "Origin: http://" + own();
        for (String path : List.of("/api/pictures", "/api/explain", "/api/evidence")) {
            assertThat(raw(head("POST", path, own(), secret(), origin, "Content-Length: 10737418240")))
                    .contains(" 413 ");
        }
        assertThat(raw(head("POST", "/api/evidence", own(), secret(), origin, "Content-Length: " + ((64 << 20) + 1))))
                .contains(" 413 ");
    }

    @Test
    void a_body_without_end_is_refused_when_it_is_too_long() throws Exception {
        try (Socket socket = connected("127.0.0.1", served.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(
                    head("POST", "/api/runs", own(), secret(), "Origin: http://" + own(), "Transfer-Encoding: chunked")
                            .getBytes(StandardCharsets.ISO_8859_1));
            byte[] chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
            try {
                for (int i = 0; i < 64; i++) {
                    out.write(chunk);
                }
            } catch (SocketException e) {
                // the server has hung up already
            }
            try {
                assertThat(firstLine(socket.getInputStream())).contains(" 413 ");
            } catch (SocketException e) {
                // hung up before the answer could be read: refused all the same
            }
        }
    }

    @Test
    void a_picture_of_900_megapixels_is_refused_before_it_is_decoded() throws Exception {
        HttpResponse<String> answer = served.post("/api/pictures?name=bomb.png", Files.readAllBytes(
                Samples.claim(folder.resolve("bomb.png"), 30_000, 30_000)));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("bomb.png").contains("30000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc/passwd", "//etc/passwd",
            "/app.js/../../x", "/org/pellucid/web/PageService.class", "/page/index.html", "/.%00.js"})
    void a_path_leads_nowhere_but_to_the_files_of_the_page(String path) throws Exception {
        assertThat(raw(head("GET", path, own(), secret()))).containsPattern(" 40[04] ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../../../etc/passwd", "/etc/passwd", "efficientnet-lite0/../x", ""})
    void a_model_or_picture_is_never_a_path(String name) throws Exception {
        String encoded = java.net.URLEncoder.encode(name, StandardCharsets.UTF_8);
        assertThat(served.get("/api/model?name=" + encoded).statusCode()).isIn(400, 422);
        assertThat(served.get("/api/picture?hash=" + encoded).statusCode()).isIn(400, 404);
        assertThat(served.post("/api/explain", "{\"picture\":\"" + name + "\",\"model\":\"efficientnet-lite0\"}")
                .statusCode()).isIn(400, 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{\"picture\":{}}", "{\"ask\":{\"picture\":1e999}}", "\u0000"})
    void what_is_no_question_is_refused(String json) throws Exception {
        for (String path : List.of("/api/explain", "/api/curves", "/api/runs", "/api/set/predict", "/api/evidence")) {
            assertThat(served.post(path, json).statusCode()).as(path).isIn(400, 404);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../map.png", "/etc/map.png", "maps/../map.png", "maps/rise/map.png", "maps\\map.png",
            "C:map.png", "evidence.json", "picture/chelsea.png", "map.exe", "map.png/", ".png", " .png", "",
            "map\u0000.png", "map\n.png", "<img src=x>.png"})
    void evidence_takes_no_name_that_leads_elsewhere_or_is_its_own(String name) throws Exception {
        HttpResponse<String> answer = evidence(served.keep("chelsea.png"), "", file(name), file("map.png"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    }

    @Test
    void evidence_holds_only_what_can_be_opened_again() throws Exception {
        String picture = served.keep("chelsea.png");
        assertThat(evidence(picture, "", file("map.png")).statusCode()).as("nothing wrong").isEqualTo(200);
        assertThat(evidence(picture, "", file("map.png"), file("map.png")).statusCode()).as("twice").isEqualTo(400);
        String[] many = new String[MOST_EVIDENCE_FILES + 1];
        Arrays.setAll(many, i -> file("map" + i + ".png"));
        assertThat(evidence(picture, "", many).statusCode()).as("too many").isEqualTo(413);
        for (String state : List.of("&key=secret", "&w=<script>", "&w=\u00e9", "&w=" + "9".repeat(5000))) {
            assertThat(evidence(picture, state, file("map.png")).statusCode()).as(state).isEqualTo(400);
        }
        assertThat(evidence("0".repeat(64), "", file("map.png")).statusCode()).as("no such picture").isEqualTo(404);
        assertThat(evidence("../" + picture, "", file("map.png")).statusCode()).as("a path").isEqualTo(400);
        assertThat(evidence(picture, "", "{\"name\":\"map.png\",\"bytes\":\"%%\"}").statusCode()).as("no bytes")
                .isEqualTo(400);
        assertThat(evidence(picture, "", "{\"name\":\"map.png\",\"bytes\":" + "[".repeat(100_000)).statusCode())
                .as("nested without end").isEqualTo(400);
    }

    private static String file(String name) {
        return new Gson().toJson(Map.of("name", name, "bytes", "AAAA"));
    }

    /** Asks for evidence of a picture; the state that the page adds to its name comes after it. */
    private static HttpResponse<String> evidence(String picture, String state, String... files) throws Exception {
        return served.post("/api/evidence", "{\"picture\":\"" + picture + "\",\"models\":[],\"state\":"
                + new Gson().toJson("p=" + picture + state) + ",\"files\":[" + String.join(",", files) + "]}");
    }

    @Test
    void what_is_no_picture_is_refused_with_its_name() throws Exception {
        HttpResponse<String> answer = served.post("/api/pictures?name=notes.txt", "no picture".getBytes());
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("notes.txt");
    }

    @Test
    void streams_beyond_a_few_dozen_are_refused_and_come_back_when_others_end() throws Exception {
        List<Socket> open = new ArrayList<>();
        try {
            int refused = 0;
            for (int i = 0; i < 2 * MOST_STREAMS; i++) {
                Socket socket = connected("127.0.0.1", served.port());
                open.add(socket);
                socket.getOutputStream().write(("GET /api/events?page=attack-" + i + "0000 HTTP/1.1\r\nHost: " + own()
                        + "\r\n" + secret() + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
                String line = firstLine(socket.getInputStream());
                assertThat(line).containsPattern(" (200|503) ");
                refused += line.contains(" 503 ") ? 1 : 0;
            }
            assertThat(refused).isGreaterThanOrEqualTo(MOST_STREAMS);
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
        // the server notices with its next keepalive that they are gone
        long end = System.nanoTime() + 30_000_000_000L;
        String line = "";
        while (!line.contains(" 200 ") && System.nanoTime() < end) {
            line = raw(head("GET", "/api/events?page=afterwards", own(), secret()));
        }
        assertThat(line).contains(" 200 ");
    }

    @Test
    void every_answer_forbids_scripts_that_are_not_the_pages_own() throws Exception {
        for (String path : List.of("/", "/app.js", "/api/health", "/nothing")) {
            HttpResponse<String> answer = served.send(served.request(path).GET());
            assertThat(answer.headers().firstValue("Content-Security-Policy").orElse("")).contains("default-src 'none'")
                    .contains("script-src 'self'").doesNotContain("unsafe");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(answer.headers().firstValue("Server")).isEmpty();
        }
        assertThat(served.get("/").body()).doesNotContain("<script>").doesNotContain("onclick=")
                .doesNotContain("style=");
    }

    @Test
    void a_preflight_of_another_page_is_not_granted() throws Exception {
        HttpResponse<String> answer = served
                .send(served.request("/api/explain").setHeader("Origin", "http://evil.example")
                        .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void other_addresses_of_this_machine_do_not_listen() throws Exception {
        for (InetAddress address : otherAddresses()) {
            assertThat(refuses(address)).as(address.toString()).isTrue();
        }
    }

    private static List<InetAddress> otherAddresses() throws SocketException {
        List<InetAddress> others = new ArrayList<>();
        for (NetworkInterface card : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            Collections.list(card.getInetAddresses()).stream().filter(address -> !address.isLoopbackAddress())
                    .forEach(others::add);
        }
        return others;
    }

    @Test
    void the_other_own_address_is_guarded_as_the_first() throws Exception {
        assumeTrue(hasIpv6(), "this machine has no ::1");
        String host = "[::1]:" + served.port();
        assertThat(raw("::1", served.port(), head("GET", "/api/health", host))).contains(" 200 ");
        assertThat(raw("::1", served.port(), head("GET", "/api/health", "evil.example"))).contains(" 421 ");
        assertThat(raw("::1", served.port(), head("GET", "/api/start", host))).contains(" 401 ");
        assertThat(raw("::1", served.port(), head("GET", "/api/start", host, secret()))).contains(" 200 ");
        assertThat(raw("::1", served.port(),
                head("POST", "/api/explain", host, secret(), "Content-Length: 0", "Origin: http://" + own())))
                .as("the origin is the other address").contains(" 403 ");
    }

    private static boolean hasIpv6() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("::1"))) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void other_machines_are_served_only_with_a_token_and_a_warning() {
        Command.in(folder).run("serve", "--port", 0, "--listen", "0.0.0.0").refused(2, "--token",
                "nothing is encrypted");
        Command.in(folder).run("serve", "--port", 0, "--listen", "0.0.0.0", "--token", "short").refused(2, "--token",
                "16");
        // an address of those that are for documents, so of no machine
        Command.in(folder).run("serve", "--port", 0, "--listen", "203.0.113.77", "--token", TOKEN).refused(2,
                "203.0.113.77");
        Command.Ended served = Command.in(folder).run("gogo",
                "serve --port 0 --listen 0.0.0.0 --token " + TOKEN + "; serve stop").done();
        assertThat(served.err()).contains("Other machines reach this page at 0.0.0.0").contains("token");
    }

    @Test
    void an_open_page_hears_others_by_its_names_alone_and_with_the_token() throws Exception {
        List<InetAddress> others = otherAddresses().stream().filter(Inet4Address.class::isInstance).toList();
        assumeTrue(!others.isEmpty(), "this machine has no address that others could reach");
        String address = others.get(0).getHostAddress();
        try (Served open = Served.start(folder, "--listen", "0.0.0.0", "--token", TOKEN)) {
            int port = open.port();
            String host = address + ":" + port;
            String token = "X-Pellucid-Secret: " + TOKEN;
            assertThat(open.secret()).isEqualTo(TOKEN);
            assertThat(raw(address, port, head("GET", "/api/start", host, token))).contains(" 200 ");
            assertThat(raw(address, port, head("GET", "/api/start", host))).contains(" 401 ");
            assertThat(raw(address, port, head("GET", "/api/start", host, token + "x"))).contains(" 401 ");
            assertThat(raw(address, port, head("GET", "/api/start", "evil.example:" + port, token)))
                    .as("a name that was bound to this address").contains(" 421 ");
            assertThat(raw(address, port, head("POST", "/api/explain", host, token, "Content-Length: 0",
                    "Origin: http://evil.example"))).contains(" 403 ");
            assertThat(raw(address, port, head("POST", "/api/pictures", host, token, "Origin: http://" + host,
                    "Content-Length: 10737418240"))).contains(" 413 ");
        }
    }

    private static boolean refuses(InetAddress address) throws IOException {
        try (Socket socket = new Socket(address, served.port())) {
            return false;
        } catch (SocketException e) {
            return true;
        }
    }
}
