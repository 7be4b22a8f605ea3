package org.pellucid.shell.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    @Test
    void shows_item_and_share() {
        ProgressLine line = new ProgressLine(4, null, 80);
        line.item(1, "cat.png");
        assertThat(line.line(", masks 50/100", 0.5)).isEqualTo("[########............] 2/4 cat.png, masks 50/100");
    }

    @Test
    void never_wraps() {
        ProgressLine line = new ProgressLine(4, null, 30);
        line.item(0, "a-picture-with-a-rather-long-name.png");
        assertThat(line.line("", 0)).hasSize(29);
    }

    @Test
    void stays_away_from_short_work() {
        List<String> screen = new ArrayList<>();
        ProgressLine line = new ProgressLine(1, screen::add, 80);
        line.item(0, "cat.png");
        line.step("masks", 1, 2);
        assertThat(screen).isEmpty();
        assertThat(line.shown()).isFalse();
    }
}
