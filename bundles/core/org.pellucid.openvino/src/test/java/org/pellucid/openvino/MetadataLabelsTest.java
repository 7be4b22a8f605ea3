package org.pellucid.openvino;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetadataLabelsTest {
    private static List<String> labels(String key, String text) {
        return MetadataLabels.of(Map.of("author", "somebody", key, text));
    }

    @Test
    void reads_dictionaries_in_the_order_of_their_numbers() {
        assertThat(labels("names", "{1: 'dog', 0: \"cat's eye\", 2: 'l\\'oie'}")).containsExactly("cat's eye", "dog",
                "l'oie");
        assertThat(labels("names", "{\"0\": \"cat\", \"1\": \"dog\"}")).containsExactly("cat", "dog");
    }

    @Test
    void reads_lists_and_lines() {
        assertThat(labels("labels", "['a, b', \"c\"]")).containsExactly("a, b", "c");
        assertThat(labels("character", "0\n90\n180\r\n270\n")).containsExactly("0", "90", "180", "270");
    }

    @Test
    void takes_nothing_for_labels_that_does_not_name_classes() {
        assertThat(labels("names", "{0: 'a', 2: 'c'}")).as("a gap").isEmpty();
        assertThat(labels("names", "{}")).isEmpty();
        assertThat(labels("names", "a single line")).isEmpty();
        assertThat(labels("other", "a\nb")).isEmpty();
    }
}
