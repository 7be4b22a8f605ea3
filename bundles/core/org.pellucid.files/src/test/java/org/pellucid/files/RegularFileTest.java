package org.pellucid.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class RegularFileTest {
    private static final int LIMIT = 1 << 20;

    @TempDir
    Path folder;

    @Test
    void reads_text_behind_a_link_without_its_byte_order_mark() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "\ufeffKätzchen\n");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        assertThat(RegularFile.text(link, LIMIT)).isEqualTo("Kätzchen\n");
    }

    @Test
    void names_what_is_in_the_way() throws IOException {
        assertThatThrownBy(() -> RegularFile.text(folder, LIMIT)).hasMessage("is a folder");
        assertThatThrownBy(() -> RegularFile.text(folder.resolve("gone"), LIMIT)).hasMessage("no such file");
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xc3, 0x28});
        assertThatThrownBy(() -> RegularFile.text(binary, LIMIT)).hasMessage("is not UTF-8 text");
    }

    @Test
    void holds_the_limit_to_the_byte() throws IOException {
        Path file = folder.resolve("large");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(LIMIT);
            assertThat(RegularFile.text(file, LIMIT)).hasSize(LIMIT);
            sparse.setLength(LIMIT + 1);
        }
        assertThatThrownBy(() -> RegularFile.text(file, LIMIT)).hasMessage("is larger than 1 MiB");
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void does_not_wait_for_a_pipe() throws Exception {
        Path pipe = folder.resolve("pipe");
        Process maker = new ProcessBuilder("mkfifo", pipe.toString()).inheritIO().start();
        assertThat(maker.waitFor()).isZero();
        assertThatThrownBy(() -> RegularFile.text(pipe, LIMIT)).hasMessage("is not a regular file");
    }

    @Test
    void does_not_read_a_device() {
        Path device = Path.of("/dev/zero");
        assumeTrue(Files.exists(device), "there is no /dev/zero here");
        assertThatThrownBy(() -> RegularFile.text(device, LIMIT)).hasMessage("is not a regular file");
    }
}
