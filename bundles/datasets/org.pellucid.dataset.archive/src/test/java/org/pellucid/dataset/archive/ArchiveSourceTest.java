package org.pellucid.dataset.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pellucid.api.InputException;
import org.pellucid.api.PellucidException;
import org.pellucid.api.dataset.Dataset;
import org.pellucid.api.dataset.DatasetClass;
import org.pellucid.api.dataset.Sample;
import org.pellucid.api.dataset.spi.DatasetLocation;
import org.pellucid.image.OpenCvImageService;
import org.pellucid.testkit.Reading;
import org.pellucid.testkit.SmallPicture;
import org.pellucid.zip.ZipLimits;

/** Archives as data sets. */
class ArchiveSourceTest {
    @TempDir
    private Path folder;
    private final ArchiveSource source = new ArchiveSource(new OpenCvImageService(), ZipLimits.DEFAULTS);

    private Dataset zip(Map<String, String> options, String... names) throws PellucidException, IOException {
        Path file = folder.resolve("a.zip");
        try (ZipOutputStream out = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            for (String name : names) {
                out.putNextEntry(new ZipEntry(name));
                out.write(name.contains("bad") ? new byte[] {1, 2, 3} : SmallPicture.png());
                out.closeEntry();
            }
        }
        return open(options);
    }

    private Dataset open(Map<String, String> options) throws PellucidException {
        return source.open(new DatasetLocation("zip", "a.zip", options, folder));
    }

    private static List<Sample> samples(Dataset dataset, List<String> problems) throws InputException {
        List<Sample> samples = new ArrayList<>();
        Reading.all(dataset, samples::add, problems::add);
        return samples;
    }

    private static List<String> ids(Dataset dataset) throws InputException {
        return samples(dataset, new ArrayList<>()).stream().map(Sample::id).toList();
    }

    @Test
    void wrappingFolderIsNotPartOfTheIds() throws Exception {
        try (Dataset dataset = zip(Map.of(), "woof/", "woof/README.txt", "woof/train/n1/1.JPEG", "woof/val/n1/1.JPEG",
                "woof/val/n2/2.JPEG", "__MACOSX/woof/val/n2/2.JPEG", "woof/val/n2/._2.JPEG")) {
            List<Sample> samples = samples(dataset, new ArrayList<>());
            assertThat(samples).extracting(Sample::id).containsExactly("train/n1/1.JPEG", "val/n1/1.JPEG",
                    "val/n2/2.JPEG");
            assertThat(samples).extracting(sample -> sample.truth().map(DatasetClass::id).orElse(""))
                    .containsExactly("n1", "n1", "n2");
            assertThat(samples.get(2).picture().name()).isEqualTo("2.JPEG");
            assertThat(samples.get(2).encoded().orElseThrow()).isEqualTo(SmallPicture.png());
            assertThat(dataset.find("val/n1/1.JPEG").orElseThrow().split()).contains("val");
            assertThat(dataset.find("woof/val/n1/1.JPEG")).isEmpty();
            assertThat(dataset.find("README.txt")).isEmpty();
        }
    }

    @Test
    void rootIsWhereClassesOrSplitsBegin() throws Exception {
        assertThat(ids(zip(Map.of(), "a.jpg", "b/c.jpg"))).containsExactly("a.jpg", "b/c.jpg");
        assertThat(ids(zip(Map.of(), "beagle/a.jpg", "beagle/b.jpg"))).containsExactly("beagle/a.jpg", "beagle/b.jpg");
        assertThat(ids(zip(Map.of(), "x/y/beagle/a.jpg", "x/y/dingo/b.jpg"))).containsExactly("beagle/a.jpg",
                "dingo/b.jpg");
        assertThat(ids(zip(Map.of(), "train/n1/a.jpg", "train/n1/b.jpg"))).containsExactly("train/n1/a.jpg",
                "train/n1/b.jpg");
        assertThat(ids(zip(Map.of("split", "val"), "w/train/a/1.jpg", "w/val/a/1.jpg"))).containsExactly("val/a/1.jpg");
    }

    @Test
    void damagedPictureHarmsOnlyItself() throws Exception {
        try (Dataset dataset = zip(Map.of(), "a.jpg", "x/bad.jpg", "c.jpg")) {
            List<Sample> samples = samples(dataset, new ArrayList<>());
            assertThat(samples.get(0).picture().width()).isEqualTo(SmallPicture.WIDTH);
            assertThatThrownBy(samples.get(1)::picture).isInstanceOf(InputException.class)
                    .hasMessageContaining("a.zip: x/bad.jpg");
            assertThat(samples.get(2).picture().width()).isEqualTo(SmallPicture.WIDTH);
        }
    }

    @Test
    void hostileEntriesHarmOnlyThemselves() throws Exception {
        Dataset dataset = zip(Map.of(), "../out.jpg", "ok/a.jpg", "/etc/b.jpg", "zz/c.jpg");
        List<String> problems = new ArrayList<>();
        assertThat(samples(dataset, problems)).extracting(Sample::id).containsExactly("ok/a.jpg", "zz/c.jpg");
        assertThat(problems).hasSize(2).allMatch(problem -> problem.contains("a.zip"));
        assertThatThrownBy(() -> dataset.find("../out.jpg")).isInstanceOf(InputException.class);
        dataset.close();
    }

    @Test
    void secondEntryOfANameIsRefused() throws Exception {
        zip(Map.of(), "n/a.jpg", "n/b.jpg").close();
        Path file = folder.resolve("a.zip");
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        Files.writeString(file, bytes.replace("n/b.jpg", "n/a.jpg"), StandardCharsets.ISO_8859_1);
        try (Dataset dataset = open(Map.of())) {
            for (int pass = 0; pass < 2; pass++) {
                List<String> problems = new ArrayList<>();
                assertThat(samples(dataset, problems)).hasSize(1);
                assertThat(problems).singleElement().asString().contains("twice");
            }
            assertThat(dataset.find("n/a.jpg")).isPresent();
        }
    }

    @Test
    void manyNamesAreFoundAgain() throws Exception {
        String[] names = new String[5000];
        for (int i = 0; i < names.length; i++) {
            names[i] = "class" + i % 7 + "/" + i + ".png";
        }
        try (Dataset dataset = zip(Map.of(), names)) {
            assertThat(ids(dataset)).containsExactly(names);
            for (String name : names) {
                assertThat(dataset.find(name)).isPresent();
            }
            assertThat(dataset.find("class1/0.png")).isEmpty();
        }
    }

    @Test
    void takesArchivesOnly() throws Exception {
        zip(Map.of(), "a.jpg").close();
        assertThat(source.takes(folder.resolve("a.zip"))).isTrue();
        assertThat(source.takes(folder)).isFalse();
        assertThat(source.takes(Files.writeString(folder.resolve("x.zip"), "<html>"))).isFalse();
        assertThat(source.takes(folder.resolve("none"))).isFalse();
    }
}
