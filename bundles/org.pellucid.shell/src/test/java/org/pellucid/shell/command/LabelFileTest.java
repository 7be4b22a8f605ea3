package org.pellucid.shell.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pellucid.api.UsageException;

class LabelFileTest {
    @TempDir
    Path folder;

    private List<String> read(String text) throws IOException, UsageException {
        return LabelFile.read(Files.writeString(folder.resolve("labels.txt"), text), "labels.txt");
    }

    @Test
    void reads_one_label_a_line() throws Exception {
        assertThat(read("\ufeffcat\r\nblack dog\r\n\r\n")).containsExactly("cat", "black dog");
    }

    @Test
    void takes_the_first_synonym_of_synsets() throws Exception {
        assertThat(read("n01440764 tench, Tinca tinca\nn02124075 Egyptian cat\n")).containsExactly("tench",
                "Egyptian_cat");
    }

    @Test
    void a_line_that_is_no_synset_makes_all_of_them_labels() throws Exception {
        assertThat(read("n01440764 tench, Tinca tinca\nnothing\n")).containsExactly("n01440764 tench, Tinca tinca",
                "nothing");
    }

    @Test
    void refuses_what_would_shift_the_classes() {
        assertThatThrownBy(() -> read("cat\n\ndog\n")).isInstanceOf(UsageException.class)
                .hasMessage("label file labels.txt: line 2 is empty");
    }

    @Test
    void refuses_files_that_hold_no_labels() throws IOException {
        assertThatThrownBy(() -> read("\n\n")).hasMessage("label file labels.txt: holds no label");
        assertThatThrownBy(() -> LabelFile.read(folder.resolve("gone"), "gone"))
                .hasMessage("label file gone: no such file");
        assertThatThrownBy(() -> LabelFile.read(folder, "here")).hasMessage("label file here: is a folder");
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xc3, 0x28});
        assertThatThrownBy(() -> LabelFile.read(binary, "binary")).hasMessage("label file binary: not UTF-8 text");
    }
}
