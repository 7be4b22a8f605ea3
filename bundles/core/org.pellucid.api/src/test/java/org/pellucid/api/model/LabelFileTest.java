package org.pellucid.api.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pellucid.api.UsageException;

class LabelFileTest {
    @TempDir
    Path folder;

    private LabelFile read(String text) throws IOException, UsageException {
        return LabelFile.read(Files.writeString(folder.resolve("labels.txt"), text));
    }

    @Test
    void reads_one_label_a_line() throws Exception {
        LabelFile file = read("\ufeffcat\r\nblack dog\r\n\r\n");
        assertThat(file.labels()).containsExactly("cat", "black dog");
        assertThat(file.classes()).containsExactly(new ClassName(0, Optional.empty(), "cat"),
                new ClassName(1, Optional.empty(), "black dog"));
        assertThat(file.byWnid()).isEmpty();
    }

    @Test
    void takes_id_and_first_synonym_of_synsets() throws Exception {
        LabelFile file = read("n01440764 tench, Tinca tinca\nn02124075 Egyptian cat\n");
        assertThat(file.labels()).containsExactly("tench", "Egyptian_cat");
        assertThat(file.byWnid()).containsOnlyKeys("n01440764", "n02124075")
                .containsEntry("n02124075", new ClassName(1, Optional.of("n02124075"), "Egyptian_cat"));
    }

    @Test
    void a_line_that_is_no_synset_makes_all_of_them_labels() throws Exception {
        LabelFile file = read("n01440764 tench, Tinca tinca\nnothing\n");
        assertThat(file.labels()).containsExactly("n01440764 tench, Tinca tinca", "nothing");
        assertThat(file.byWnid()).isEmpty();
    }

    @Test
    void refuses_what_would_shift_the_classes() {
        assertThatThrownBy(() -> read("cat\n\ndog\n")).isInstanceOf(UsageException.class).hasMessage("label file "
                + folder.resolve("labels.txt") + ": line 2 is empty: remove it, or name the class there");
    }

    @Test
    void refuses_an_id_named_twice() {
        assertThatThrownBy(() -> read("n01440764 tench\nn02124075 cat\nn01440764 fish\n"))
                .isInstanceOf(UsageException.class).hasMessageEndingWith("names n01440764 twice, in lines 1 and 3");
    }

    @Test
    void refuses_files_that_hold_no_labels() {
        assertThatThrownBy(() -> read("\n\n")).isInstanceOf(UsageException.class)
                .hasMessageEndingWith("holds no label");
        Path gone = folder.resolve("gone");
        assertThatThrownBy(() -> LabelFile.read(gone)).isInstanceOf(UsageException.class)
                .hasMessage("label file " + gone + ": no such file");
    }
}
