package org.pellucid.testkit;

import static org.junit.jupiter.api.Assumptions.abort;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Debian's Chromium without a window, spoken to by its DevTools protocol. Where it is not installed, the test is skipped
 * and says so; one that is there and does not start fails it with what it printed.
 */
public final class Chromium implements AutoCloseable {
    private static final long TIMEOUT_SECONDS = 60;
    private static final int DRAG_STEPS = 8;
    private static final String LOG = "printed";
    /** Of the version that cnf/pom.xml names. */
    private static final String AXE = "META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";
    /** Instead of a message, once there will be none. */
    private static final String CLOSED = "closed";

    private final Path profile;
    private final Process process;
    private WebSocket socket;
    private final BlockingQueue<JsonObject> messages = new LinkedBlockingQueue<>();
    private final List<String> errors = new ArrayList<>();
    private int lastId;

    /** Starts it with an empty page. */
    public Chromium() throws Exception {
        String program = program();
        profile = Files.createTempDirectory("pellucid-chromium");
        process = new ProcessBuilder(program, "--headless", "--no-sandbox", "--disable-gpu",
                "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
                "--user-data-dir=" + profile, "--remote-debugging-port=0", "--window-size=1280,900", "about:blank")
                .redirectErrorStream(true).redirectOutput(profile.resolve(LOG).toFile()).start();
        // for tests that are interrupted
        Runtime.getRuntime().addShutdownHook(new Thread(this::end));
        try {
            socket = HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(page(), new Listener())
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            call("Page.enable", Map.of());
            call("Runtime.enable", Map.of());
            call("Log.enable", Map.of());
        } catch (Exception | Error e) {
            close();
            throw e;
        }
    }

    /** In words on the console too: the test report says no more than that something was skipped. */
    private static void skip(String reason) {
        System.out.println("tests in a browser are skipped: " + reason);
        abort(reason);
    }

    private static String program() {
        String found = find();
        if (found == null) {
            skip("there is no Chromium here; on Debian: apt-get install chromium");
        }
        return found;
    }

    private static String find() {
        for (String name : List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")) {
            if (Files.isExecutable(Path.of(name))) {
                return name;
            }
        }
        return null;
    }

    private URI page() throws Exception {
        Path port = profile.resolve("DevToolsActivePort");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        while (!Files.exists(port) || Files.readAllLines(port).isEmpty()) {
            if (System.nanoTime() > end || !process.isAlive()) {
                throw new IOException("Chromium does not start: " + printed());
            }
            Thread.sleep(50);
        }
        URI list = URI.create("http://127.0.0.1:" + Files.readAllLines(port).get(0) + "/json/list");
        while (true) {
            String pages = HttpClient.newHttpClient().send(HttpRequest.newBuilder(list).build(),
                    HttpResponse.BodyHandlers.ofString()).body();
            for (var page : JsonParser.parseString(pages).getAsJsonArray()) {
                if (page.getAsJsonObject().get("type").getAsString().equals("page")) {
                    return URI.create(page.getAsJsonObject().get("webSocketDebuggerUrl").getAsString());
                }
            }
            if (System.nanoTime() > end || !process.isAlive()) {
                throw new IOException("Chromium opens no page: " + printed());
            }
            Thread.sleep(50);
        }
    }

    /** Calls a method of the protocol and waits for its answer. */
    public JsonObject call(String method, Map<String, Object> parameters) throws Exception {
        int id = ++lastId;
        socket.sendText(new Gson().toJson(Map.of("id", id, "method", method, "params", parameters)),
                true).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        JsonObject answer = await(message -> message.has("id") && message.get("id").getAsInt() == id);
        if (answer.has("error")) {
            throw new IOException(method + ": " + answer.get("error"));
        }
        return answer.getAsJsonObject("result");
    }

    private JsonObject await(Predicate<JsonObject> wanted) throws Exception {
        while (true) {
            JsonObject message = messages.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            if (message == null || message.has(CLOSED)) {
                throw new IOException("Chromium " + (message == null ? "does not answer: "
                        : "has gone (" + message.get(CLOSED).getAsString() + "): ") + printed());
            }
            note(message);
            if (wanted.test(message)) {
                return message;
            }
        }
    }

    private void note(JsonObject message) {
        String method = message.has("method") ? message.get("method").getAsString() : "";
        JsonObject told = message.getAsJsonObject("params");
        if (method.equals("Runtime.exceptionThrown")
                || method.equals("Runtime.consoleAPICalled") && told.get("type").getAsString().equals("error")
                || method.equals("Log.entryAdded")
                        && told.getAsJsonObject("entry").get("level").getAsString().equals("error")) {
            errors.add(told.toString());
        }
    }

    /** Returns the errors on the console since the last time, those of a page's own requests too. */
    public List<String> errors() throws Exception {
        eval("0"); // whatever was said before has arrived with the answer
        List<String> all = List.copyOf(errors);
        errors.clear();
        return all;
    }

    /** Waits until an expression is true, looked at before each frame; fails with what the page shows if it never is. */
    public void await(String expression) throws Exception {
        String held = eval("new Promise(done => { const end = performance.now() + " + TimeUnit.SECONDS.toMillis(
                TIMEOUT_SECONDS - 10) + "; const look = () => { if (" + expression + ") { done('yes') } else if "
                + "(performance.now() > end) { done(document.body.innerText) } else { setTimeout(look, 10) } }; look() })");
        if (!held.equals("yes")) {
            throw new AssertionError("never was: " + expression + "; the page says: " + held);
        }
    }

    /** Clicks the middle of the first element that a selector finds. */
    public void click(String selector) throws Exception {
        double[] at = middle(selector);
        drag(at[0], at[1], at[0], at[1]);
    }

    /** Returns where the middle of an element is, scrolled into view. */
    public double[] middle(String selector) throws Exception {
        String found = eval("(() => { const e = document.querySelector(" + new Gson().toJson(selector)
                + "); if (!e) { return '' } e.scrollIntoView({block: 'center'}); const b = e.getBoundingClientRect();"
                + " return (b.x + b.width / 2) + ' ' + (b.y + b.height / 2) })()");
        if (found.isEmpty()) {
            throw new AssertionError("there is no " + selector);
        }
        String[] parts = found.split(" ");
        return new double[] {Double.parseDouble(parts[0]), Double.parseDouble(parts[1])};
    }

    /** Presses the mouse, moves it and lets go. */
    public void drag(double fromX, double fromY, double toX, double toY) throws Exception {
        mouse("mouseMoved", fromX, fromY, 0);
        mouse("mousePressed", fromX, fromY, 1);
        for (int step = 1; step <= DRAG_STEPS && (fromX != toX || fromY != toY); step++) {
            mouse("mouseMoved", fromX + (toX - fromX) * step / DRAG_STEPS, fromY + (toY - fromY) * step / DRAG_STEPS,
                    1);
        }
        mouse("mouseReleased", toX, toY, 0);
    }

    /** Moves the mouse, or turns its wheel. */
    public void mouse(String type, double x, double y, int buttons) throws Exception {
        call("Input.dispatchMouseEvent", Map.of("type", type, "x", x, "y", y, "button",
                type.equals("mouseMoved") && buttons == 0 ? "none" : "left", "buttons", buttons, "clickCount", 1));
    }

    /** Chooses files as a person does in the dialog that an input opens. */
    public void choose(String selector, Path... files) throws Exception {
        int root = call("DOM.getDocument", Map.of()).getAsJsonObject("root").get("nodeId").getAsInt();
        int node = call("DOM.querySelector", Map.of("nodeId", root, "selector", selector)).get("nodeId").getAsInt();
        call("DOM.setFileInputFiles",
                Map.of("nodeId", node, "files", Stream.of(files).map(Path::toString).toList()));
    }

    /** Drops files from outside onto a point of the page. */
    public void drop(double x, double y, Path... files) throws Exception {
        Map<String, Object> data = Map.of("items", List.of(), "files", Stream.of(files).map(Path::toString).toList(),
                "dragOperationsMask", 1);
        for (String type : List.of("dragEnter", "dragOver", "drop")) {
            call("Input.dispatchDragEvent", Map.of("type", type, "x", x, "y", y, "data", data));
        }
    }

    /** Opens a page and waits until it and its pictures are loaded. */
    public void open(Path file) throws Exception {
        open(file.toUri());
    }

    /** Opens a page and waits until it and its pictures are loaded. */
    public void open(URI page) throws Exception {
        String address = page.toString().split("#", 2)[0];
        call("Page.navigate", Map.of("url", page.toString()));
        do {
            await(message -> message.has("method")
                    && message.get("method").getAsString().equals("Page.loadEventFired"));
            // the event may still be that of the empty page at the start
        } while (!address.equals(address()));
    }

    /** Returns the address of the page, without its fragment. */
    public String address() throws Exception {
        return call("Page.getFrameTree", Map.of()).getAsJsonObject("frameTree").getAsJsonObject("frame").get("url")
                .getAsString();
    }

    /** @return value of an expression; a promise is waited for */
    public String eval(String expression) throws Exception {
        JsonObject result = call("Runtime.evaluate",
                Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
        if (result.has("exceptionDetails")) {
            throw new IOException(result.get("exceptionDetails").toString());
        }
        JsonObject value = result.getAsJsonObject("result");
        return value.has("value") && value.get("value").isJsonPrimitive() ? value.get("value").getAsString() : "";
    }

    /** Lets pages run scripts, or not. */
    public void scripts(boolean enabled) throws Exception {
        call("Emulation.setScriptExecutionDisabled", Map.of("value", !enabled));
    }

    /** Presses and releases a key. */
    public void key(String key, int code, String text) throws Exception {
        Map<String, Object> pressed = Map.of("type", text.isEmpty() ? "rawKeyDown" : "keyDown", "key", key, "code", key,
                "windowsVirtualKeyCode", code, "text", text);
        call("Input.dispatchKeyEvent", pressed);
        call("Input.dispatchKeyEvent",
                Map.of("type", "keyUp", "key", key, "code", key, "windowsVirtualKeyCode", code));
    }

    /** Shows the page as it would be printed on A4, or not. */
    public void printed(boolean printed) throws Exception {
        call("Emulation.setEmulatedMedia", Map.of("media", printed ? "print" : ""));
        if (printed) {
            call("Emulation.setDeviceMetricsOverride",
                    Map.of("width", 718, "height", 1047, "deviceScaleFactor", 1, "mobile", false));
        } else {
            call("Emulation.clearDeviceMetricsOverride", Map.of());
        }
    }

    /** Shows the page as a phone of that width does; 0 ends it. */
    public void phone(int width) throws Exception {
        if (width > 0) {
            call("Emulation.setDeviceMetricsOverride",
                    Map.of("width", width, "height", 740, "deviceScaleFactor", 1, "mobile", true));
        } else {
            call("Emulation.clearDeviceMetricsOverride", Map.of());
        }
    }

    /** Types a text where the focus is. */
    public void type(String text) throws Exception {
        call("Input.insertText", Map.of("text", text));
    }

    /**
     * Has axe-core judge the page. Its script, {@code org.webjars.npm:axe-core}, must be on the class path of the test.
     *
     * @return what is serious or critical: rule, what it means, and the first element that breaks it
     */
    public List<String> barriers() throws Exception {
        try (InputStream script = Thread.currentThread().getContextClassLoader().getResourceAsStream(AXE)) {
            eval("void (() => {" + new String(script.readAllBytes(), StandardCharsets.UTF_8) + "})()");
        }
        String found = eval("axe.run().then(done => done.violations.filter(each => ['serious', 'critical']"
                + ".includes(each.impact)).map(each => each.id + ': ' + each.help + ' at ' + each.nodes.length"
                + " + ' places, ' + each.nodes[0].html + ' ' + each.nodes[0].any.map(any => any.message).join()).join('\\n'))");
        return found.isEmpty() ? List.of() : List.of(found.split("\n"));
    }

    /** Shows the page in a window of that width, light or dark. */
    public void window(int width, boolean dark) throws Exception {
        call("Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
        call("Emulation.setEmulatedMedia", Map.of("media", "", "features",
                List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    /** Writes what is seen as a PNG. */
    public void screenshot(Path file) throws Exception {
        Files.createDirectories(file.getParent());
        Files.write(file, Base64.getDecoder().decode(
                call("Page.captureScreenshot", Map.of("format", "png")).get("data").getAsString()));
    }

    /** Writes what would be printed as a PDF. */
    public void print(Path file) throws Exception {
        Files.createDirectories(file.getParent());
        Files.write(file, Base64.getDecoder().decode(
                call("Page.printToPDF", Map.of("printBackground", false)).get("data").getAsString()));
    }

    private String printed() throws IOException {
        return Files.readString(profile.resolve(LOG)).strip();
    }

    private void end() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    @Override
    public void close() throws Exception {
        if (socket != null) {
            socket.abort();
        }
        end();
        process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (NoSuchFileException | UncheckedIOException e) {
            // an ending process of the browser was faster
        }
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                messages.add(JsonParser.parseString(text.toString()).getAsJsonObject());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            return ended("closed: " + code + " " + reason);
        }

        @Override
        public void onError(WebSocket from, Throwable failure) {
            ended(failure.toString());
        }

        private CompletionStage<?> ended(String why) {
            JsonObject end = new JsonObject();
            end.addProperty(CLOSED, why);
            messages.add(end);
            return null;
        }
    }
}
