package org.pellucid.method.aise;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.pellucid.testkit.Metatype;

class AiseDefaultsTest {
    @Test
    void every_option_can_be_configured_with_the_default_and_range_it_has() {
        assertThat(Metatype.values(AiseDefaults.class)).containsExactlyInAnyOrderElementsOf(
                AiseOptions.ALL.stream().map(Object::toString).toList());
    }
}
