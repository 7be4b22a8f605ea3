package org.pellucid.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pellucid.testkit.Chromium;
import org.pellucid.testkit.TestData;

/** The page in a real browser, used as people use it. Screenshots are left in {@code target/page}, to be looked at. */
class PageIT {
    private static final Path SHOTS = TestData.root().resolve("launcher/target/page");
    private static final Path SAMPLES = TestData.root().resolve("models/samples");
    private static final String COMPUTED = "document.querySelectorAll('[data-method=reciprocam] figcaption .faint').length"
            + " && [...document.querySelectorAll('[data-method=reciprocam] figcaption .faint')]"
            + ".every(e => e.textContent.endsWith('s'))";
    private static final String ERROR = "standard error ± \\d+ % of the map's spread";
    private static final int DESKTOP = 1400;
    private static final int PHONE = 375;

    @TempDir
    private static Path folder;
    private static Served served;
    private static Chromium browser;

    @BeforeAll
    static void start() throws Exception {
        browser = new Chromium();
        served = Served.start(folder, "shapes:4?count=24", "shapes:5?count=5000");
    }

    @AfterAll
    static void stop() throws Exception {
        if (browser != null) {
            browser.close();
        }
        if (served != null) {
            served.close();
        }
    }

    @BeforeEach
    void open_the_page() throws Exception {
        width(DESKTOP);
        browser.open(URI.create("about:blank"));
        browser.open(served.address());
        browser.await("document.querySelector('.drop')");
    }

    @AfterEach
    void nothing_went_wrong_unseen() throws Exception {
        assertThat(browser.errors()).isEmpty();
    }

    private static void width(int width) throws Exception {
        browser.call("Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < DESKTOP));
    }

    private static String text(String selector) throws Exception {
        return browser.eval("document.querySelector('" + selector + "')?.innerText ?? ''");
    }

    private static void press(String button) throws Exception {
        browser.eval("[...document.querySelectorAll('button')].find(e => e.textContent === '" + button + "').click()");
    }

    private static void drop(String picture) throws Exception {
        double[] middle = browser.middle(".drop");
        browser.drop(middle[0], middle[1], SAMPLES.resolve(picture));
        browser.await(COMPUTED);
    }

    @Test
    void a_dropped_picture_is_predicted_and_explained() throws Exception {
        drop("chelsea.png");

        assertThat(text("#predictions")).contains("Egyptian cat").contains("78 %");
        assertThat(text("#grid")).contains("Egyptian cat").contains("reciprocam").contains("activation-map")
                .contains("rise")
                .contains("500 inferences").contains("vit-reciprocam: cannot explain this model");
        browser.await("(() => { const c = document.querySelector('[data-method=reciprocam] canvas');"
                + " const p = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
                + " return new Set(p).size > 100 })()");
        browser.screenshot(SHOTS.resolve("maps.png"));
    }

    @Test
    void classes_are_picked_and_the_address_leads_back_to_them() throws Exception {
        drop("chelsea.png");
        browser.click("#predictions li:nth-child(2) input");
        browser.await("document.querySelectorAll('#grid .row').length === 2 && " + COMPUTED);
        assertThat(text("#grid")).contains("tabby");
        String address = browser.eval("location.href");
        assertThat(address).contains("c=285%2C281").doesNotContain("key");

        browser.eval("history.back()");
        browser.await("document.querySelectorAll('#grid .row').length === 1");
        browser.eval("history.forward()");
        browser.await("document.querySelectorAll('#grid .row').length === 2");

        browser.open(URI.create("about:blank"));
        browser.open(URI.create(address));
        browser.await("document.querySelectorAll('#grid .row').length === 2 && " + COMPUTED);
        assertThat(text("#predictions")).contains("Egyptian cat");
    }

    @Test
    void sliders_and_colours_change_the_picture_and_the_link_but_not_the_history() throws Exception {
        drop("coffee.png");
        String before = browser.eval("String(history.length)");
        String pixels = "(() => { const c = document.querySelector('[data-method=reciprocam] canvas');"
                + " return [...c.getContext('2d').getImageData(20, 20, 1, 1).data].join() })()";
        String painted = browser.eval(pixels);
        browser.eval("(() => { const s = document.querySelector('.controls input[type=range]'); s.value = 100;"
                + " s.dispatchEvent(new Event('input')) })()");
        browser.await("location.hash.includes('w=100') && " + pixels + " !== '" + painted + "'");
        browser.eval("(() => { const s = document.querySelector('.controls select'); s.value = 'viridis';"
                + " s.dispatchEvent(new Event('change')) })()");
        browser.await("location.hash.includes('k=viridis')");
        assertThat(browser.eval("String(history.length)")).isEqualTo(before);
    }

    @Test
    void a_rise_map_grows_is_stopped_and_goes_on() throws Exception {
        drop("chelsea.png");
        browser.click("button[aria-label='Run rise']");
        browser.await("document.querySelector('[data-method=rise] .under')");
        browser.click("button[aria-label='Stop rise']");
        browser.await("document.querySelector('#grid').innerText.includes('stopped after')");
        assertThat(text("[data-method=rise] .sure")).as("the map that was stopped").matches(ERROR);
        browser.screenshot(SHOTS.resolve("rise-stopped.png"));
        browser.click("button[aria-label='Go on rise']");
        browser.await("document.querySelector('#grid').innerText.includes('Twice the masks')");
        assertThat(browser.eval("String(!!document.querySelector('[data-method=rise] canvas[role=img]'))"))
                .isEqualTo("true");
        assertThat(text("[data-method=rise] .sure")).as("the map of all masks").matches(ERROR);
    }

    @Test
    void a_brush_stroke_shows_the_answer_before_and_after() throws Exception {
        drop("chelsea.png");
        press("Cover a part");
        browser.await("!document.querySelector('#brush').hidden");
        double[] middle = browser.middle("#brush");
        browser.drag(middle[0] - 60, middle[1] - 30, middle[0] + 60, middle[1] + 30);
        browser.await("document.querySelector('.number b')");
        browser.await("document.querySelector('#grid').innerText.includes('with the part covered')");
        assertThat(text("#predictions")).contains("→");

        browser.eval("(() => { const s = document.querySelector('.share input'); s.value = 30;"
                + " s.dispatchEvent(new Event('input')) })()");
        browser.await("document.querySelector('.curves polyline.deletion')");
        browser.screenshot(SHOTS.resolve("cover.png"));

        press("Clear");
        browser.await("!document.querySelector('.number b')");
    }

    @Test
    void evidence_is_saved_and_shown_again() throws Exception {
        drop("chelsea.png");
        press("Cover a part");
        double[] middle = browser.middle("#brush");
        browser.drag(middle[0] - 40, middle[1], middle[0] + 40, middle[1]);
        browser.await("document.querySelector('.number b')");
        String predictions = text("#predictions");
        browser.call("Page.setDownloadBehavior", Map.of("behavior", "allow", "downloadPath", folder.toString()));
        press("Evidence");
        Path archive = folder.resolve("chelsea_evidence.zip");
        long end = System.nanoTime() + 60_000_000_000L; // only ends a test that hangs
        while (!Files.exists(archive) && System.nanoTime() < end) {
            browser.eval("new Promise(done => setTimeout(done, 20))");
        }
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName)).contains("evidence.json", "picture/chelsea.png",
                    "page.json", "mask.npy", "maps/efficientnet-lite0_reciprocam_Egyptian_cat.npy",
                    "maps/efficientnet-lite0_reciprocam_Egyptian_cat.png");
        }
        try (Served opened = Served.open(folder, archive)) {
            browser.open(opened.address());
            browser.await(COMPUTED + " && document.querySelector('.number b')");
            assertThat(text("#predictions")).as("the same part is covered").isEqualTo(predictions);
            browser.screenshot(SHOTS.resolve("evidence.png"));
            browser.open(URI.create("about:blank")); // or it would look for a server that has gone
        }
    }

    @Test
    void the_brush_works_by_keys_alone() throws Exception {
        drop("chelsea.png");
        press("Cover a part");
        browser.await("document.activeElement.id === 'brush'");
        browser.key("ArrowLeft", 37, "");
        browser.key("]", 221, "]");
        browser.key(" ", 32, " ");
        browser.await("document.querySelector('.number b')");
        browser.key("Escape", 27, "");
        browser.await("!document.querySelector('.number b')");
    }

    @Test
    void two_models_stand_beside_each_other_with_their_difference() throws Exception {
        drop("chelsea.png");
        browser.eval("(() => { const s = document.querySelectorAll('#bar select')[1]; s.value = 'shapes-vit';"
                + " s.dispatchEvent(new Event('change')) })()");
        browser.await("document.querySelectorAll('#predictions .list').length === 2");
        assertThat(text("#predictions")).contains("efficientnet-lite0").contains("shapes-vit");
        browser.screenshot(SHOTS.resolve("two-models.png"));
    }

    @Test
    void a_data_set_is_predicted_filtered_and_opened() throws Exception {
        browser.eval("(() => { const s = document.querySelectorAll('#bar select')[0]; s.value = 'shapes-vit';"
                + " s.dispatchEvent(new Event('change')) })()");
        browser.await("location.hash.includes('shapes-vit')");
        press("Data sets");
        browser.await("document.querySelectorAll('.thumb').length === 24");
        press("Predict all");
        browser.await("document.querySelector('#gallery').innerText.includes('of 24 right')");
        browser.await("[...document.querySelectorAll('.thumb img')].every(e => e.naturalWidth > 0)");
        browser.screenshot(SHOTS.resolve("gallery.png"));
        browser.eval("(() => { const s = document.querySelectorAll('#gallery select')[1]; s.value = 'right';"
                + " s.dispatchEvent(new Event('change')) })()");
        browser.await(
                "document.querySelectorAll('.thumb').length === document.querySelectorAll('.thumb.right').length");
        browser.click(".thumb");
        browser.await("document.querySelector('#grid')?.innerText.includes('vit-reciprocam')");
    }

    /** How long it takes is only printed: other work may run on the machine. */
    @Test
    void five_thousand_pictures_are_listed_and_filtered() throws Exception {
        press("Data sets");
        browser.await("document.querySelectorAll('.thumb').length === 24");
        System.out.println("gallery of 5,000 pictures: listed in "
                + millis("#gallery select", "1", "change", "5000 pictures") + " ms, filtered in "
                + millis("#gallery input[type=search]", "heart", "input", " of 5000 pictures") + " ms");
        assertThat(browser.eval("String([...document.querySelectorAll('.thumb')].every(e => e.textContent"
                + ".includes('heart')))")).isEqualTo("true");
    }

    /** Changes a field of the gallery and waits until it says something; how many milliseconds that took. */
    private static String millis(String field, String value, String event, String said) throws Exception {
        return browser.eval("(async () => { const field = document.querySelector('" + field + "');"
                + " const began = performance.now(); field.value = '" + value + "'; field.dispatchEvent(new Event('"
                + event + "')); while (!document.querySelector('#gallery').innerText.includes('" + said + "')) {"
                + " await new Promise(requestAnimationFrame) }; return String(Math.round(performance.now() - began)) })()");
    }

    @Test
    void a_phone_shows_everything_below_each_other() throws Exception {
        drop("chelsea.png");
        width(PHONE);
        browser.await("document.documentElement.clientWidth === " + PHONE);
        assertThat(browser.eval("String(document.documentElement.scrollWidth <= " + PHONE + ")")).isEqualTo("true");
        browser.eval("document.querySelector('#maps').scrollIntoView()");
        browser.screenshot(SHOTS.resolve("phone.png"));
    }

    @ParameterizedTest
    @CsvSource({"360, false", "360, true", "1600, false", "1600, true"})
    void it_has_no_barrier_that_is_serious(int width, boolean dark) throws Exception {
        String name = "barriers-" + width + (dark ? "-dark" : "-light");
        browser.window(width, dark);
        try {
            noBarrier(name + "-empty", width);
            drop("chelsea.png");
            press("Cover a part");
            double[] middle = browser.middle("#brush");
            browser.drag(middle[0] - 40, middle[1], middle[0] + 40, middle[1]);
            browser.await("document.querySelector('.number b')");
            noBarrier(name + "-work", width);
            browser.eval("document.querySelector('#maps').scrollIntoView()");
            browser.screenshot(SHOTS.resolve(name + "-maps.png"));
            press("Data sets");
            browser.await("document.querySelectorAll('.thumb').length === 24");
            noBarrier(name + "-gallery", width);
        } finally {
            browser.window(DESKTOP, false);
        }
    }

    private static void noBarrier(String name, int width) throws Exception {
        browser.screenshot(SHOTS.resolve(name + ".png"));
        assertThat(browser.barriers()).as(name).isEmpty();
        assertThat(browser.eval("String(document.documentElement.scrollWidth <= " + width + ")"))
                .as("the page does not scroll sideways").isEqualTo("true");
    }

    @Test
    void the_controls_of_the_maps_stand_in_one_row() throws Exception {
        drop("chelsea.png");
        assertThat(browser.eval("(() => { const all = [...document.querySelectorAll('.controls > *')];"
                + " const end = Math.min(...all.map(e => e.getBoundingClientRect().bottom));"
                + " return all.filter(e => e.getBoundingClientRect().top >= end).map(e => e.textContent).join() })()"))
                .as("what has wrapped").isEmpty();
    }

    @Test
    void it_is_dark_where_people_want_it_dark() throws Exception {
        drop("chelsea.png");
        browser.call("Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
        browser.screenshot(SHOTS.resolve("dark.png"));
        assertThat(browser.eval("getComputedStyle(document.body).backgroundColor")).isEqualTo("rgb(18, 21, 23)");
        browser.call("Emulation.setEmulatedMedia", Map.of("features", List.of()));
    }

    @Test
    void a_name_that_looks_like_markup_stays_a_name() throws Exception {
        byte[] bytes = Files.readAllBytes(SAMPLES.resolve("chelsea.png"));
        Path hostile = folder.resolve("<img src=x onerror=alert(1)>.png");
        Files.write(hostile, bytes);
        browser.choose("input[type=file]", hostile);
        browser.await(COMPUTED);
        assertThat(text("figcaption")).contains("<img src=x onerror=alert(1)>.png");
        assertThat(browser.eval("String(document.querySelectorAll('img[src=x]').length)")).isEqualTo("0");
    }

    @Test
    void what_is_no_picture_is_said_and_nothing_breaks() throws Exception {
        Path notes = folder.resolve("notes.txt");
        Files.writeString(notes, "no picture");
        browser.choose("input[type=file]", notes);
        browser.await("!document.querySelector('#notice').hidden");
        assertThat(text("#notice")).contains("notes.txt");
        // the browser itself notes the refusal on its console
        assertThat(browser.errors()).allMatch(error -> error.contains("422"));
        drop("chelsea.png");
    }
}
