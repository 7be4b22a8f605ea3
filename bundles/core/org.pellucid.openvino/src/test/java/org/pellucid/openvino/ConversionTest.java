package org.pellucid.openvino;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pellucid.api.ModelException;
import org.pellucid.api.model.LoadOptions;
import org.pellucid.api.model.Precision;
import org.pellucid.api.model.spi.RuntimeModel;

/** Files of other formats, good and bad, read by the real frontends. */
class ConversionTest extends FixtureTest {
    /** How many damaged copies of a file are tried; {@code -Dpellucid.test.flips=500} tries more. */
    private static final int FLIPS = Integer.getInteger("pellucid.test.flips", 12);
    /** One small network in every format. */
    private static final Path TWINS = Path.of("../../test/org.pellucid.testkit/twins").toAbsolutePath().normalize();

    private Path onnx() throws IOException {
        Path source = Path.of(Fixture.shared("shapes-cnn")).resolveSibling("shapes-cnn.onnx");
        return Files.copy(source, folder.resolve("net.onnx"));
    }

    @Test
    void an_onnx_file_answers_like_its_ir() throws Exception {
        try (RuntimeModel model = fixture.loader.load(onnx().toString());
                RuntimeModel twin = fixture.loader.load(Fixture.shared("shapes-cnn"))) {
            assertThat(model.name()).isEqualTo("net");
            assertThat(model.file()).isEqualTo(folder.resolve("net.onnx"));
            // the twin's weights are stored as f16
            assertThat(Fixture.infer(model, Fixture.request(Precision.F32)))
                    .containsExactly(Fixture.infer(twin, Fixture.request(Precision.F32)), within(0.05f));
        }
    }

    @Test
    void a_file_is_converted_once_and_again_when_it_changes() throws Exception {
        Path file = onnx();
        fixture.loader.load(file.toString()).close();
        List<Path> first = converted();
        assertThat(first).hasSize(1);
        fixture.loader.load(file.toString()).close();
        fixture.loader.load(Files.copy(file, folder.resolve("copy.onnx")).toString()).close();
        assertThat(converted()).as("the same content under another name").isEqualTo(first);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1; // a weight
        Files.write(file, bytes);
        fixture.loader.load(file.toString()).close();
        assertThat(converted()).hasSize(2).containsAll(first);
    }

    private List<Path> converted() throws IOException {
        try (Stream<Path> entries = Files.list(folder.resolve("cache/converted"))) {
            return entries.filter(Files::isDirectory).sorted().toList();
        }
    }

    /** The file's sides are open where the original has 224: a dimension gets a name in place of its value. */
    @Test
    void an_open_size_is_closed_by_the_one_asked_for() throws Exception {
        Path file = onnx();
        byte[] bytes = Files.readAllBytes(file);
        int opened = 0;
        for (int i = 0; i + 5 <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + 5, new byte[] {0x0a, 3, 8, (byte) 224, 1}, 0, 5)) {
                System.arraycopy(new byte[] {0x12, 1, 's'}, 0, bytes, i + 2, 3);
                opened++;
            }
        }
        assertThat(opened).isGreaterThanOrEqualTo(2);
        Files.write(file, bytes);
        assertThatThrownBy(() -> fixture.loader.load(file.toString()).close()).isInstanceOf(ModelException.class)
                .hasMessageContaining(file.toString()).hasMessageContaining("--size");
        try (RuntimeModel model = fixture.loader.load(file.toString(), LoadOptions.builder().size(224, 224).build());
                RuntimeModel twin = fixture.loader.load(Fixture.shared("shapes-cnn"))) {
            assertThat(model.inputs().get(0).shape()).isEqualTo(List.of(1, 3, 224, 224));
            assertThat(Fixture.infer(model, Fixture.request(Precision.F32)))
                    .containsExactly(Fixture.infer(twin, Fixture.request(Precision.F32)), within(0.05f));
        }
    }

    @Test
    void labels_come_from_the_metadata() throws Exception {
        Path file = onnx();
        byte[] property = join(field(1, "names".getBytes(StandardCharsets.UTF_8)),
                field(2, "{0: 'big cat', 1: 'dog'}".getBytes(StandardCharsets.UTF_8)));
        Files.write(file, field(14, property), StandardOpenOption.APPEND);
        try (RuntimeModel model = fixture.loader.load(file.toString())) {
            assertThat(model.info().labels()).containsExactly("big_cat", "dog");
        }
    }

    @Test
    void labels_come_from_the_archive_behind_a_tflite_file() throws Exception {
        Path file = Files.copy(TWINS.resolve("twin.tflite"), folder.resolve("labelled.tflite"));
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(packed)) {
            zip.putNextEntry(new ZipEntry("labelmap.txt"));
            zip.write("cat\ndog\n".getBytes(StandardCharsets.UTF_8));
        }
        Files.write(file, packed.toByteArray(), StandardOpenOption.APPEND);
        try (RuntimeModel model = fixture.loader.load(file.toString())) {
            assertThat(model.info().labels()).containsExactly("cat", "dog");
        }
    }

    @Test
    void an_untrusted_file_is_tried_outside_after_its_conversion() throws Exception {
        fixture.loader.load(onnx().toString(), LoadOptions.builder().untrusted(true).build()).close();
        try (Stream<Path> entries = Files.list(folder.resolve("cache/converted"))) {
            assertThat(entries.filter(entry -> entry.getFileName().toString().startsWith("checked-"))).hasSize(1);
        }
    }

    @Test
    void a_model_folder_may_hold_any_format() throws Exception {
        Path models = Files.createDirectories(folder.resolve("models/mine"));
        Files.move(onnx(), models.resolve("mine.onnx"));
        OpenVinoModelLoader loader = new OpenVinoModelLoader(fixture.runtime, List.of(folder.resolve("models")), 512,
                false, Fixture.FILE_TIME_LIMIT_MILLIS, null);
        assertThat(loader.list()).singleElement().satisfies(entry -> {
            assertThat(entry.name()).isEqualTo("mine");
            assertThat(entry.bytes()).isEqualTo(Files.size(models.resolve("mine.onnx")));
        });
        try (RuntimeModel model = loader.load("mine")) {
            assertThat(model.outputs()).hasSize(1);
        }
    }

    @Test
    void an_untrusted_ir_is_tried_outside_first() throws Exception {
        String file = Fixture.shared("shapes-cnn");
        try (RuntimeModel model = fixture.loader.load(file, LoadOptions.builder().untrusted(true).build())) {
            assertThat(model.outputs()).hasSize(1);
        }
        try (Stream<Path> notes = Files.list(folder.resolve("cache/converted"))) {
            assertThat(notes).singleElement()
                    .satisfies(note -> assertThat(note.getFileName().toString()).startsWith("checked-"));
        }
    }

    @Test
    void what_was_downloaded_is_tried_outside_first() throws Exception {
        Path downloaded = Files.createDirectories(folder.resolve("cache/models/shapes"));
        for (String ending : List.of(".xml", ".bin")) {
            Files.copy(TWINS.resolve("twin" + ending), downloaded.resolve("shapes" + ending));
        }
        fixture.loader.load(downloaded.resolve("shapes.xml").toString()).close();
        try (Stream<Path> notes = Files.list(folder.resolve("cache/converted"))) {
            assertThat(notes).singleElement()
                    .satisfies(note -> assertThat(note.getFileName().toString()).startsWith("checked-"));
        }
    }

    @Test
    void a_file_that_takes_too_long_is_given_up() throws Exception {
        Path started = folder.resolve("started");
        Path program = Files.writeString(folder.resolve("program"), "#!/bin/sh\necho $$ >" + started
                + "\nexec sleep 600\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        ModelProgram hanging = new ModelProgram(() -> program, 1000);
        assertThatThrownBy(() -> hanging.check(program, Path.of("net.xml"))).isInstanceOf(ModelException.class)
                .hasMessageStartingWith("net.xml cannot be used: it was not done after 1000 ms")
                .hasMessageContaining("fileTimeLimitMillis");
        if (Files.exists(started)) { // unless the machine was so busy that it had not begun
            long id = Long.parseLong(Files.readString(started).strip());
            ProcessHandle.of(id).ifPresent(process -> process.onExit().join());
            assertThat(ProcessHandle.of(id)).isEmpty();
        }
    }

    /** One line that names the file and the reason, and nothing converted left behind. */
    private void refused(Path file, String... reasons) throws IOException {
        assertThatThrownBy(() -> fixture.loader.load(file.toString()).close()).isInstanceOf(ModelException.class)
                .hasMessageContaining(file.toString())
                .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("\n"))
                .satisfies(failure -> Arrays.asList(reasons)
                        .forEach(reason -> assertThat(failure.getMessage()).contains(reason)));
        if (Files.exists(folder.resolve("cache/converted"))) {
            assertThat(converted()).isEmpty();
        }
    }

    @Test
    void files_outside_of_the_folder_are_not_read() throws Exception {
        Files.writeString(folder.resolve("secret"), "0123456789");
        Path place = Files.createDirectory(folder.resolve("place"));
        refused(external(place, "../secret"), "'../secret'", "outside of its folder");
        refused(external(place, folder.resolve("secret").toString()), "outside of its folder");
        refused(external(place, "gone"), "gone", "missing");
        Files.createSymbolicLink(place.resolve("link"), folder.resolve("secret"));
        refused(external(place, "link"), "link that leads out of its folder");
        Process pipe = new ProcessBuilder("mkfifo", place.resolve("pipe").toString()).start();
        assertThat(pipe.waitFor()).isZero();
        assertThatThrownBy(() -> fixture.loader.load(external(place, "pipe").toString()))
                .isInstanceOf(ModelException.class).hasMessageContainingAll("pipe", "not a regular file");
    }

    @Test
    void data_at_an_address_in_memory_is_not_read() throws Exception {
        refused(external(folder, "_ORT_MEM_ADDR_"), "address in memory");
    }

    @Test
    void what_is_not_what_its_name_says_is_refused() throws Exception {
        byte[] random = new byte[10_000];
        new Random(1).nextBytes(random);
        for (String ending : List.of(".onnx", ".tflite", ".pb", ".pdmodel")) {
            refused(Files.write(folder.resolve("random" + ending), random));
            refused(Files.write(folder.resolve("empty" + ending), new byte[0]), "empty");
            refused(Files.createDirectory(folder.resolve("folder" + ending)));
            refused(folder.resolve("gone" + ending), "There is no model file");
        }
        byte[] whole = Files.readAllBytes(onnx());
        refused(Files.write(folder.resolve("cut.onnx"), Arrays.copyOf(whole, whole.length / 2)), "damaged");
        Process pipe = new ProcessBuilder("mkfifo", folder.resolve("pipe.onnx").toString()).start();
        assertThat(pipe.waitFor()).isZero();
        refused(folder.resolve("pipe.onnx"), "not a regular file");
    }

    @Test
    void formats_the_runtime_cannot_read_come_with_a_command() throws Exception {
        refused(Files.writeString(folder.resolve("net.pt2"), "x"), "torch.onnx.export", "net.onnx");
        refused(Files.writeString(folder.resolve("net.pth"), "x"), "torch.onnx.export");
        refused(Files.writeString(folder.resolve("net.keras"), "x"), "keras.models.load_model", "SavedModel");
        refused(Files.writeString(folder.resolve("net.txt"), "x"), "not a model file", ".onnx");
    }

    /** A copy of the small network in one format, with all its parts. */
    private Path twin(String name) throws IOException {
        Path original = TWINS.resolve(name);
        Path copy = folder.resolve(name);
        try (Stream<Path> files = Files.walk(original)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, copy.resolve(original.relativize(file).toString()));
            }
        }
        if (name.endsWith(".pdmodel")) {
            Files.copy(TWINS.resolve("twin.pdiparams"), folder.resolve("twin.pdiparams"));
        }
        return copy;
    }

    @ParameterizedTest
    @ValueSource(strings = {"twin.onnx", "twin.pb", "twin", "twin.tflite", "twin.pdmodel"})
    void a_damaged_file_harms_nobody(String name) throws Exception {
        Path twin = twin(name);
        List<Path> parts;
        try (Stream<Path> files = Files.walk(Files.isDirectory(twin) ? twin : folder,
                Files.isDirectory(twin) ? 2 : 1)) {
            parts = files.filter(Files::isRegularFile).sorted().toList();
        }
        LoadOptions untrusted = LoadOptions.builder().untrusted(true).build();
        fixture.loader.load(twin.toString(), untrusted).close();
        Random random = new Random(7);
        for (int i = 0; i < FLIPS; i++) {
            Path part = parts.get(random.nextInt(parts.size()));
            byte[] whole = Files.readAllBytes(part);
            byte[] damaged = random.nextInt(8) == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length))
                    : whole.clone();
            for (int flips = 1 + random.nextInt(4); flips > 0 && damaged.length > 0; flips--) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(part, damaged);
            try {
                fixture.loader.load(twin.toString(), untrusted).close();
            } catch (ModelException e) {
                assertThat(e.getMessage()).as("damage %s to %s", i, part).contains(twin.toString())
                        .doesNotContain("\n");
            }
            Files.write(part, whole);
        }
    }

    /** An ONNX file whose only tensor lies in another file. */
    private static Path external(Path folder, String location) throws IOException {
        byte[] entry = join(field(1, "location".getBytes(StandardCharsets.UTF_8)),
                field(2, location.getBytes(StandardCharsets.UTF_8)));
        byte[] graph = field(5, field(13, entry));
        return Files.write(folder.resolve("external.onnx"), field(7, graph));
    }

    private static byte[] field(int number, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(number << 3 | 2);
        int length = content.length;
        for (; length > 0x7f; length >>>= 7) {
            out.write(length & 0x7f | 0x80);
        }
        out.write(length);
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] join(byte[] first, byte[] second) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(first);
        out.writeBytes(second);
        return out.toByteArray();
    }
}
