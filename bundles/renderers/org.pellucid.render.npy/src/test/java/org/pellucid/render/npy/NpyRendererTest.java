package org.pellucid.render.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.pellucid.api.explain.SaliencyMap;
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

    private static byte[] render(int height, int width, byte[] values) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new NpyRenderer().render("npy", new RenderRequest(null, null, Optional.of(new SaliencyMap(1, "a", 0.5, height,
                width, values, new float[0])), RenderOptions.DEFAULTS, List.of(), Map.of()), out);
        return out.toByteArray();
    }
}
