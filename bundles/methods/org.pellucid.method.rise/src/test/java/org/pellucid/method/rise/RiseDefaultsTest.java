package org.pellucid.method.rise;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.pellucid.api.explain.MethodOption;
import org.pellucid.testkit.Metatype;

class RiseDefaultsTest {
    @Test
    void everyOptionCanBeConfigured() {
        assertThat(Metatype.names(RiseDefaults.class)).isEqualTo(
                RiseOptions.DESCRIPTIONS.stream().map(MethodOption::name).sorted().toList());
    }
}
