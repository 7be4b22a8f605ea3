package org.pellucid.render.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.pellucid.api.explain.Prediction;
import org.pellucid.api.explain.SaliencyMap;
import org.pellucid.api.image.Placement;
import org.pellucid.api.render.RenderOptions;
import org.pellucid.api.render.spi.RenderRequest;

class NpyRendererTest {
    private static final Path MAPS = Path.of(System.getProperty("basedir", "")).toAbsolutePath()
            .resolve("../../../../shared/data/reference/efficientnet-lite0").normalize();

    @Test
    void equalsWhatNumpyWrote() throws Exception {
        assumeTrue(Files.isDirectory(MAPS), () -> "skipped: there is no " + MAPS);
        List<Path> files;
        try (Stream<Path> list = Files.list(MAPS)) {
            files = list.filter(file -> file.toString().endsWith(".map.npy")).toList();
        }
        assertThat(files).isNotEmpty();
        for (Path file : files) {
            byte[] expected = Files.readAllBytes(file);
            assertThat(render(7, 7, Arrays.copyOfRange(expected, 128, expected.length))).isEqualTo(expected);
        }
    }

    @Test
    void alignsTheArrayWhateverTheShape() throws Exception {
        for (int[] shape : new int[][] {{1, 1}, {14, 14}, {224, 10_000}, {100_000, 3}}) {
            byte[] values = new byte[shape[0] * shape[1]];
            byte[] file = render(shape[0], shape[1], values);
            int start = 10 + (file[8] & 0xFF) + ((file[9] & 0xFF) << 8);
            assertThat(start % 64).isZero();
            assertThat(file).hasSize(start + values.length);
            assertThat(new String(file, 10, start - 10, StandardCharsets.US_ASCII)).startsWith(
                    "{'descr': '|u1', 'fortran_order': False, 'shape': (" + shape[0] + ", " + shape[1] + "), } ")
                    .endsWith(" \n");
        }
    }

    @Test
    void a_contrast_keeps_its_raw_values() throws Exception {
        float[] raw = {-1.5f, 0, 2.25f, 1e-20f, 3, -4};
        byte[] file = render(
                SaliencyMap.ofContrast(new Prediction(1, "a", 0.5, 1), new Prediction(2, "b", 0.4, 1), 2, 3,
                        raw, Placement.WHOLE));
        int start = 10 + (file[8] & 0xFF) + ((file[9] & 0xFF) << 8);
        assertThat(new String(file, 10, start - 10, StandardCharsets.US_ASCII))
                .startsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), } ");
        float[] read = new float[6];
        ByteBuffer.wrap(file, start, file.length - start).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(read);
        assertThat(read).isEqualTo(raw);
        assertThat(file).hasSize(start + 24);
    }

    private static byte[] render(int height, int width, byte[] values) throws Exception {
        return render(new SaliencyMap(1, "a", 0.5, height, width, values, new float[0]));
    }

    private static byte[] render(SaliencyMap map) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new NpyRenderer().render("npy",
                new RenderRequest(null, null, Optional.of(map), RenderOptions.DEFAULTS, List.of(), Map.of()), out);
        return out.toByteArray();
    }
}
