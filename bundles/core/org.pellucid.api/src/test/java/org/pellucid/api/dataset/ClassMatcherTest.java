package org.pellucid.api.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ClassMatcherTest {
    /** As in ImageNet, where a bird and a machine have one name. */
    private static final List<String> LABELS = List.of("Egyptian_cat", "crane", "tabby", "crane");

    private static OptionalInt index(ClassMatcher matcher, String id, String label, int index) {
        return matcher.index(new DatasetClass(id, label, index < 0 ? OptionalInt.empty() : OptionalInt.of(index)), 4);
    }

    @Test
    void a_label_of_one_class_tells_it() {
        ClassMatcher matcher = new ClassMatcher(LABELS, List.of());
        assertThat(index(matcher, "n02124075", "egyptian cat", -1)).hasValue(0);
        assertThat(index(matcher, "n02124075", "Egyptian_cat", 2)).as("not by its index").hasValue(0);
        assertThat(index(matcher, "tabby", "a cat", -1)).as("the id").hasValue(2);
        assertThat(index(matcher, "dog", "dog", -1)).isEmpty();
        assertThat(index(matcher, "dog", "dog", 3)).as("at its word").hasValue(3);
        assertThat(index(matcher, "dog", "dog", 4)).as("there is no such class").isEmpty();
    }

    @Test
    void a_label_of_two_classes_needs_the_index_or_the_id() {
        ClassMatcher matcher = new ClassMatcher(LABELS, List.of());
        assertThat(index(matcher, "n1", "crane", -1)).isEmpty();
        assertThat(index(matcher, "n1", "crane", 1)).hasValue(1);
        assertThat(index(matcher, "n1", "crane", 3)).hasValue(3);
        assertThat(index(matcher, "n1", "crane", 2)).as("which of them is open").isEmpty();
        ClassMatcher known = new ClassMatcher(LABELS, List.of("n0", "n1", "n2", "n3"));
        assertThat(index(known, "n3", "crane", -1)).hasValue(3);
        assertThat(index(known, "n1", "crane", 3)).as("the label file goes before").hasValue(1);
    }

    @Test
    void without_labels_the_number_is_the_name() {
        ClassMatcher matcher = new ClassMatcher(List.of(), List.of());
        assertThat(index(matcher, "3", "3", -1)).hasValue(3);
        assertThat(index(matcher, "4", "4", -1)).isEmpty();
        assertThat(index(matcher, "cat", "cat", 2)).hasValue(2);
        assertThat(index(new ClassMatcher(LABELS, List.of()), "3", "3", -1)).isEmpty();
    }
}
