package org.pellucid.method.vitreciprocam;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.pellucid.api.explain.MethodOption;
import org.pellucid.testkit.Metatype;

class VitDefaultsTest {
    /** Option k belongs to one model. */
    @Test
    void everyOptionCanBeConfigured() {
        assertThat(Metatype.names(VitDefaults.class)).isEqualTo(
                VitOptions.DESCRIPTIONS.stream().map(MethodOption::name).filter(name -> !name.equals("k")).sorted()
                        .toList());
    }
}
