package org.pellucid.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pellucid.api.InputException;
import org.pellucid.api.ModelException;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.image.Picture;
import org.pellucid.api.model.Model;
import org.pellucid.api.model.ModelBytes;
import org.pellucid.testkit.TestData;

/** Models and pictures that are no files. */
class ModelBytesTest {
    @TempDir
    private Path folder;

    private static ModelBytes vit() throws Exception {
        Path files = TestData.models().resolve("shapes-vit");
        return ModelBytes.ir("mine", Files.readAllBytes(files.resolve("shapes-vit.xml")),
                Files.readAllBytes(files.resolve("shapes-vit.bin")));
    }

    private static Pellucid open(Path cache) {
        return Pellucid.open(PellucidOptions.builder().modelFolders(TestData.models()).cache(cache).build());
    }

    private List<Path> given() throws Exception {
        try (Stream<Path> folders = Files.list(folder.resolve("given"))) {
            return folders.toList();
        }
    }

    @Test
    void a_model_of_bytes_answers_like_its_files() throws Exception {
        try (Pellucid pellucid = open(folder); Model model = pellucid.model(vit());
                Model twin = pellucid.model("shapes-vit")) {
            assertThat(model.name()).isEqualTo("mine");
            Path picture = TestData.sample("chelsea.png");
            Explanation why = pellucid.explain(model, picture);
            assertThat(why.maps()).isEqualTo(pellucid.explain(twin, picture).maps());
            assertThat(why.model()).isEqualTo("mine");
            pellucid.model(vit()).close();
            assertThat(given()).as("the same bytes are written once").hasSize(1);
        }
    }

    @Test
    void damaged_bytes_are_refused_by_name() throws Exception {
        try (Pellucid pellucid = open(folder)) {
            assertThatThrownBy(() -> pellucid.model(ModelBytes.ir("broken", new byte[] {'<'}, new byte[] {0})))
                    .isInstanceOf(ModelException.class).hasMessageContaining("broken.xml");
            assertThatThrownBy(() -> pellucid.model(ModelBytes.onnx("broken", new byte[] {1, 2, 3})))
                    .isInstanceOf(ModelException.class).hasMessageContaining("broken.onnx");
        }
        assertThatThrownBy(() -> ModelBytes.onnx("../up", new byte[0])).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("../up");
    }

    @Test
    void a_cache_that_cannot_be_written_is_named() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        try (Pellucid pellucid = open(file)) {
            assertThatThrownBy(() -> pellucid.model(vit())).isInstanceOf(ModelException.class)
                    .hasMessageContaining("mine").hasMessageContaining(file.toString());
        }
    }

    @Test
    void pictures_come_from_streams_and_raw_pixels() throws Exception {
        Path file = TestData.sample("chelsea.png");
        try (Pellucid pellucid = open(folder)) {
            Picture read = pellucid.images().read(file);
            byte[] encoded = Files.readAllBytes(file);
            assertThat(pellucid.images().read("cat", new ByteArrayInputStream(encoded)).bgr()).isEqualTo(read.bgr());
            assertThatThrownBy(() -> pellucid.images().read("cut", new ByteArrayInputStream(encoded, 0, 40)))
                    .isInstanceOf(InputException.class).hasMessageContaining("cut");
        }
        assertThat(Picture.ofRgb("two", 2, 1, new byte[] {1, 2, 3, 4, 5, 6}).bgr())
                .containsExactly(3, 2, 1, 6, 5, 4);
        assertThatThrownBy(() -> Picture.ofRgb("two", 2, 1, new byte[5])).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two");
    }
}
