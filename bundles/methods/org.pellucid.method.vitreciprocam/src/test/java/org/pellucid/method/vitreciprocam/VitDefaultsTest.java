package org.pellucid.method.vitreciprocam;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.pellucid.testkit.Metatype;

class VitDefaultsTest {
    /** Option k, the first, belongs to one model. */
    @Test
    void every_option_can_be_configured_with_the_default_and_range_it_has() {
        assertThat(Metatype.values(VitDefaults.class)).containsExactlyInAnyOrderElementsOf(
                VitOptions.ALL.stream().skip(1).map(Object::toString).toList());
    }
}
