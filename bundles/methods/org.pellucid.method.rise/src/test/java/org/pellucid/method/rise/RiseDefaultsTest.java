package org.pellucid.method.rise;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.pellucid.testkit.Metatype;

class RiseDefaultsTest {
    @Test
    void every_option_can_be_configured_with_the_default_and_range_it_has() {
        assertThat(Metatype.values(RiseDefaults.class)).containsExactlyInAnyOrderElementsOf(
                RiseOptions.ALL.stream().map(Object::toString).toList());
    }
}
