package org.pellucid.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pellucid.api.InputException;
import org.pellucid.api.UsageException;
import org.pellucid.api.dataset.Dataset;
import org.pellucid.api.dataset.DatasetEntry;
import org.pellucid.api.dataset.Sample;
import org.pellucid.api.dataset.Samples;
import org.pellucid.api.dataset.Sampling;
import org.pellucid.api.dataset.spi.DatasetSource;
import org.pellucid.whiteboard.Patience;
import org.pellucid.whiteboard.plain.Defaults;

/** Which source opens what, and which samples are chosen. */
class DatasetsServiceTest {
    private static final Optional<Sampling> ALL = Optional.empty();

    @TempDir
    private Path folder;
    private final DatasetsService datasets = new DatasetsService(Defaults.of(Patience.class, Map.of()));

    private ListSource add(String... ids) {
        return add(List.of(ids));
    }

    private ListSource add(Iterable<String> ids) {
        ListSource source = new ListSource(ids);
        datasets.add(source, Map.of(DatasetSource.SCHEME, "list"));
        return source;
    }

    private static List<String> ids(Dataset dataset) throws Exception {
        List<String> ids = new ArrayList<>();
        try (Samples samples = dataset.samples()) {
            while (true) {
                try {
                    Optional<Sample> next = samples.next();
                    if (next.isEmpty()) {
                        return ids;
                    }
                    ids.add(next.get().id());
                } catch (InputException e) {
                    ids.add("problem");
                }
            }
        }
    }

    @Test
    void schemeNamesTheSource() throws Exception {
        ListSource source = add("a", "b");
        try (Dataset dataset = datasets.open("LIST:here?split=val&count=3", folder, ALL)) {
            assertThat(ids(dataset)).containsExactly("a", "b");
        }
        assertThat(source.location.location()).isEqualTo("here");
        assertThat(source.location.options()).isEqualTo(Map.of("split", "val", "count", "3"));
        assertThat(source.location.path()).isEqualTo(folder.resolve("here"));
        assertThat(source.closed).isEqualTo(1);
    }

    @Test
    void pathIsOpenedByWhatTakesIt() throws Exception {
        ListSource source = add("a");
        Files.createFile(folder.resolve("x.list"));
        datasets.open("x.list", folder, ALL).close();
        assertThat(source.location.toString()).isEqualTo("list:x.list");
        datasets.open("x.list?split=val", folder, ALL).close();
        assertThat(source.location.options()).containsEntry("split", "val");
    }

    @Test
    void questionMarkInAFileNameIsNoOption() throws Exception {
        ListSource source = add("a");
        Files.createFile(folder.resolve("x?a=b"));
        datasets.open("list:x?a=b", folder, ALL).close();
        assertThat(source.location.location()).isEqualTo("x?a=b");
        datasets.open("list:what? is=this", folder, ALL).close();
        assertThat(source.location.location()).isEqualTo("what? is=this");
    }

    @Test
    void unknownSchemeNamesThosePresent() {
        add("a");
        assertThatThrownBy(() -> datasets.open("cifar:10", folder, ALL)).isInstanceOf(UsageException.class)
                .hasMessage("data set cifar:10: unknown scheme cifar; there are list:");
    }

    @Test
    void missingPathIsNamed() throws Exception {
        add("a");
        assertThatThrownBy(() -> datasets.open("nowhere", folder, ALL)).isInstanceOf(InputException.class)
                .hasMessageContaining("nowhere: no such file or folder");
        Files.createFile(folder.resolve("notes.txt"));
        assertThatThrownBy(() -> datasets.open("notes.txt", folder, ALL)).isInstanceOf(InputException.class)
                .hasMessageContaining("neither a folder nor an archive");
        assertThatThrownBy(() -> datasets.open(" ", folder, ALL)).isInstanceOf(UsageException.class);
    }

    @Test
    void emptyDataSetIsRefusedAndClosed() {
        ListSource source = add();
        assertThatThrownBy(() -> datasets.open("list:x", folder, ALL)).isInstanceOf(InputException.class)
                .hasMessage("data set list:x holds no pictures");
        assertThat(source.closed).isEqualTo(1);
    }

    @Test
    void dataSetOfWhichNothingCanBeListedSaysWhy() {
        add("!secret");
        assertThatThrownBy(() -> datasets.open("list:x", folder, ALL)).isInstanceOf(InputException.class)
                .hasMessageContaining("!secret");
    }

    @Test
    void the_source_of_the_higher_ranking_is_used() throws Exception {
        ListSource first = add("first");
        add("second");
        ListSource best = new ListSource(List.of("best"));
        datasets.open("list:", folder, ALL).close();
        assertThat(first.location).as("of equals the one added first").isNotNull();
        datasets.add(best, Map.of(DatasetSource.SCHEME, "list", "service.ranking", 1));
        datasets.open("list:", folder, ALL).close();
        assertThat(best.location).isNotNull();
        assertThat(datasets.list()).extracting(DatasetEntry::scheme).containsExactly("list");
    }

    @Test
    void choiceDoesNotDependOnTheOrder() throws Exception {
        List<String> ids = new ArrayList<>(IntStream.range(0, 2000).mapToObj(i -> "val/" + i + ".jpg").toList());
        List<String> first = chosen(ids, 20, 7);
        Collections.shuffle(ids, new Random(1));
        assertThat(chosen(ids, 20, 7)).isEqualTo(first).isSorted().hasSize(20);
        assertThat(chosen(ids, 20, 8)).isNotEqualTo(first);
        assertThat(chosen(ids, 40, 7)).containsAll(first);
        assertThat(chosen(ids, 5000, 7)).hasSize(2000);
    }

    @Test
    void choiceIsTheSameOnEveryMachine() throws Exception {
        List<String> ids = Stream.of("a", "b", "c", "d", "e", "f", "g", "h").map(id -> "train/" + id + ".png").toList();
        // worked out in Python: sha256(seed, eight bytes, then the id), the three smallest
        assertThat(chosen(ids, 3, 42)).containsExactly("train/b.png", "train/c.png", "train/g.png");
    }

    private List<String> chosen(List<String> ids, int count, long seed) throws Exception {
        add(ids);
        try (Dataset dataset = datasets.open("list:", folder, Optional.of(new Sampling(count, seed)))) {
            List<String> chosen = ids(dataset);
            assertThat(dataset.size()).hasValue(chosen.size());
            assertThat(dataset.find(chosen.get(0))).isPresent();
            return chosen;
        }
    }

    @Test
    void choosingHoldsNoMoreThanItTakesAndGoesOnBehindWhatCannotBeListed() throws Exception {
        int[] given = {0};
        Iterable<String> endless = () -> IntStream.range(0, 300_000).mapToObj(i -> {
            given[0]++;
            return i == 1000 ? "!secret" : "p" + i;
        }).iterator();
        add(endless);
        try (Dataset dataset = datasets.open("list:", folder, Optional.of(new Sampling(5, 1)))) {
            assertThat(given[0]).isBetween(300_000, 300_001 + 1000);
            assertThat(ids(dataset)).hasSize(6).startsWith("problem");
        }
    }

    @Test
    void openingLooksAtTheFirstSampleOnly() throws Exception {
        int[] given = {0};
        add(() -> IntStream.range(0, 1_000_000).mapToObj(i -> "p" + given[0]++).iterator());
        datasets.open("list:", folder, ALL).close();
        assertThat(given[0]).isLessThan(1000);
    }

    @Test
    void choosingCanBeInterrupted() {
        add(IntStream.range(0, 10).mapToObj(i -> "p" + i).toList());
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> datasets.open("list:", folder, Optional.of(new Sampling(5, 1))))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }
}
