package org.pellucid.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pellucid.testkit.Chromium;
import org.pellucid.testkit.TestData;

/** The bundle of a method goes and comes back while the page is open in a browser. */
class PageSwapIT {
    private static final String PROMPT = "pellucid>";
    private static final String THERE = "document.querySelector('[data-method=rise]')";

    @TempDir
    private Path folder;

    @Test
    void the_page_shows_it_without_a_reload() throws Exception {
        try (Chromium browser = new Chromium();
                Terminal shell = new Terminal(folder, "rows 50 cols 200", Command.in(folder).line("shell"))) {
            shell.see(PROMPT).type("serve --port 0\r").see("#key=", "\n");
            URI address = URI.create(found(shell, "(http://127\\.0\\.0\\.1:\\d+/#key=[\\w-]{32})"));
            shell.type("bundles\r").see("org.pellucid.method.rise", PROMPT);
            String bundle = found(shell, "(\\d+) +active +\\S+ +org\\.pellucid\\.method\\.rise\\s");

            browser.open(address);
            browser.await("document.querySelector('.drop')");
            double[] middle = browser.middle(".drop");
            browser.drop(middle[0], middle[1], TestData.sample("chelsea.png"));
            browser.await(THERE);
            browser.eval("document.body.dataset.loaded = 'once'");

            shell.type("stop " + bundle + "\r").see(PROMPT);
            browser.await("!" + THERE + " && document.querySelector('[data-method=reciprocam]')");
            shell.type("start " + bundle + "\r").see(PROMPT);
            browser.await(THERE);
            assertThat(browser.eval("document.body.dataset.loaded")).isEqualTo("once");
            assertThat(browser.errors()).isEmpty();
        }
    }

    private static String found(Terminal shell, String pattern) {
        Matcher match = Pattern.compile(pattern).matcher(shell.unread());
        assertThat(match.find()).as(shell.unread()).isTrue();
        return match.group(1);
    }
}
