package org.pellucid.launcher;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.pellucid.testkit.ModelBuilder;

/** Pictures, models and folders for the tests. */
final class Samples {
    /** Classes of {@link #classifier}. */
    static final int CLASSES = 5;
    /** Where a run over several pictures keeps its table, to go on from there. */
    static final String KEPT = ".pellucid";

    private Samples() {
    }

    /** A classifier of pictures 16x16, without labels and preprocessing of its own. */
    static Path classifier(Path folder, String name) throws IOException {
        ModelBuilder model = new ModelBuilder(1);
        model.result(classifier(model));
        return model.write(folder, name);
    }

    private static int classifier(ModelBuilder model) {
        int features = model.operation("Relu", "opset1", "", new int[] {1, 8, 4, 4},
                model.operation("Convolution", "opset1",
                        "strides=\"4, 4\" dilations=\"1, 1\" pads_begin=\"0, 0\" pads_end=\"0, 0\" "
                                + "auto_pad=\"explicit\"",
                        new int[] {1, 8, 4, 4}, model.parameter(1, 3, 16, 16), model.random(8, 3, 4, 4)));
        int pooled = model.operation("ReduceMean", "opset1", "keep_dims=\"false\"", new int[] {1, 8}, features,
                model.integers(2, 3));
        return model.operation("MatMul", "opset1", "transpose_a=\"false\" transpose_b=\"true\"",
                new int[] {1, CLASSES}, pooled, model.random(CLASSES, 8));
    }

    /** The same with two outputs: the scores, and their sigmoid, made by layers named matmul and sigmoid with a number. */
    static Path twoHeads(Path folder, String name) throws IOException {
        ModelBuilder model = new ModelBuilder(1);
        int scores = classifier(model);
        model.result(scores);
        model.result(model.operation("Sigmoid", "opset1", "", new int[] {1, CLASSES}, scores));
        return model.write(folder, name);
    }

    /** A classifier without a feature map, which only a black-box method can explain. */
    static Path flat(Path folder, String name) throws IOException {
        ModelBuilder model = new ModelBuilder(1);
        int flat = model.operation("Reshape", "opset1", "special_zero=\"true\"", new int[] {1, 768},
                model.parameter(1, 3, 16, 16), model.integers(0, -1));
        model.result(model.operation("MatMul", "opset1", "transpose_a=\"false\" transpose_b=\"true\"",
                new int[] {1, CLASSES}, flat, model.random(CLASSES, 768)));
        return model.write(folder, name);
    }

    /** A model that turns a picture into a picture. */
    static Path noClassifier(Path folder, String name) throws IOException {
        ModelBuilder model = new ModelBuilder(1);
        model.result(model.operation("Relu", "opset1", "", new int[] {1, 3, 16, 16}, model.parameter(1, 3, 16, 16)));
        return model.write(folder, name);
    }

    static Path picture(Path file, int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, (x * 7 & 255) << 16 | (y * 5 & 255) << 8 | x * y & 255);
            }
        }
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    /** A PNG file that says it has that size; its pixels end early, so that the test need not pack gigabytes. */
    static Path claim(Path file, int width, int height) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        DataOutputStream fields = new DataOutputStream(header);
        fields.writeInt(width);
        fields.writeInt(height);
        fields.write(new byte[] {8, 2, 0, 0, 0});
        chunk(out, "IHDR", header.toByteArray());
        chunk(out, "IDAT", new byte[] {0x78, (byte) 0x9c, 3, 0, 0, 0, 0, 1});
        chunk(out, "IEND", new byte[0]);
        return Files.write(file, bytes.toByteArray());
    }

    private static void chunk(DataOutputStream out, String type, byte[] content) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(content);
        out.writeInt(content.length);
        out.write(name);
        out.write(content);
        out.writeInt((int) crc.getValue());
    }

    /** Copies the beginning of a file. */
    static Path truncated(Path source, Path target, int length) throws IOException {
        return Files.write(target, Arrays.copyOf(Files.readAllBytes(source), length));
    }

    /** Deletes a folder, if there is one, and all in it; of a link the link only. */
    static void delete(Path folder) throws IOException {
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Everything in a folder, hidden files as well; nothing if there is no folder. */
    static List<String> names(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
