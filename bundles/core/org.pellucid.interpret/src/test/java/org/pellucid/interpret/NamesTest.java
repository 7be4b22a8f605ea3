package org.pellucid.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class NamesTest {
    private final Names names = new Names();

    @Test
    void filesAreNamedAsInTheNotebook() {
        Truth truth = new Truth("n02088364", "beagle", 162, 0.97);
        String prefix = Names.prefix(names.stem("A", "n02088364_2019.JPEG"), Optional.of(truth));
        assertThat(prefix).isEqualTo("n02088364_2019_gt_beagle_0.97_pr_");
        assertThat(Names.title(prefix + "beagle_0.97.jpg")).isEqualTo("2019_gt_beagle_0.97_pr_beagle_0.97");
        assertThat(Names.prefix("a", Optional.empty())).isEqualTo("a_pr_");
        assertThat(Names.prefix("a", Optional.of(new Truth("x", "old dog", null, null)))).isEqualTo("a_gt_old dog_pr_");
    }

    @Test
    void noNameIsGivenTwice() {
        assertThat(names.stem("A", "train/x/same.png")).isEqualTo("same");
        assertThat(names.stem("A", "val/x/SAME.jpg")).isEqualTo("SAME-2");
        assertThat(names.stem("B", "val/x/same.jpg")).isEqualTo("same");
        names.taken("A", "same-3");
        assertThat(names.stem("A", "same.bmp")).isEqualTo("same-4");
        assertThat(names.folder("a/b")).isEqualTo("a_b");
        assertThat(names.folder("a:b")).isEqualTo("a_b-2");
        assertThat(names.folder("a/b")).isEqualTo("a_b");
    }

    @Test
    void namesStayInsideTheFolderAndFitAFileSystem() {
        assertThat(names.folder("..")).isEqualTo("_..");
        assertThat(names.stem("A", "\u0007<>.png")).doesNotContain("<", ">", "\u0007");
        assertThat(names.stem("A", ".png")).isNotEmpty();
        assertThat(names.stem("A", "x".repeat(300) + ".png").length()).isLessThan(60);
    }
}
