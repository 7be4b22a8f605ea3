package org.pellucid.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TimeLeftTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void goes_on_at_the_same_pace() {
        AtomicLong now = new AtomicLong(7);
        TimeLeft time = new TimeLeft(now::get);
        assertThat(time.text(0, OptionalLong.of(10))).isEmpty();
        now.addAndGet(10 * SECOND);
        assertThat(time.text(2, OptionalLong.of(10))).isEqualTo(", 12/min, 40s left");
        assertThat(time.text(2, OptionalLong.of(28))).isEqualTo(", 12/min, 2m10s left");
        assertThat(time.text(2, OptionalLong.of(2000))).isEqualTo(", 12/min, 2h46m left");
        assertThat(time.text(2, OptionalLong.empty())).isEqualTo(", 12/min");
        assertThat(time.text(10, OptionalLong.of(10))).isEqualTo(", 1.0/s");
        assertThat(time.text(325, OptionalLong.of(650))).isEqualTo(", 33/s, 10s left");
        assertThat(time.taken()).isEqualTo("10.0 s");
        now.addAndGet(120 * SECOND);
        assertThat(time.taken()).isEqualTo("2m10s");
    }
}
