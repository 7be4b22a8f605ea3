package org.pellucid.command.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pellucid.api.UsageException;

class MethodOptionsTest {
    @Test
    void deals_options_out() throws Exception {
        MethodOptions options = new MethodOptions(Map.of("masks", "500", "rise.masks", "1000", "aise.size", "3"));
        assertThat(options.of("rise", List.of("masks", "cells"))).isEqualTo(Map.of("masks", "1000"));
        assertThat(options.of("aise", List.of("masks", "size"))).isEqualTo(Map.of("masks", "500", "size", "3"));
        assertThat(options.of("reciprocam", List.of())).isEmpty();
        options.requireAllUsed();
    }

    @Test
    void refuses_what_no_method_has() {
        MethodOptions options = new MethodOptions(Map.of("maskz", "500"));
        assertThat(options.of("rise", List.of("masks"))).isEmpty();
        assertThatThrownBy(options::requireAllUsed).isInstanceOf(UsageException.class)
                .hasMessageContaining("--option maskz");
    }
}
