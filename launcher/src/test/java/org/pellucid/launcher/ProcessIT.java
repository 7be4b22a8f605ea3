package org.pellucid.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pellucid.launcher.Command.Ended;
import org.pellucid.launcher.Command.Running;
import org.pellucid.testkit.TestData;

/** The command among other processes: several at once, killed, interrupted, with damaged storage. */
class ProcessIT {
    private static final Path CAT = TestData.sample("chelsea.png");
    private static final Path COFFEE = TestData.sample("coffee.png");
    private static final Path CACHE = Command.CACHE.resolveSibling("test-cache-alone");
    private static final long PATIENCE_MILLIS = 30_000;
    private static final FileTime LONG_AGO = FileTime.from(Instant.now().minus(Duration.ofDays(40)));

    @TempDir
    private Path folder;

    private Command command() {
        return Command.in(folder);
    }

    /** The same with a cache of its own, empty at first, since that is what is going to suffer. */
    private Command alone() {
        return command().cache(CACHE);
    }

    @BeforeEach
    @AfterEach
    void forget() throws IOException {
        Samples.delete(CACHE);
    }

    private static void await(BooleanSupplier condition, Running running) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        while (!condition.getAsBoolean()) {
            assertThat(running.process().isAlive()).as("at work").isTrue();
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Thread.sleep(10);
        }
    }

    private static Duration processorTime(Running running) {
        return running.process().info().totalCpuDuration().orElseThrow();
    }

    private static int count(Path maps) {
        String[] names = maps.toFile().list();
        return names == null ? 0 : names.length;
    }

    private Path slot() throws IOException {
        try (Stream<Path> bases = Files.list(CACHE.resolve("framework"))) {
            return bases.findFirst().orElseThrow().resolve("slot-0");
        }
    }

    /** Every picture there is whole, and what is hidden is not counted among them. */
    private static void whole(Path maps) throws IOException {
        for (String name : Samples.names(maps)) {
            if (name.endsWith(".png")) {
                assertThat(ImageIO.read(maps.resolve(name).toFile())).as(name).isNotNull();
            }
        }
    }

    @Test
    void several_at_once() throws IOException {
        // Both find an empty cache, and must not unpack, install or compile into each other's files.
        Running one = alone().start("explain", "-o", "one", CAT);
        Running two = alone().start("explain", "-o", "two", COFFEE);
        one.end().done();
        two.end().done();
        assertThat(Samples.names(folder.resolve("one"))).containsExactly("chelsea_Egyptian_cat.jpg");
        assertThat(Samples.names(folder.resolve("two"))).contains("coffee_espresso.jpg");
        assertThat(Samples.names(slot().getParent())).contains("slot-0", "slot-1").hasSize(4);
    }

    @Test
    void a_killed_one_leaves_no_partial_file_and_no_trouble() throws Exception {
        Path maps = folder.resolve("maps");
        try (Running running = command().start("explain", "-t", "all", "-f", "png", "-o", "maps", CAT)) {
            await(() -> count(maps) > 20, running);
            running.process().destroyForcibly().waitFor();
        }
        assertThat(Samples.names(maps).stream().filter(name -> !name.startsWith(".pellucid-")))
                .hasSizeBetween(20, 999).allMatch(name -> name.matches("chelsea_.*\\.png"));
        whole(maps);
        Ended next = command().run("--timing", "explain", CAT).done();
        assertThat(next.err()).contains("new storage");
        assertThat(command().run("--timing", "explain", CAT).done().err()).doesNotContain("new storage");
    }

    @Test
    void an_interrupted_one_ends_at_once_and_leaves_what_is_done() throws Exception {
        Path maps = folder.resolve("maps");
        try (Running running = command().start("explain", "--json", "-t", "all",
                "-f", "png", "-o", "maps", CAT, COFFEE)) {
            await(() -> count(maps) > 20, running);
            long begun = System.nanoTime();
            running.signal("INT");
            Ended ended = running.end().code(130);
            assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun)).isLessThan(3_000);
            assertThat(ended.errors()).containsExactly("pellucid: interrupted");
            assertThat(CommandLineIT.document(ended).get("error").getAsString()).isEqualTo("interrupted");
        }
        assertThat(Samples.names(maps)).hasSizeBetween(20, 999).allMatch(name -> name.matches("chelsea_.*\\.png"));
        whole(maps);
    }

    @Test
    void an_interrupted_black_box_method_leaves_the_maps_known_so_far() throws Exception {
        Path maps = folder.resolve("maps");
        try (Running running = command().start("explain", "--json", "-M",
                "rise", "-O", "masks=1000000", "--jobs", "1", "-f", "npy,json", "-o", "maps", CAT, COFFEE)) {
            await(() -> Files.exists(maps), running);
            // The folder is made just before the first mask, and masks are all that takes processor time.
            Duration masked = processorTime(running).plusSeconds(4);
            await(() -> processorTime(running).compareTo(masked) > 0, running);
            running.signal("INT");
            Ended ended = running.end().code(130);
            assertThat(ended.errors()).hasSize(2).first().asString().matches("pellucid: .*chelsea.png: interrupted "
                    + "after \\d+ of 1000000 masks, standard error \\d+ % of the map's spread; .*");
            JsonObject document = CommandLineIT.document(ended);
            assertThat(document.get("error").getAsString()).isEqualTo("interrupted");
            JsonObject picture = document.getAsJsonArray("pictures").get(0).getAsJsonObject();
            assertThat(picture.get("status").getAsString()).isEqualTo("partial");
            assertThat(picture.get("incomplete").getAsString()).endsWith("of the map's spread");
        }
        assertThat(Samples.names(maps)).containsExactly("chelsea.json", "chelsea_Egyptian_cat_partial.npy");
    }

    @Test
    void a_terminated_one_says_so() throws Exception {
        Path maps = folder.resolve("maps");
        try (Running running = command().start("explain", "-t", "all", "-o", "maps", CAT)) {
            await(() -> count(maps) > 0, running);
            running.signal("TERM");
            running.end().code(128 + 15);
        }
        assertThat(Samples.names(maps)).allMatch(name -> name.matches("chelsea_.*\\.jpg"));
    }

    /** Only the first slots are kept; natives are there once for all. */
    @Test
    void many_at_once_leave_no_more_than_a_few() throws Exception {
        alone().run("explain", CAT).done();
        Path slots = slot().getParent();
        List<Running> many = new ArrayList<>();
        try (Slots busy = new Slots(slots, 2, Storage.KEPT)) {
            for (int i = 0; i < 4; i++) {
                many.add(alone().start("shell")); // reads a script from its standard input, until that is closed
            }
            await(() -> Files.exists(slots.resolve("slot-" + (Storage.KEPT + 1)).resolve("in-use")), many.get(0));
            many.forEach(running -> running.end().done());
        }
        assertThat(folders(slots)).contains("slot-0", "slot-1").doesNotContain("slot-" + Storage.KEPT,
                "slot-" + (Storage.KEPT + 1));
        assertThat(size(slots) / folders(slots).size()).as("bytes of a slot").isLessThan(3 << 20);
        assertThat(Samples.names(CACHE.resolve("natives"))).hasSize(3)
                .allMatch(name -> name.matches("(opencv|openvino|pixels)-.*"));
    }

    @Test
    void what_is_left_over_is_cleared_away_beside_a_command() throws Exception {
        alone().run("methods").done();
        Path here = slot().getParent();
        Path there = here.resolveSibling("0a");
        Path month = here.resolveSibling("0b");
        Path busy = here.resolveSibling("0c");
        Path killed = slot(here, Storage.KEPT + 3, TestData.root());
        slot(there, 0, folder.resolve("gone"));
        Path used = slot(there.resolveSibling("0d"), 1, TestData.root());
        Files.setLastModifiedTime(slot(month, 0, TestData.root()), LONG_AGO);
        Path natives = Files.createDirectories(CACHE.resolve("natives/openvino-old/linux-x86_64")).getParent();
        Files.writeString(natives.resolve("linux-x86_64/lib.so"), "library");
        Files.setLastModifiedTime(natives, LONG_AGO);
        Path locked = slot(busy, 0, folder.resolve("gone"));
        // One slot is taken, so that the command is one of several, which looks for what others left.
        try (Slots taken = new Slots(here, 0, 1);
                Slots others = new Slots(busy, 0, 1);
                Running running = alone().start("shell")) {
            await(() -> Stream.of(killed, there, month, natives).noneMatch(Files::exists), running);
            assertThat(locked).as("in use").exists();
            assertThat(used).as("of another installation").exists();
            running.end().done();
        }
        assertThat(alone().run("--timing", "methods").done().err()).doesNotContain("new storage");
    }

    /** A slot as a process leaves it that ran from an installation. */
    private static Path slot(Path installation, int number, Path feature) throws IOException {
        Path slot = Files.createDirectories(installation.resolve("slot-" + number));
        Files.createDirectories(slot.resolve("framework/bundle1"));
        Files.writeString(slot.resolve("installed"), "1 2 " + feature + "\n");
        Files.writeString(installation.resolve("slot-" + number + ".lock"), "");
        return slot;
    }

    private static List<String> folders(Path slots) throws IOException {
        return Samples.names(slots).stream().filter(name -> !name.endsWith(".lock")).toList();
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
        }
    }

    /** Slots that this process has, as another command would. */
    private static final class Slots implements AutoCloseable {
        private final List<FileChannel> locks = new ArrayList<>();

        Slots(Path installation, int first, int end) throws IOException {
            for (int slot = first; slot < end; slot++) {
                FileChannel lock = FileChannel.open(installation.resolve("slot-" + slot + ".lock"),
                        StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                locks.add(lock);
                assertThat(lock.tryLock()).as("lock of slot " + slot).isNotNull();
            }
        }

        @Override
        public void close() throws IOException {
            for (FileChannel lock : locks) {
                lock.close();
            }
        }
    }

    /** Mapped into memory, a library that is too short ends the process with SIGBUS. */
    @Test
    void libraries_that_were_cut_are_unpacked_again() throws IOException {
        alone().run("explain", CAT).done();
        List<Path> libraries;
        try (Stream<Path> files = Files.walk(CACHE.resolve("natives"))) {
            libraries = files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    && file.getFileName().toString().contains(".so")).toList();
        }
        assertThat(libraries).extracting(file -> file.getFileName().toString()).contains("libopencv_java490.so",
                "libopenvino_intel_cpu_plugin.so");
        Map<Path, Long> sizes = new HashMap<>();
        for (Path library : libraries) {
            sizes.put(library, Files.size(library));
            try (FileChannel channel = FileChannel.open(library, StandardOpenOption.WRITE)) {
                channel.truncate(Files.size(library) / 2);
            }
        }
        alone().run("explain", CAT).done();
        assertThat(sizes).allSatisfy((library, size) -> assertThat(library).as("unpacked again").hasSize(size));
    }

    @Test
    void a_disk_full_at_the_first_start_is_told_and_does_no_harm() throws Exception {
        Path disk = folder.resolve("disk");
        try (SmallDisk small = new SmallDisk(disk, "20m")) {
            for (int run = 0; run < 2; run++) {
                Ended full = command().cache(disk).run("explain", CAT).code(3);
                assertThat(full.err()).contains("No space left on device", "make room", "-Dpellucid.cache=DIR")
                        .doesNotContain("x86");
            }
            small.grow("400m");
            command().cache(disk).run("explain", CAT).done();
        }
    }

    @Test
    void damaged_storage_is_made_anew() throws IOException {
        alone().run("methods").done();
        assertThat(alone().run("--timing", "methods").done().err()).doesNotContain("new storage");
        for (Damage damage : Damage.values()) {
            damage.work(slot());
            Ended ended = alone().run("--timing", "methods", "--json").done();
            assertThat(CommandLineIT.document(ended).getAsJsonArray("methods")).as(damage.name()).isNotEmpty();
            assertThat(ended.err()).as(damage.name()).contains("new storage");
        }
        assertThat(alone().run("--timing", "methods").done().err()).doesNotContain("new storage");
    }

    /** What may happen to the framework's storage. */
    private enum Damage {
        BUNDLE_GONE {
            @Override
            void work(Path slot) throws IOException {
                Samples.delete(slot.resolve("framework/bundle5"));
            }
        },
        BUNDLES_EMPTIED {
            @Override
            void work(Path slot) throws IOException {
                try (Stream<Path> files = Files.walk(slot.resolve("framework"))) {
                    for (Path file : files.filter(file -> file.endsWith("bundle.info")).toList()) {
                        Files.write(file, new byte[0]);
                    }
                }
            }
        },
        BUNDLE_GARBLED {
            @Override
            void work(Path slot) throws IOException {
                byte[] noise = new byte[200];
                Arrays.fill(noise, (byte) 0xa5);
                Files.write(slot.resolve("framework/bundle3/bundle.info"), noise);
            }
        },
        FILE_IN_ITS_PLACE {
            @Override
            void work(Path slot) throws IOException {
                Samples.delete(slot.resolve("framework"));
                Files.writeString(slot.resolve("framework"), "no folder");
            }
        },
        STAMP_GARBLED {
            @Override
            void work(Path slot) throws IOException {
                Files.write(slot.resolve("installed"), new byte[] {-1, 0, -2, '\n', 7});
            }
        };

        abstract void work(Path slot) throws IOException;
    }

    @Test
    void a_cache_folder_that_cannot_be_written() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        command().cache(file.resolve("cache")).run("methods").refused(3, "cache folder", "file/cache");
        command().cache(Path.of("/proc/pellucid")).run("methods").refused(3, "cache folder", "/proc/pellucid");
    }

    @Test
    void output_that_is_lost_is_told() {
        assumeTrue(Files.exists(Path.of("/dev/full")));
        Ended ended = command().behind("sh", "-c", "exec \"$@\" >/dev/full", "sh").run("methods");
        ended.refused(1, "standard output");
    }

    @Test
    void goes_on_when_nobody_reads_its_output() throws Exception {
        List<String> names = List.of("chelsea_Egyptian_cat.jpg");
        try (Running running = command().behind("sh", "-c", "\"$@\" | true", "sh").start("explain", CAT)) {
            assertThat(running.end().err()).doesNotContain("\tat ");
        }
        assertThat(Samples.names(folder.resolve("saliency_maps"))).isEqualTo(names);
    }
}
