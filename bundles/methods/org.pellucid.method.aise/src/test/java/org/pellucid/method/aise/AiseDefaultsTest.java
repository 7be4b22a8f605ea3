package org.pellucid.method.aise;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.pellucid.api.explain.MethodOption;
import org.pellucid.testkit.Metatype;

class AiseDefaultsTest {
    @Test
    void everyOptionCanBeConfigured() {
        assertThat(Metatype.names(AiseDefaults.class)).isEqualTo(
                AiseOptions.DESCRIPTIONS.stream().map(MethodOption::name).sorted().toList());
    }
}
