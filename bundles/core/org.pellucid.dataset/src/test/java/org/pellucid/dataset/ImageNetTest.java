package org.pellucid.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.pellucid.api.dataset.DatasetClass;

class ImageNetTest {
    @Test
    void a_wordnet_id_is_given_its_name_and_index() {
        assertThat(ImageNet.named(DatasetClass.unmapped("n02124075")))
                .isEqualTo(new DatasetClass("n02124075", "Egyptian cat", OptionalInt.of(285)));
        assertThat(ImageNet.named(DatasetClass.unmapped("n15075141")).index()).hasValue(999);
    }

    @Test
    void two_classes_of_one_name_keep_apart() {
        assertThat(ImageNet.named(DatasetClass.unmapped("n02012849"))).isEqualTo(
                new DatasetClass("n02012849", "crane", OptionalInt.of(134)));
        assertThat(ImageNet.named(DatasetClass.unmapped("n03126707"))).isEqualTo(
                new DatasetClass("n03126707", "crane", OptionalInt.of(517)));
    }

    @Test
    void what_is_known_better_or_not_at_all_stays() {
        for (DatasetClass given : new DatasetClass[] {DatasetClass.unmapped("n99999999"), DatasetClass.unmapped("cats"),
                new DatasetClass("n02124075", "my cat", OptionalInt.empty()),
                new DatasetClass("n02124075", "n02124075", OptionalInt.of(3))}) {
            assertThat(ImageNet.named(given)).isEqualTo(given);
        }
    }
}
