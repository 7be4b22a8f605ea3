package org.pellucid.command.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pellucid.api.UsageException;

class ShardTest {
    @Test
    void each_picture_is_in_one_part_and_the_parts_are_alike_in_size() {
        for (int i = 0; i < 3000; i++) {
            String name = "img_" + i + ".jpg";
            assertThat(IntStream.rangeClosed(1, 3).filter(part -> new Shard(part, 3).has(name)).count()).isEqualTo(1);
        }
        assertThat(IntStream.range(0, 3000).filter(i -> new Shard(2, 3).has("img_" + i + ".jpg")).count())
                .isBetween(850L, 1150L);
    }

    /** Jobs of different days and versions share the work. */
    @Test
    void a_picture_stays_in_its_part() {
        assertThat(List.of("a.jpg", "b.jpg", "c.jpg", "d.jpg", "e.jpg", "f.jpg").stream().filter(new Shard(1, 2)::has))
                .containsExactly("b.jpg", "c.jpg", "d.jpg", "e.jpg");
        assertThat(Shard.WHOLE.has("any")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "0/3", "4/3", "1/0", "-1/3", "1/2/3", "a/b", "1/9999999"})
    void what_is_no_part_is_refused(String typed) {
        assertThatThrownBy(() -> Shard.parse(typed)).isInstanceOf(UsageException.class)
                .hasMessageContaining("--shard " + typed);
    }
}
