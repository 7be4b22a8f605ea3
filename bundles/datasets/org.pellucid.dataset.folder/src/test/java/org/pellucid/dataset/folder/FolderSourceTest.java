package org.pellucid.dataset.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pellucid.api.InputException;
import org.pellucid.api.PellucidException;
import org.pellucid.api.UsageException;
import org.pellucid.api.dataset.Dataset;
import org.pellucid.api.dataset.DatasetClass;
import org.pellucid.api.dataset.Sample;
import org.pellucid.api.dataset.Samples;
import org.pellucid.api.dataset.spi.DatasetLocation;
import org.pellucid.image.OpenCvImageService;
import org.pellucid.testkit.Reading;
import org.pellucid.testkit.SmallPicture;

/** Folders as data sets. */
class FolderSourceTest {
    @TempDir
    private Path folder;
    private Lister lister = Lister.FILES;

    private void pictures(String... names) throws IOException {
        for (String name : names) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, name.contains("bad") ? new byte[] {1, 2, 3} : SmallPicture.png());
        }
    }

    private Dataset open(Map<String, String> options) throws PellucidException {
        return new FolderSource(new OpenCvImageService(), lister)
                .open(new DatasetLocation("folder", folder.toString(), options, Path.of("/")));
    }

    private Dataset open() throws PellucidException {
        return open(Map.of());
    }

    private static List<Sample> samples(Dataset dataset, List<String> problems) throws InputException {
        List<Sample> samples = new ArrayList<>();
        Reading.all(dataset, samples::add, problems::add);
        return samples;
    }

    private static List<String> ids(Dataset dataset) throws InputException {
        List<String> problems = new ArrayList<>();
        List<String> ids = samples(dataset, problems).stream().map(Sample::id).toList();
        assertThat(problems).isEmpty();
        return ids;
    }

    @Test
    void plainFolderHasNoTruth() throws Exception {
        pictures("b.jpg", "a.PNG", "notes.txt", ".hidden.jpg", "__MACOSX/a.png");
        List<Sample> samples = samples(open(), new ArrayList<>());
        assertThat(samples).extracting(Sample::id).containsExactly("a.PNG", "b.jpg");
        assertThat(samples).allSatisfy(sample -> {
            assertThat(sample.truth()).isEmpty();
            assertThat(sample.split()).isEmpty();
        });
    }

    @Test
    void classFolderIsTheTruthAndSplitsAreKept() throws Exception {
        pictures("train/beagle/1.jpg", "val/beagle/1.jpg", "val/dingo/deep/2.jpg", "val/loose.jpg");
        List<Sample> samples = samples(open(), new ArrayList<>());
        assertThat(samples).extracting(Sample::id).containsExactly("train/beagle/1.jpg", "val/loose.jpg",
                "val/beagle/1.jpg", "val/dingo/deep/2.jpg");
        assertThat(samples).extracting(sample -> sample.split().orElse(""))
                .containsExactly("train", "val", "val", "val");
        assertThat(samples).extracting(sample -> sample.truth().map(DatasetClass::label).orElse(""))
                .containsExactly("beagle", "", "beagle", "dingo");
        assertThat(samples.get(0).truth().orElseThrow().index()).isEmpty();
    }

    @Test
    void oneSplitCanBeChosen() throws Exception {
        pictures("train/beagle/1.jpg", "val/beagle/1.jpg");
        assertThat(ids(open(Map.of("split", "val")))).containsExactly("val/beagle/1.jpg");
        assertThat(open(Map.of("split", "val")).find("train/beagle/1.jpg")).isEmpty();
        assertThat(ids(open(Map.of("split", "test")))).isEmpty();
        assertThatThrownBy(() -> open(Map.of("half", "1"))).isInstanceOf(UsageException.class)
                .hasMessageContaining("unknown option half; there is split");
    }

    @Test
    void wrappingFolderIsNotPartOfTheIds() throws Exception {
        pictures("imagewoof320/train/n1/1.jpg", "imagewoof320/val/n1/2.jpg", "README.md");
        assertThat(ids(open())).containsExactly("train/n1/1.jpg", "val/n1/2.jpg");
    }

    @Test
    void onlyClassIsNoWrapping() throws Exception {
        pictures("beagle/1.jpg");
        assertThat(ids(open())).containsExactly("beagle/1.jpg");
    }

    @Test
    void sampleIsFoundByItsIdAndNothingOutside() throws Exception {
        pictures("set/train/n1/1.jpg", "secret.jpg", "set/val/n1/2.jpg");
        folder = folder.resolve("set");
        Dataset dataset = open();
        assertThat(dataset.find("train/n1/1.jpg").orElseThrow().file()).contains(folder.resolve("train/n1/1.jpg"));
        for (String id : List.of("train/n1/9.jpg", "../secret.jpg", "train/../../secret.jpg", "train/n1/../n1/1.jpg",
                "train//n1/1.jpg", "", "train", folder.resolve("train/n1/1.jpg").toString(), "a\0b.jpg")) {
            assertThat(dataset.find(id)).as(id).isEmpty();
        }
    }

    @Test
    void damagedPictureHarmsOnlyItself() throws Exception {
        pictures("a.jpg", "bad.jpg", "c.jpg");
        List<Sample> samples = samples(open(), new ArrayList<>());
        assertThat(samples.get(0).picture().name()).isEqualTo("a.jpg");
        assertThatThrownBy(samples.get(1)::picture).isInstanceOf(InputException.class).hasMessageContaining("bad.jpg");
        assertThat(samples.get(2).picture().width()).isEqualTo(SmallPicture.WIDTH);
        assertThat(samples.get(2).encoded().orElseThrow()).isEqualTo(SmallPicture.png());
        Files.delete(folder.resolve("c.jpg"));
        assertThatThrownBy(samples.get(2)::encoded).isInstanceOf(InputException.class).hasMessageContaining("c.jpg");
    }

    @Test
    void folderThatCannotBeListedHarmsOnlyItself() throws Exception {
        pictures("train/a/1.jpg", "train/b/2.jpg", "train/c/3.jpg");
        lister = path -> {
            if (path.endsWith("b")) {
                throw new AccessDeniedException(path.toString());
            }
            return Files.newDirectoryStream(path);
        };
        List<String> problems = new ArrayList<>();
        assertThat(samples(open(), problems)).extracting(Sample::id).containsExactly("train/a/1.jpg",
                "train/c/3.jpg");
        assertThat(problems).singleElement().asString().contains("train/b", "permission denied");
    }

    @Test
    void linkThatLeadsBackEndsThere() throws Exception {
        pictures("train/a/1.jpg", "train/b/2.jpg");
        Files.createSymbolicLink(folder.resolve("train/a/back"), folder);
        List<String> problems = new ArrayList<>();
        assertThat(samples(open(), problems)).hasSize(2);
        assertThat(problems).singleElement().asString().contains("symbolic link");
    }

    @Test
    void missingFolderIsNamed() {
        folder = folder.resolve("nowhere");
        assertThatThrownBy(this::open).isInstanceOf(InputException.class).hasMessageContaining("there is no folder");
    }

    /** Counts what was listed; thousands of names that need no files behind them. */
    private final class Crowd implements Lister {
        private final int size;
        private int listed;

        Crowd(int size) {
            this.size = size;
        }

        @Override
        public DirectoryStream<Path> list(Path path) {
            return new DirectoryStream<>() {
                @Override
                public Iterator<Path> iterator() {
                    return new Iterator<>() {
                        private int next;

                        @Override
                        public boolean hasNext() {
                            return next < size;
                        }

                        @Override
                        public Path next() {
                            listed++;
                            return path.resolve("p" + next++ + ".jpg");
                        }
                    };
                }

                @Override
                public void close() {
                    // nothing
                }
            };
        }
    }

    @Test
    void firstSampleArrivesBeforeTheFolderIsListed() throws Exception {
        Crowd crowd = new Crowd(1_000_000);
        lister = crowd;
        try (Samples samples = open().samples()) {
            assertThat(samples.next()).isPresent();
            assertThat(crowd.listed).isLessThanOrEqualTo(FolderSamples.AHEAD + 2);
            for (int i = 1; i < FolderSamples.AHEAD; i++) {
                assertThat(samples.next()).isPresent();
            }
            assertThat(crowd.listed).isLessThanOrEqualTo(FolderSamples.AHEAD + 2);
            assertThat(samples.next()).isPresent();
            assertThat(crowd.listed).isGreaterThan(FolderSamples.AHEAD + 2);
        }
    }

    @Test
    void firstOfManyFilesArrivesBeforeTheRestIsListed() throws Exception {
        for (int i = 0; i < 6000; i++) {
            Files.createFile(folder.resolve(i + ".jpg"));
        }
        int[] listed = {0};
        lister = path -> new CountingStream(Files.newDirectoryStream(path), listed);
        Dataset dataset = open();
        try (Samples samples = dataset.samples()) {
            assertThat(samples.next()).isPresent();
            assertThat(listed[0]).isLessThan(5000);
        }
        assertThat(ids(dataset)).hasSize(6000).doesNotHaveDuplicates();
    }

    private record CountingStream(DirectoryStream<Path> stream, int[] listed) implements DirectoryStream<Path> {
        @Override
        public Iterator<Path> iterator() {
            Iterator<Path> children = stream.iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return children.hasNext();
                }

                @Override
                public Path next() {
                    listed[0]++;
                    return children.next();
                }
            };
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }
}
