package org.pellucid.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFilesTest {
    @TempDir
    private Path parent;
    private Path folder;

    @BeforeEach
    void name_the_folder() {
        folder = parent.resolve("made");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void files_get_their_names_when_they_are_whole() throws IOException {
        try (WholeFiles files = new WholeFiles(folder)) {
            Writer first = files.begin("a");
            Writer second = files.begin("b");
            first.write("1");
            second.write("2");
            assertThat(names()).containsExactly("a.part", "b.part");
            files.finish("b");
            files.write("c", out -> out.write("3"));
            files.write("d", new byte[4]);
            assertThat(names()).containsExactly("a.part", "b", "c", "d");
            assertThat(files.written()).containsExactly(folder.resolve("b"), folder.resolve("c"), folder.resolve("d"));
        }
        assertThat(names()).containsExactly("b", "c", "d");
        assertThat(folder.resolve("b")).hasContent("2");
        assertThat(folder.resolve("c")).hasContent("3");
    }

    @Test
    void what_is_not_whole_leaves_the_file_that_was_there() throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("a"), "before");
        try (WholeFiles files = new WholeFiles(folder)) {
            assertThatThrownBy(() -> files.write("a", out -> {
                out.write("after");
                throw new IOException("broken");
            })).hasMessage("broken");
            assertThat(files.written()).isEmpty();
        }
        assertThat(names()).containsExactly("a");
        assertThat(folder.resolve("a")).hasContent("before");
    }

    @Test
    void an_interrupted_thread_finishes_its_file() throws IOException {
        Thread.currentThread().interrupt();
        try (WholeFiles files = new WholeFiles(folder)) {
            files.write("a", out -> out.write("x".repeat(100_000)));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(folder.resolve("a")).hasSize(100_000);
    }
}
