package org.pellucid.dataset.imagewoof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pellucid.api.InputException;
import org.pellucid.api.Progress;
import org.pellucid.api.dataset.Dataset;
import org.pellucid.api.dataset.DatasetClass;
import org.pellucid.api.dataset.Sample;
import org.pellucid.api.dataset.Samples;
import org.pellucid.api.dataset.spi.DatasetLocation;
import org.pellucid.api.download.Catalog;
import org.pellucid.api.download.CatalogEntry;
import org.pellucid.api.download.CatalogKind;
import org.pellucid.api.download.FetchOptions;
import org.pellucid.dataset.archive.ArchiveSource;
import org.pellucid.dataset.folder.FolderSource;
import org.pellucid.image.OpenCvImageService;
import org.pellucid.testkit.SmallPicture;
import org.pellucid.zip.ZipLimits;

/** ImageWoof's folders are breeds. */
class ImageWoofSourceTest {
    @TempDir
    private Path folder;
    private Optional<Path> fetched = Optional.empty();

    private final class TestCatalog implements Catalog {
        @Override
        public List<CatalogEntry> list() {
            return List.of();
        }

        @Override
        public Optional<Path> find(CatalogKind kind, String name) {
            return kind == CatalogKind.DATASET && name.equals("imagewoof") ? fetched : Optional.empty();
        }

        @Override
        public Path fetch(CatalogKind kind, String name, FetchOptions options, Progress progress) {
            throw new AssertionError("nothing is fetched unless asked for");
        }
    }

    private Dataset open(String location) throws Exception {
        return new ImageWoofSource(new FolderSource(new OpenCvImageService()),
                new ArchiveSource(new OpenCvImageService(), ZipLimits.DEFAULTS), new TestCatalog())
                .open(new DatasetLocation("imagewoof", location, Map.of(), folder));
    }

    private void pictures(String... names) throws Exception {
        for (String name : names) {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.write(folder.resolve(name), SmallPicture.png());
        }
    }

    @Test
    void classesAreThoseOfTheLabelFile() throws Exception {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(root.resolve("cnf"))) {
            root = root.getParent();
        }
        List<String> lines = Files.readAllLines(root.resolve("models/imagenet_2012.txt"));
        assertThat(Breeds.ALL).hasSize(10);
        for (DatasetClass breed : Breeds.ALL) {
            String line = lines.get(breed.index().orElseThrow());
            assertThat(line.split(" ", 2)[0]).isEqualTo(breed.id());
            assertThat(line.split(" ", 2)[1].split(",")[0]).isEqualTo(breed.label());
        }
    }

    @Test
    void foldersAreBreedsAndOthersKeepTheirName() throws Exception {
        pictures("imagewoof320/train/n02088364/n02088364_2019.JPEG", "imagewoof320/val/n02088364/n02088364_2019.JPEG",
                "imagewoof320/val/n99999999/x.JPEG");
        fetched = Optional.of(folder);
        try (Dataset dataset = open("")) {
            assertThat(dataset.classes()).hasSize(10);
            Sample beagle = dataset.find("train/n02088364/n02088364_2019.JPEG").orElseThrow();
            assertThat(beagle.truth()).contains(new DatasetClass("n02088364", "beagle", OptionalInt.of(162)));
            assertThat(beagle.split()).contains("train");
            assertThat(beagle.picture().name()).isEqualTo("n02088364_2019.JPEG");
            assertThat(dataset.find("val/n99999999/x.JPEG").orElseThrow().truth())
                    .contains(DatasetClass.unmapped("n99999999"));
            try (Samples samples = dataset.samples()) {
                int count = 0;
                while (samples.next().isPresent()) {
                    count++;
                }
                assertThat(count).isEqualTo(3);
            }
        }
    }

    @Test
    void ownArchiveIsReadWithoutUnpacking() throws Exception {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("woof.zip")))) {
            zip.putNextEntry(new ZipEntry("imagewoof320/val/n02115641/n02115641_5752.JPEG"));
            zip.write(new byte[] {1, 2});
        }
        try (Dataset dataset = open("woof.zip")) {
            Sample dingo = dataset.find("val/n02115641/n02115641_5752.JPEG").orElseThrow();
            assertThat(dingo.truth().orElseThrow().index()).hasValue(273);
        }
    }

    @Test
    void sayHowToFetchWhatIsNotHere() {
        assertThatThrownBy(() -> open("")).isInstanceOf(InputException.class)
                .hasMessageContaining("pellucid datasets fetch imagewoof");
    }

    @Test
    void itemInTheCatalogueIsUnpacked() {
        ImageWoofDownload download = new ImageWoofDownload(List.of(URI.create("https://example.org/a.zip")), "", 10);
        assertThat(download.items()).singleElement().satisfies(item -> {
            assertThat(item.name()).isEqualTo("imagewoof");
            assertThat(item.unpack()).isTrue();
            assertThat(item.files().get(0).maxBytes()).isEqualTo(10 << 20);
        });
    }
}
