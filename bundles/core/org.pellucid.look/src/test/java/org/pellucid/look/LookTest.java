package org.pellucid.look;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LookTest {
    @Test
    void joins_scripts_into_one_that_imports_nothing() {
        String script = Look.script("import {\n  h,\n} from '/dom.js';\nexport const mine = h('p');\n");

        assertThat(script).doesNotContainPattern("(?m)^(import|export) ").contains("\nfunction h(name")
                .endsWith("const mine = h('p');\n");
    }

    @Test
    void gives_its_own_files_only() {
        assertThat(Look.file("look.css")).isPresent();
        assertThat(Look.file("dom.js")).isPresent();
        assertThat(Look.file("Look.class")).isEmpty();
        assertThat(Look.file("../look/look.css")).isEmpty();
    }
}
