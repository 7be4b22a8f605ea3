package org.pellucid.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pellucid.api.interpret.Task;

class KindTest {
    private static Kind kind(int truth, double first, double second) {
        List<Scored> two = List.of(new Scored(1, "one", first, 0), new Scored(2, "two", second, 0));
        return Kind.of(new Truth("t", "t", truth, 0.5), two, Task.Triage.DEFAULTS);
    }

    @Test
    void thresholdsAreTheNotebooks() {
        assertThat(kind(1, 0.80, 0.1)).isEqualTo(Kind.RIGHT_AND_SURE);
        assertThat(kind(1, 0.79, 0.1)).isEqualTo(Kind.RIGHT_AND_UNSURE);
        assertThat(kind(2, 0.61, 0.1)).isEqualTo(Kind.WRONG_AND_SURE);
        assertThat(kind(2, 0.60, 0.1)).isEqualTo(Kind.WRONG_AND_UNSURE);
        assertThat(kind(1, 0.40, 0.18)).isEqualTo(Kind.TWO_PREDICTIONS);
        assertThat(kind(1, 0.40, 0.17)).isEqualTo(Kind.RIGHT_AND_UNSURE);
        assertThat(Kind.of(null, List.of(), Task.Triage.DEFAULTS)).isEqualTo(Kind.NO_TRUTH);
    }
}
