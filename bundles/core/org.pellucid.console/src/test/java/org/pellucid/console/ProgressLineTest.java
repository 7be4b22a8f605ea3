package org.pellucid.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private final AtomicLong now = new AtomicLong(7);

    @Test
    void shows_item_and_share() {
        ProgressLine line = new ProgressLine(4, null, 80, now::get);
        line.item(0, "dog.png");
        now.addAndGet(500_000_000);
        line.item(1, "cat.png");
        assertThat(line.line(", masks 50/100", 0.5))
                .isEqualTo("[########............] 2/4 cat.png, 2.0/s, 2s left, masks 50/100");
    }

    @Test
    void says_of_one_thing_or_of_an_unknown_number_what_it_can() {
        ProgressLine one = new ProgressLine(1, null, 80, now::get);
        ProgressLine many = new ProgressLine(0, null, 80, now::get);
        many.item(0, "dog.png");
        now.addAndGet(1_000_000_000);
        one.item(0, "cat.png");
        many.item(2, "cat.png");
        assertThat(one.line("", 0.5)).isEqualTo("[##########..........] cat.png");
        assertThat(many.line("", 0.5)).isEqualTo("[....................] cat.png, 2.0/s");
    }

    @Test
    void what_was_done_before_does_not_count_for_the_pace() {
        ProgressLine line = new ProgressLine(100, null, 80, now::get);
        line.item(90, "dog.png");
        now.addAndGet(2_000_000_000);
        line.item(92, "cat.png");
        assertThat(line.line("", 0)).endsWith(" 93/100 cat.png, 1.0/s, 8s left");
    }

    @Test
    void never_wraps() {
        ProgressLine line = new ProgressLine(4, null, 30, now::get);
        line.item(0, "a-picture-with-a-rather-long-name.png");
        assertThat(line.line("", 0)).hasSize(29);
    }

    @Test
    void stays_away_from_short_work() {
        List<String> screen = new ArrayList<>();
        ProgressLine line = new ProgressLine(1, screen::add, 80, now::get);
        line.item(0, "cat.png");
        line.step("masks", 1, 2);
        assertThat(screen).isEmpty();
        assertThat(line.shown()).isFalse();
    }
}
