package org.pellucid.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.PreprocessingChoice;
import org.pellucid.api.explain.SaliencyMap;
import org.pellucid.api.image.Picture;
import org.pellucid.api.model.Precision;

/** Small classifiers of many families with random weights, made by {@code zoo.py} beside them. */
public final class Zoo {
    /** Mean and scale of the pixels. */
    private static final double HALF = 127.5;
    /** How pictures of {@link #picture} are prepared for all of them. */
    public static final ExplainSettings SETTINGS = ExplainSettings.builder().precision(Precision.F32)
            .preprocessing(PreprocessingChoice.builder("none").mean(HALF).scale(HALF).build()).build();

    /** A few units in the last place: some networks tell their cells apart by no more. */
    private static final float ROUNDING = 0x1p-21f;
    private static final String ENDING = ".zip";

    private Zoo() {
    }

    private static Path folder() {
        return TestData.root().resolve("bundles/test/org.pellucid.testkit/zoo");
    }

    /**
     * @return names of all, in order
     * @throws IOException if the folder cannot be read
     */
    public static Stream<String> names() throws IOException {
        return Files.list(folder()).map(file -> file.getFileName().toString()).filter(name -> name.endsWith(ENDING))
                .map(name -> name.substring(0, name.length() - ENDING.length())).sorted();
    }

    /**
     * @param name   of a network
     * @param folder where to unpack it
     * @return its definition, the weights beside it
     * @throws IOException if that fails
     */
    public static Path unpacked(String name, Path folder) throws IOException {
        try (ZipFile zip = new ZipFile(folder().resolve(name + ENDING).toFile())) {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements();) {
                ZipEntry entry = entries.nextElement();
                try (InputStream in = zip.getInputStream(entry)) {
                    Files.copy(in, folder.resolve(Path.of(entry.getName()).getFileName()));
                }
            }
        }
        return folder.resolve(name + ".xml");
    }

    /**
     * @param width  columns
     * @param height rows
     * @return waves under noise, the same each time
     */
    public static Picture picture(int width, int height) {
        Random random = new Random(1);
        byte[] pixels = new byte[3 * width * height];
        for (int i = 0; i < pixels.length; i++) {
            int x = i / 3 % width;
            int y = i / 3 / width;
            double wave = Math.sin(x / 7.0 + i % 3) * Math.cos(y / 9.0 - i % 3);
            pixels[i] = (byte) (112 + 90 * wave + random.nextInt(32));
        }
        return new Picture("waves", width, height, pixels);
    }

    /**
     * @param picture a picture
     * @return what a network reads of it by {@link #SETTINGS}, {@code [1,3,h,w]}
     */
    public static float[] input(Picture picture) {
        int cells = picture.width() * picture.height();
        float[] input = new float[3 * cells];
        for (int i = 0; i < input.length; i++) {
            input[i] = (float) ((Byte.toUnsignedInt(picture.bgr()[i % cells * 3 + i / cells]) - HALF) / HALF);
        }
        return input;
    }

    /**
     * @param found  a map
     * @param wanted what its raw values are by definition
     * @return the largest difference of the two, both scaled to 0..255; what single precision rounds does not count
     */
    public static int difference(SaliencyMap found, float... wanted) {
        int[] expected = scaled(wanted);
        int[] actual = scaled(found.raw());
        if (expected.length != actual.length) {
            throw new AssertionError(actual.length + " cells instead of " + expected.length);
        }
        int largest = 0;
        for (int i = 0; i < expected.length; i++) {
            if (Math.abs(wanted[i] - found.raw()[i]) > ROUNDING * Math.abs(wanted[i])) {
                largest = Math.max(largest, Math.abs(expected[i] - actual[i]));
            }
        }
        return largest;
    }

    private static int[] scaled(float... values) {
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
        if (!(min < max)) {
            throw new AssertionError("a map without contrast says nothing of the method");
        }
        int[] scaled = new int[values.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (int) (255 * (values[i] - min) / (max - min));
        }
        return scaled;
    }
}
