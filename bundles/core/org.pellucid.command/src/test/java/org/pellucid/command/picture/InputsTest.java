package org.pellucid.command.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputsTest {
    @TempDir
    Path folder;

    @BeforeEach
    void makePictures() throws IOException {
        Files.createDirectories(folder.resolve("deep/er"));
        Files.createDirectories(folder.resolve("empty"));
        Files.createDirectories(folder.resolve("deep/.hidden"));
        for (String name : List.of("b.png", "a.png", "c.jpg", "notes.txt", "odd[1].png", ".thumb.png", "deep/d.png",
                "deep/er/e.png", "deep/.hidden/f.png")) {
            Files.writeString(folder.resolve(name), "");
        }
    }

    private List<Inputs.Input> inputs(String... typed) {
        return Inputs.of(folder, Arrays.asList(typed), file -> !file.toString().endsWith(".txt"));
    }

    private List<String> shown(String... typed) {
        return inputs(typed).stream().map(i -> i.failed() ? "! " + i.error() : i.shown()).toList();
    }

    @Test
    void a_file_is_taken_as_it_is() {
        assertThat(shown("notes.txt", "b.png", "odd[1].png")).containsExactly("notes.txt", "b.png", "odd[1].png");
        assertThat(inputs("deep/d.png").get(0).path()).isEqualTo(folder.resolve("deep/d.png"));
    }

    @Test
    void a_folder_gives_the_pictures_directly_in_it() {
        assertThat(shown("deep/")).containsExactly("deep/d.png");
        assertThat(shown(".")).containsExactly("a.png", "b.png", "c.jpg", "odd[1].png");
    }

    @Test
    void patterns_match_at_one_depth_or_at_any() {
        assertThat(shown("*.png")).containsExactly("a.png", "b.png", "odd[1].png");
        assertThat(shown("deep/*")).containsExactly("deep/d.png");
        assertThat(shown("**/*.png")).containsExactly("a.png", "b.png", "deep/d.png", "deep/er/e.png", "odd[1].png");
        assertThat(shown("deep/**/*.png")).containsExactly("deep/d.png", "deep/er/e.png");
        assertThat(shown("{a,c}.*")).containsExactly("a.png", "c.jpg");
        assertThat(shown(folder + "/?.jpg")).containsExactly(folder + "/c.jpg");
    }

    @Test
    void a_picture_named_twice_is_done_once() {
        assertThat(shown("a.png", "./a.png", "*.png")).containsExactly("a.png", "b.png", "odd[1].png");
    }

    private List<String> folders(String... typed) {
        return Inputs.folders(inputs(typed)).stream().map(Path::toString).toList();
    }

    @Test
    void the_tree_below_the_common_folder_is_kept() {
        assertThat(folders("a.png")).containsExactly("");
        assertThat(folders("deep/d.png", "deep/./d.png", folder + "/deep/d.png")).containsExactly("");
        assertThat(folders("*.png", "c.jpg")).containsOnly("");
        assertThat(folders("deep/**/*.png")).containsExactly("", "er");
        assertThat(folders("deep/er", "deep")).containsExactly("er", "");
        assertThat(folders("deep/er", "deep", "a.png")).as("a file named itself lies on top")
                .containsExactly("er", "", "");
        assertThat(folders("deep/er/e.png", "gone.png", "-")).as("what is no file has no folder")
                .containsExactly("", "", "");
    }

    @Test
    void pictures_named_one_by_one_lie_together_unless_two_bear_one_name() throws IOException {
        assertThat(folders("deep/er/e.png", "a.png", "deep/d.png")).containsOnly("");
        Files.writeString(folder.resolve("deep/a.jpg"), "");
        assertThat(folders("deep/er/e.png", "a.png", "deep/a.jpg")).containsExactly("deep/er", "", "deep");
    }

    @Test
    void standard_input_and_urls_are_told_from_files() throws IOException {
        assertThat(inputs("-", "a.png", "-")).extracting(Inputs.Input::shown, Inputs.Input::piped)
                .containsExactly(tuple("stdin", true), tuple("a.png", false));
        assertThat(shown("https://example.org/cat.png?size=2", "FILE:///cat.png")).satisfiesExactly(
                web -> assertThat(web).startsWith("! https://example.org/cat.png?size=2: ").contains("explain -"),
                local -> assertThat(local).contains("give the path"));
        Files.writeString(folder.resolve("http:cat.png"), "");
        assertThat(shown("http:cat.png")).containsExactly("http:cat.png");
    }

    @Test
    void what_names_no_picture_fails_alone() {
        assertThat(shown("gone.png", "empty", "*.gif", "[", "", "a.png")).containsExactly(
                "! gone.png: no such file in " + folder,
                "! empty: no pictures in this folder", "! *.gif: no picture matches this pattern",
                "! [: neither a file nor a valid pattern", "! '': no file name", "a.png");
    }
}
