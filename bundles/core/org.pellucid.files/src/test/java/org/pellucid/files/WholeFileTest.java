package org.pellucid.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
    @TempDir
    Path folder;

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void replaces_a_file() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "before");
        WholeFile.write(file, out -> out.write("after".getBytes(StandardCharsets.UTF_8)));
        assertThat(file).hasContent("after");
        assertThat(names()).containsExactly("a");
    }

    @Test
    void keeps_the_file_that_was_there_if_writing_fails() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "before");
        assertThatThrownBy(() -> WholeFile.write(file, out -> {
            out.write(1);
            throw new IOException("broken");
        })).hasMessage("broken");
        assertThat(file).hasContent("before");
        assertThat(names()).containsExactly("a");
    }

    @Test
    void an_interrupted_thread_finishes_its_file() throws IOException {
        Path file = folder.resolve("a");
        Thread.currentThread().interrupt();
        try {
            WholeFile.write(file, out -> out.write(new byte[100_000]));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(file).hasSize(100_000);
    }

    @Test
    void what_was_left_unfinished_is_swept_and_nothing_else() throws IOException {
        WholeFile killed = new WholeFile(folder.resolve("a"), folder);
        killed.fill(out -> out.write(1));
        Files.createDirectory(folder.resolve(".pellucid"));
        Files.createFile(folder.resolve("mine.tmp"));
        assertThat(names()).hasSize(3);
        WholeFile.sweep(folder);
        assertThat(names()).containsExactly(".pellucid", "mine.tmp");
    }

    @Test
    void a_reason_does_not_repeat_the_name() throws IOException {
        Path gone = folder.resolve("gone/a");
        assertThatThrownBy(() -> WholeFile.write(gone, out -> out.write(1))).isInstanceOfSatisfying(IOException.class,
                e -> assertThat(Reason.of(e)).isEqualTo("it does not exist"));
        Path inTheWay = Files.createDirectories(folder.resolve("way/inside")).getParent();
        assertThatThrownBy(() -> WholeFile.write(inTheWay, out -> out.write(1))).isInstanceOfSatisfying(
                IOException.class, e -> assertThat(Reason.of(e)).isNotBlank().doesNotContain("way"));
        assertThat(Reason.of(new IOException("No space left on device"))).isEqualTo("the disk is full");
        assertThat(Reason.of(new FileNotFoundException("/x (Too many open files)")))
                .isEqualTo("Too many open files");
        assertThat(Reason.of(new IOException())).isEqualTo("IOException");
    }
}
