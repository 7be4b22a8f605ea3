package org.pellucid.openvino;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pellucid.api.ModelException;
import org.pellucid.api.model.ModelEntry;
import org.pellucid.api.model.Precision;
import org.pellucid.api.model.spi.RuntimeModel;

class LoadTest {
    private static final Path XML = Fixture.MODELS.resolve(Fixture.NAME).resolve(Fixture.NAME + ".xml");
    private static final Path BIN = Fixture.MODELS.resolve(Fixture.NAME).resolve(Fixture.NAME + ".bin");

    @TempDir
    private Path folder;
    private Fixture fixture;

    @BeforeEach
    void start() {
        fixture = new Fixture(null);
    }

    @AfterEach
    void stop() {
        fixture.close();
        assertThat(fixture.loader.nativeObjects()).isZero();
    }

    private void fails(String nameOrFile, String... parts) {
        assertThatThrownBy(() -> fixture.loader.load(nameOrFile)).isInstanceOf(ModelException.class)
                .message().contains(parts).doesNotContain("\n");
    }

    private Path copy(String name, String definition) throws Exception {
        // weights of the right size, all zeros, which take no room on disk
        try (RandomAccessFile bin = new RandomAccessFile(folder.resolve(name + ".bin").toFile(), "rw")) {
            bin.setLength(Files.size(BIN));
        }
        return Files.writeString(folder.resolve(name + ".xml"), definition);
    }

    @Test
    void byNameAndByFileShareOneModel() throws Exception {
        try (RuntimeModel byName = fixture.loader.load(Fixture.NAME);
                RuntimeModel byFile = fixture.loader.load(XML.toString())) {
            assertThat(byName.name()).isEqualTo(byFile.name()).isEqualTo(Fixture.NAME);
            assertThat(byName.definition()).isSameAs(byFile.definition());
            assertThat(byName.loadMillis()).isPositive();
            assertThat(byFile.loadMillis()).isZero();
            assertThat(byName.inputs().get(0).names()).contains("image");
            assertThat(byName.inputs().get(0).shape()).containsExactly(1, 3, 224, 224);
            assertThat(byName.outputs().get(0).names()).contains("logits");
            assertThat(byName.info().labels()).hasSize(1000);
        }
    }

    @Test
    void hashIsOfDefinitionAndWeights() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(Files.readAllBytes(XML));
        digest.update(Files.readAllBytes(BIN));
        try (RuntimeModel model = fixture.loader.load(Fixture.NAME)) {
            assertThat(model.contentHash()).isEqualTo(HexFormat.of().formatHex(digest.digest()));
        }
    }

    @Test
    void weights_are_there_for_a_thread_that_was_interrupted_and_it_stays_so() throws Exception {
        try (RuntimeModel model = RuntimeModel.of(fixture.loader.load(XML.toString()))) {
            Thread.currentThread().interrupt();
            assertThat(model.weights(0, 4).remaining()).isEqualTo(4);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void weightsAreSeenWithinBounds() throws Exception {
        byte[] bytes = Files.readAllBytes(BIN);
        try (RuntimeModel model = fixture.loader.load(Fixture.NAME)) {
            byte[] seen = new byte[100];
            assertThat(model.weights(1000, 100).get(seen).order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
            assertThat(seen).isEqualTo(Arrays.copyOfRange(bytes, 1000, 1100));
            assertThat(model.weights(0, 4).isReadOnly()).isTrue();
            assertThatThrownBy(() -> model.weights(bytes.length - 3, 4)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> model.weights(-1, 4)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void closedHandleSaysSoAndClosesOnce() throws Exception {
        try (RuntimeModel other = fixture.loader.load(Fixture.NAME)) {
            RuntimeModel model = fixture.loader.load(Fixture.NAME);
            StringBuilder actions = new StringBuilder();
            model.onClose(() -> actions.append('a'));
            model.close();
            model.close();
            model.onClose(() -> actions.append('b'));
            assertThat(actions).hasToString("ab");
            assertThatThrownBy(model::definition).isInstanceOf(IllegalStateException.class)
                    .hasMessage("Model efficientnet-lite0 was closed");
            assertThat(other.definition()).isNotEmpty();
        }
    }

    @Test
    void changedFileIsAnotherModel() throws Exception {
        Path xml = copy("a", Files.readString(XML));
        try (RuntimeModel before = fixture.loader.load(xml.toString())) {
            Files.writeString(xml, Files.readString(XML).replace("Model0", "Model00"));
            try (RuntimeModel after = fixture.loader.load(xml.toString())) {
                assertThat(after.definition()).isNotEqualTo(before.definition());
            }
        }
    }

    @Test
    void modelsAreListed() throws Exception {
        Path root = Files.createDirectories(folder.resolve("root"));
        Files.createDirectories(root.resolve("empty"));
        Files.createDirectories(root.resolve("other"));
        Files.writeString(root.resolve("other/net.xml"), "<net/>");
        OpenVinoModelLoader loader = new OpenVinoModelLoader(fixture.runtime,
                List.of(Fixture.MODELS, root, folder.resolve("absent")), 512, false,
                Fixture.FILE_TIME_LIMIT_MILLIS, null);
        assertThat(loader.list()).extracting(ModelEntry::name).containsExactly(Fixture.NAME, "other", "shapes-vit");
        assertThat(loader.list().get(0).bytes()).isEqualTo(Files.size(XML) + Files.size(BIN));
        assertThat(loader.list().get(1).bytes()).isEqualTo(6);
    }

    @Test
    void unknownNameListsModels() throws Exception {
        fails("resnet", "There is no model 'resnet'", Fixture.NAME);
        fails("", "name is empty", Fixture.NAME);
        fails("a\0b", "neither a model's name nor a file");
        fails(folder.resolve("no.xml").toString(), "no.xml: no such file; give an OpenVINO IR .xml file");
        fails(folder.toString(), "is a folder");
        fails("..", "is a folder");
        Path text = Files.writeString(folder.resolve("net.txt"), "x");
        fails(text.toString(), "net.txt is not a model file");
        Files.createDirectories(folder.resolve("dir.xml"));
        fails(folder.resolve("dir.xml").toString(), "dir.xml: is a folder; give an OpenVINO IR .xml file");
    }

    @Test
    void weightsMissing() throws Exception {
        Path xml = Files.copy(XML, folder.resolve("a.xml"));
        fails(xml.toString(), "a.bin: no such file; a model's weights lie beside its .xml");
        Files.createDirectories(folder.resolve("a.bin"));
        fails(xml.toString(), "a.bin: is a folder");
    }

    @Test
    void weightsTruncated() throws Exception {
        Path xml = Files.copy(XML, folder.resolve("a.xml"));
        byte[] bytes = Files.readAllBytes(BIN);
        Files.write(folder.resolve("a.bin"), Arrays.copyOf(bytes, bytes.length / 2));
        fails(xml.toString(), "a.xml", "truncated");
    }

    @Test
    void constantOutsideWeights() throws Exception {
        String definition = Files.readString(XML);
        fails(copy("a", definition.replace("offset=\"0\" size=\"1728\"", "offset=\"9262000\" size=\"1728\""))
                .toString(), "a.xml", "9262000");
        fails(copy("b", definition.replace("offset=\"0\" size=\"1728\"", "offset=\"-8\" size=\"1728\"")).toString(),
                "b.xml");
        fails(copy("c", definition.replace("offset=\"0\" size=\"1728\"",
                "offset=\"9223372036854775807\" size=\"1728\"")).toString(), "c.xml");
    }

    @Test
    void definitionHostileOrDamaged() throws Exception {
        String definition = Files.readString(XML);
        fails(copy("doctype", definition.replace("<net ", "<!DOCTYPE net [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>"
                + "<net ")).toString(), "doctype.xml", "DOCTYPE");
        fails(copy("cut", definition.substring(0, 5000)).toString(), "cut.xml", "not well-formed");
        fails(copy("text", "hello").toString(), "text.xml");
        fails(copy("empty", "").toString(), "empty.xml is empty");
        fails(copy("other", "<project/>").toString(), "other.xml", "no OpenVINO IR");
    }

    @Test
    void definitionTooLarge() throws Exception {
        Path xml = copy("big", "<net>" + " ".repeat(2 << 20) + "</net>");
        OpenVinoModelLoader small = new OpenVinoModelLoader(fixture.runtime, List.of(), 1, false,
                Fixture.FILE_TIME_LIMIT_MILLIS, null);
        assertThatThrownBy(() -> small.load(xml.toString())).isInstanceOf(ModelException.class)
                .hasMessageContaining("big.xml has 2 MiB, more than the 1 MiB");
    }

    @Test
    void runtimeRefusesInOneLine() throws Exception {
        // well-formed and within bounds, but no such operation
        String definition = Files.readString(XML).replaceFirst("type=\"Convolution\"", "type=\"Convulsion\"");
        try (RuntimeModel model = fixture.loader.load(copy("op", definition).toString())) {
            assertThatThrownBy(() -> model.compile(Fixture.request(Precision.F32)))
                    .isInstanceOf(ModelException.class).message().contains("op.xml", "Convulsion")
                    .doesNotContain("\n", "Exception from", ".cpp");
        }
    }
}
