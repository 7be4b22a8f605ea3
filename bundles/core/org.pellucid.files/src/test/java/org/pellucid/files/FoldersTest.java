package org.pellucid.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {
    private static final UnaryOperator<String> NOTHING = name -> null;

    @TempDir
    Path folder;

    @Test
    void deletes_what_is_in_a_folder_and_not_what_it_links_to() throws IOException {
        Path kept = Files.createDirectory(folder.resolve("kept"));
        Files.createFile(kept.resolve("file"));
        Path gone = Files.createDirectories(folder.resolve("gone/deep")).getParent();
        Files.createFile(gone.resolve("deep/file"));
        Files.createSymbolicLink(gone.resolve("link"), kept);
        Files.createSymbolicLink(gone.resolve("dangling"), folder.resolve("nowhere"));
        Folders.delete(gone);
        assertThat(gone).doesNotExist();
        assertThat(kept.resolve("file")).exists();
        Folders.delete(gone);
    }

    @Test
    void the_cache_is_where_it_is_configured_or_where_a_property_says() {
        Path configured = folder.resolve("a");
        UnaryOperator<String> properties = Map.of("pellucid.cache", folder.resolve("b").toString())::get;
        assertThat(Folders.cache(" " + configured + " ", properties)).isEqualTo(configured);
        assertThat(Folders.cache("", properties)).isEqualTo(folder.resolve("b"));
        assertThat(Folders.cache(" ", NOTHING)).isAbsolute().hasFileName("pellucid");
    }

    @Test
    void sums_are_the_same_by_whichever_way() throws IOException {
        String sum = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"; // FIPS 180-2, "abc"
        assertThat(Sha256.of("abc")).isEqualTo(sum);
        assertThat(Sha256.of(Files.writeString(folder.resolve("file"), "abc"))).isEqualTo(sum);
    }
}
