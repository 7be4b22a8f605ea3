package org.pellucid.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pellucid.api.InputException;
import org.pellucid.files.Sha256;
import org.pellucid.web.http.Json;

class EvidenceTest {
    private static final byte[] PICTURE = "pixels".getBytes(StandardCharsets.UTF_8);
    private static final String STATE = "p=" + Sha256.of(PICTURE) + "&m=efficientnet-lite0&c=285%2C281";

    @TempDir
    private Path folder;

    private static Evidence evidence() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("picture/cat.png", PICTURE);
        files.put(Evidence.PAGE, "{}".getBytes(StandardCharsets.UTF_8));
        files.put("maps/rise.npy", new byte[49]);
        return Evidence.of(STATE, "picture/cat.png", List.of(new Evidence.ModelHash("efficientnet-lite0", "abc")),
                files);
    }

    /** Writes an archive with the list of the evidence and any files. */
    private Path archive(Evidence.Manifest list, Map<String, byte[]> files) throws Exception {
        Path archive = folder.resolve("evidence.zip");
        try (OutputStream out = Files.newOutputStream(archive); ZipOutputStream zip = new ZipOutputStream(out)) {
            Map<String, byte[]> all = new LinkedHashMap<>(files);
            all.put("evidence.json", Json.write(list).getBytes(StandardCharsets.UTF_8));
            for (Map.Entry<String, byte[]> file : all.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
        return archive;
    }

    private void refused(Map<String, byte[]> files, String... reasons) throws Exception {
        Path archive = archive(evidence().list(), files);
        assertThatThrownBy(() -> Evidence.read(archive)).isInstanceOf(InputException.class)
                .hasMessageContaining("evidence.zip").hasMessageContainingAll(reasons);
    }

    private static Map<String, byte[]> with(String name, byte[] bytes) {
        Map<String, byte[]> files = new LinkedHashMap<>(evidence().files());
        files.put(name, bytes);
        return files;
    }

    @Test
    void what_was_saved_is_read_again() throws Exception {
        Path archive = Files.write(folder.resolve("cat.zip"), evidence().zip());
        Evidence read = Evidence.read(archive);
        assertThat(read.list()).isEqualTo(evidence().list());
        assertThat(read.files()).containsOnlyKeys(evidence().files().keySet());
        assertThat(read.files().get("picture/cat.png")).isEqualTo(PICTURE);
        assertThat(evidence().zip()).as("the same evidence again").isEqualTo(Files.readAllBytes(archive));
    }

    @Test
    void a_file_that_was_changed_is_refused() throws Exception {
        refused(with("maps/rise.npy", new byte[48]), "maps/rise.npy was changed");
        refused(with("picture/cat.png", new byte[3]), "picture/cat.png was changed");
    }

    @Test
    void a_file_that_was_added_or_taken_away_is_refused() throws Exception {
        refused(with("more.png", new byte[3]), "more.png", "does not name");
        Map<String, byte[]> less = new LinkedHashMap<>(evidence().files());
        less.remove("maps/rise.npy");
        refused(less, "lacks maps/rise.npy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil.png", "/etc/evil.png", "maps/../../evil.png", "C:evil.png", "maps\\evil.png"})
    void a_name_that_leads_elsewhere_is_refused(String name) throws Exception {
        refused(with(name, new byte[3]), "entry");
        assertThat(folder.getParent().resolve("evil.png")).doesNotExist();
    }

    @Test
    void a_bomb_is_refused_before_it_is_unpacked() throws Exception {
        refused(with("maps/bomb.npy", new byte[32 << 20]), "maps/bomb.npy", "would grow");
    }

    @Test
    void a_picture_that_is_not_that_of_the_state_is_refused() throws Exception {
        Evidence.Manifest list = evidence().list();
        Path archive = archive(new Evidence.Manifest(1, "p=" + "0".repeat(64), list.picture(), list.models(),
                list.files()), evidence().files());
        assertThatThrownBy(() -> Evidence.read(archive)).isInstanceOf(InputException.class)
                .hasMessageContaining("picture");
    }

    @ParameterizedTest
    @ValueSource(strings = {"m=x&key=stolen", "m=\"><script>", "m=a b"})
    void a_state_that_is_none_is_refused(String state) throws Exception {
        Evidence.Manifest list = evidence().list();
        Path archive = archive(new Evidence.Manifest(1, state, list.picture(), list.models(), list.files()),
                evidence().files());
        assertThatThrownBy(() -> Evidence.read(archive)).isInstanceOf(InputException.class)
                .hasMessageContaining("evidence.json");
    }

    @Test
    void another_archive_and_no_archive_are_refused_by_name() throws Exception {
        Path other = folder.resolve("other.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(other))) {
            zip.putNextEntry(new ZipEntry("a.txt"));
        }
        assertThatThrownBy(() -> Evidence.read(other)).isInstanceOf(InputException.class)
                .hasMessageContaining("other.zip").hasMessageContaining("evidence.json");
        Path none = Files.writeString(folder.resolve("none.zip"), "none");
        assertThatThrownBy(() -> Evidence.read(none)).isInstanceOf(InputException.class)
                .hasMessageContaining("none.zip");
    }
}
