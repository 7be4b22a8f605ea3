package org.pellucid.openvino;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pellucid.api.model.Precision;
import org.pellucid.api.model.spi.RuntimeModel;

class CompiledCacheTest {
    /** No {@code @TempDir}, which complains about links that lead out of it. */
    private final Path cache = Path.of("target", "compiled-cache-test", UUID.randomUUID().toString())
            .toAbsolutePath();

    private float[] infer(List<String> warnings) throws Exception {
        try (Fixture fixture = new Fixture(cache); RuntimeModel model = fixture.loader.load(Fixture.NAME)) {
            float[] logits = Fixture.infer(model, Fixture.request(Precision.F32));
            warnings.addAll(fixture.warnings);
            return logits;
        }
    }

    private Path blob() throws Exception {
        try (Stream<Path> files = Files.walk(cache)) {
            return files.filter(file -> file.toString().endsWith(".blob")).reduce((a, b) -> {
                throw new AssertionError("more than one blob");
            }).orElseThrow();
        }
    }

    private static List<String> names(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void keptModelIsUsedAndDamagedOneIsNot() throws Exception {
        List<String> warnings = new ArrayList<>();
        float[] expected = infer(warnings);
        byte[] good = Files.readAllBytes(blob());
        Path folder = blob().getParent();
        assertThat(names(folder.getParent())).containsExactly("cpu-latency-f32-0", "model.bin", "model.xml");
        assertThat(names(folder)).contains("checksums").hasSize(2);
        assertThat(good.length).as("weights stay in the model's file").isLessThan(1 << 20);
        assertThat(infer(warnings)).isEqualTo(expected);
        assertThat(Files.readAllBytes(blob())).isEqualTo(good);
        assertThat(warnings).isEmpty();

        byte[] flipped = good.clone();
        for (int i = flipped.length / 2; i < flipped.length / 2 + 64; i++) {
            flipped[i] ^= 0x55;
        }
        for (byte[] damaged : List.of(flipped, Arrays.copyOf(good, good.length / 3), new byte[0])) {
            warnings.clear();
            Files.write(blob(), damaged);
            assertThat(infer(warnings)).isEqualTo(expected);
            assertThat(warnings).hasSize(1).first().asString().contains("damaged");
            assertThat(names(folder)).hasSize(2);
        }

        // a blob that is sealed but refused by the runtime
        Files.write(blob(), "nonsense".getBytes(UTF_8));
        CRC32 crc = new CRC32();
        crc.update("nonsense".getBytes(UTF_8));
        Files.writeString(folder.resolve("checksums"),
                blob().getFileName() + " 8 " + Long.toHexString(crc.getValue()) + "\n");
        warnings.clear();
        assertThat(infer(warnings)).isEqualTo(expected);
        assertThat(infer(warnings)).isEqualTo(expected);
        assertThat(warnings).isEmpty();

        // a definition that is not what its name says
        Files.writeString(folder.resolveSibling("model.xml"), "<net/>");
        assertThat(infer(warnings)).isEqualTo(expected);
    }

    /** Kept models take their weights from the model's file, whatever types these have and whichever device loads. */
    @ParameterizedTest
    @CsvSource({"efficientnet-lite0,AUTO,BF16", "efficientnet-lite0,CPU,AUTO", "efficientnet-lite0-int8,CPU,INT8",
            "mobilenetv3-large-seeded,CPU,F32", "shapes-vit,CPU,F32", "vit-tiny-seeded,CPU,F32"})
    void keptModelComputesTheSame(String name, String device, Precision precision) throws Exception {
        List<float[]> logits = new ArrayList<>();
        for (Path folder : Arrays.asList(null, cache, cache)) {
            try (Fixture fixture = new Fixture(folder)) {
                List<String> has = new OpenVinoDeviceService(fixture.runtime).require(device).capabilities();
                assumeTrue(precision != Precision.BF16 || has.contains("BF16"), "no bf16 on this machine");
                try (RuntimeModel model = fixture.loader.load(Fixture.shared(name))) {
                    logits.add(Fixture.infer(model, Fixture.request(device, precision)));
                }
                assertThat(fixture.warnings).isEmpty();
                assertThat(fixture.loader.nativeObjects()).isZero();
            }
        }
        assertThat(logits.get(1)).isEqualTo(logits.get(0));
        assertThat(logits.get(2)).isEqualTo(logits.get(0));
    }

    @Test
    void a_kept_slice_without_an_end_has_none(@TempDir Path models) throws Exception {
        ByteBuffer weights = ByteBuffer.allocate(5 * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        // from 1 to no end by 1 along 2; the average along 2
        weights.putLong(1).putLong(Long.MAX_VALUE).putLong(1).putLong(2).putLong(2);
        Files.write(models.resolve("mean.bin"), weights.array());
        StringBuilder layers = new StringBuilder("<layer id='0' name='image' type='Parameter' version='opset1'>"
                + "<data shape='1,3,4,4' element_type='f32'/>" + output(0, 1, 3, 4, 4) + "</layer>");
        StringBuilder edges = new StringBuilder("<edge from-layer='0' from-port='0' to-layer='6' to-port='0'/>");
        for (int i = 0; i < 5; i++) {
            layers.append("<layer id='" + (i + 1) + "' name='c" + i + "' type='Const' version='opset1'><data "
                    + "element_type='i64' shape='1' offset='" + i * Long.BYTES + "' size='8'/><output><port id='0' "
                    + "precision='I64'><dim>1</dim></port></output></layer>");
            edges.append("<edge from-layer='" + (i + 1) + "' from-port='0' to-layer='" + (i < 4 ? 6 : 7)
                    + "' to-port='" + (i < 4 ? i + 1 : 1) + "'/>");
        }
        layers.append("<layer id='6' name='rest' type='Slice' version='opset8'>" + inputs(5)
                + output(5, 1, 3, 3, 4) + "</layer><layer id='7' name='mean' type='ReduceMean' version='opset1'>"
                + "<data keep_dims='true'/>" + inputs(2) + output(2, 1, 3, 1, 4)
                + "</layer><layer id='8' name='result' type='Result' version='opset1'>" + inputs(1) + "</layer>");
        edges.append("<edge from-layer='6' from-port='5' to-layer='7' to-port='0'/>"
                + "<edge from-layer='7' from-port='2' to-layer='8' to-port='0'/>");
        Path file = Files.writeString(models.resolve("mean.xml"), ("<net name='mean' version='11'><layers>" + layers
                + "</layers><edges>" + edges + "</edges></net>").replace('\'', '"'));
        List<float[]> means = new ArrayList<>();
        for (int use = 0; use < 2; use++) {
            try (Fixture fixture = new Fixture(cache); RuntimeModel model = fixture.loader.load(file.toString())) {
                means.add(Fixture.infer(model, Fixture.request(Precision.F32)));
                assertThat(fixture.warnings).isEmpty();
            }
        }
        assertThat(means.get(1)).isEqualTo(means.get(0));
    }

    private static String inputs(int count) {
        StringBuilder ports = new StringBuilder("<input>");
        for (int port = 0; port < count; port++) {
            ports.append("<port id='" + port + "'/>");
        }
        return ports + "</input>";
    }

    private static String output(int port, int... shape) {
        StringBuilder text = new StringBuilder("<output><port id='" + port + "' precision='FP32'>");
        for (int dimension : shape) {
            text.append("<dim>" + dimension + "</dim>");
        }
        return text + "</port></output>";
    }

    @Test
    void changedWeightsAreAnotherModel(@TempDir Path models) throws Exception {
        Path from = Fixture.MODELS.resolve(Fixture.NAME);
        Path xml = Files.copy(from.resolve(Fixture.NAME + ".xml"), models.resolve("m.xml"));
        Path bin = Files.copy(from.resolve(Fixture.NAME + ".bin"), models.resolve("m.bin"));
        try (Fixture fixture = new Fixture(cache)) {
            float[] before;
            try (RuntimeModel model = fixture.loader.load(xml.toString())) {
                before = Fixture.infer(model, Fixture.request(Precision.F32));
            }
            byte[] weights = Files.readAllBytes(bin);
            Arrays.fill(weights, weights.length - 2000, weights.length, (byte) 0);
            Path other = Files.write(models.resolve("other"), weights);
            Files.move(other, bin, StandardCopyOption.REPLACE_EXISTING);
            try (RuntimeModel model = fixture.loader.load(xml.toString())) {
                assertThat(Fixture.infer(model, Fixture.request(Precision.F32))).isNotEqualTo(before);
            }
        }
    }

    @Test
    void unwritableCacheIsDoneWithout() throws Exception {
        Path file = Files.writeString(Files.createDirectories(cache).resolve("file"), "in the way");
        try (Fixture fixture = new Fixture(file); RuntimeModel model = fixture.loader.load(Fixture.NAME)) {
            assertThat(Fixture.infer(model, Fixture.request(Precision.F32))).hasSize(1000);
            assertThat(fixture.warnings).hasSize(1).first().asString().contains("not kept");
        }
    }
}
