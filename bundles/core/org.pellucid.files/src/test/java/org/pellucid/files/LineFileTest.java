package org.pellucid.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineFileTest {
    @TempDir
    Path folder;

    private static List<String> lines(Path file) throws IOException {
        List<String> all = new ArrayList<>();
        try (LineFile.Lines lines = LineFile.lines(file)) {
            lines.forEachRemaining(all::add);
        }
        return all;
    }

    @Test
    void appends_to_what_is_there() throws IOException {
        Path file = folder.resolve("a");
        for (String line : List.of("one", "zwei ä", "three\nfour")) {
            try (LineFile open = LineFile.open(file)) {
                open.append(line);
            }
        }
        assertThat(lines(file)).containsExactly("one", "zwei ä", "three", "four");
    }

    @Test
    void a_line_that_was_cut_off_does_not_count_and_goes() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "one\ntwo\nthr");
        assertThat(lines(file)).containsExactly("one", "two");
        LineFile.compact(file, folder, line -> !line.equals("one"));
        assertThat(file).hasContent("two\n");
    }

    @Test
    void an_interrupted_thread_goes_on_writing() throws IOException {
        Path file = folder.resolve("a");
        try (LineFile open = LineFile.open(file)) {
            Thread.currentThread().interrupt();
            open.append("one");
            open.append("two");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(lines(file)).containsExactly("one", "two");
    }
}
