package org.pellucid.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pellucid.api.UsageException;
import org.pellucid.api.explain.SaliencyMap;

class LabelsTest {
    private final Labels labels = new Labels(List.of("tench", "tiger_cat", "Egyptian cat", "crane", "crane"), 5);

    @ParameterizedTest
    @ValueSource(strings = {"Egyptian cat", "Egyptian_cat", "egyptian_CAT", " Egyptian cat ", "2"})
    void findsAClassHoweverItIsSpelt(String name) throws Exception {
        assertThat(labels.index(name)).isEqualTo(2);
    }

    @Test
    void suggestsNearLabels() {
        assertThatThrownBy(() -> labels.index("egiptian_cat")).isInstanceOf(UsageException.class)
                .hasMessageContaining("unknown label 'egiptian_cat'").hasMessageContaining("near ones: Egyptian cat");
        assertThatThrownBy(() -> labels.index("tiger")).hasMessageContaining("near ones: tiger_cat");
    }

    @Test
    void refusesALabelThatNamesSeveralClasses() {
        assertThatThrownBy(() -> labels.index("crane")).isInstanceOf(UsageException.class)
                .hasMessageContaining("[3, 4]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "-1", "99999999999999999999"})
    void refusesAnIndexOutOfRange(String index) {
        assertThatThrownBy(() -> labels.index(index)).isInstanceOf(UsageException.class)
                .hasMessageContaining(index).hasMessageContaining("5 classes, 0 to 4");
    }

    @Test
    void namesClassesByIndexWhereNoLabelsAreKnown() {
        Labels none = new Labels(List.of(), 5);

        assertThat(none.name(3)).isEqualTo("3");
        assertThat(none.name(SaliencyMap.ALL_CLASSES)).isEqualTo("all");
        assertThatThrownBy(() -> none.index("cat")).isInstanceOf(UsageException.class)
                .hasMessageContaining("--labels");
    }
}
