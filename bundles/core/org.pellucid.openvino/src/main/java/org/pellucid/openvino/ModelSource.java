package org.pellucid.openvino;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.pellucid.api.ModelException;
import org.pellucid.openvino.ProtoReader.MalformedException;

/**
 * A model file of another framework, checked before a parser sees it: all its parts are regular files, and none lies
 * outside of its folder.
 *
 * @param format   its format
 * @param shown    as the caller named it, for messages
 * @param root     real path of what the frontend reads: a file, or the folder of a SavedModel
 * @param parts    all files the conversion depends on, below the real path of their folder
 * @param metadata what an ONNX file says of itself, and the labels packed into a TFLite file; empty for other formats
 */
record ModelSource(ModelFormat format, Path shown, Path root, List<Path> parts, Map<String, String> metadata) {
    private static final String SAVED_MODEL = "saved_model.pb";
    /** A message of Protocol Buffers has no more bytes. */
    private static final long LARGEST = Integer.MAX_VALUE;
    private static final int MOST_PARTS = 10_000;
    private static final int LARGEST_LABELS = 4 << 20;
    /** The runtime takes a location of this name for the address of data in memory. */
    private static final byte[] MEMORY_ADDRESS = "_ORT_MEM_ADDR_".getBytes(StandardCharsets.US_ASCII);

    /** {@return whether a folder is a SavedModel} */
    static boolean isSavedModel(Path folder) {
        return Files.isRegularFile(folder.resolve(SAVED_MODEL));
    }

    /**
     * An IR, to be written anew.
     *
     * @param shown as the caller named it, looked at before
     * @return definition and weights
     */
    static ModelSource ir(Path shown) {
        Path definition = shown.toAbsolutePath().normalize();
        return new ModelSource(ModelFormat.IR, shown, definition,
                List.of(definition, ModelFiles.weightsOf(definition)), Map.of());
    }

    /**
     * Checks a file and finds its parts. Parses no more than that needs.
     *
     * @param format what the name says
     * @param file   as the caller named it
     * @throws ModelException naming the file and what is wrong with it
     */
    static ModelSource of(ModelFormat format, Path file) throws ModelException {
        try {
            if (Files.isDirectory(file)) {
                return savedModel(file, file);
            }
            regular(file, file);
            if (file.getFileName().toString().equals(SAVED_MODEL)) {
                return savedModel(file, file.toAbsolutePath().getParent());
            }
            Path real = file.toRealPath();
            return switch (format) {
                case ONNX -> onnx(file, real);
                case PADDLE -> paddle(file, real);
                case TFLITE -> {
                    requireStart(file, real, 4, "TFL3");
                    yield new ModelSource(format, file, real, List.of(real), packed(real));
                }
                default -> {
                    requireStart(file, real, 0, "\n"); // the first field of a graph: its nodes
                    yield new ModelSource(format, file, real, List.of(real), Map.of());
                }
            };
        } catch (IOException e) {
            throw new ModelException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static ModelSource onnx(Path file, Path real) throws IOException, ModelException {
        OnnxFile content;
        try (FileChannel channel = FileChannel.open(real, StandardOpenOption.READ)) {
            ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            if (contains(bytes, MEMORY_ADDRESS)) {
                throw new ModelException(file + " refers to data by an address in memory, which no file may do: export "
                        + "the model again");
            }
            content = OnnxFile.read(bytes);
        } catch (MalformedException e) {
            throw new ModelException(file + " is damaged or not ONNX: export the model again", e);
        }
        List<Path> parts = new ArrayList<>(List.of(real));
        for (String location : content.locations()) {
            parts.add(inside(file, real.getParent(), location));
        }
        return new ModelSource(ModelFormat.ONNX, file, real, List.copyOf(parts), content.metadata());
    }

    /** {@return the file of labels that TFLite's metadata tools pack behind a model, as a zip archive} */
    private static Map<String, String> packed(Path real) throws IOException {
        try (ZipFile archive = new ZipFile(real.toFile())) {
            for (ZipEntry entry : Collections.list(archive.entries())) {
                String name = entry.getName().toLowerCase(Locale.ROOT);
                if (name.contains("label") && name.endsWith(".txt")) {
                    try (InputStream in = archive.getInputStream(entry)) {
                        return Map.of("labels", new String(in.readNBytes(LARGEST_LABELS), StandardCharsets.UTF_8));
                    }
                }
            }
        } catch (ZipException e) {
            return Map.of(); // nothing is packed, or it is damaged: the model may be whole
        }
        return Map.of();
    }

    private static ModelSource paddle(Path file, Path real) throws IOException, ModelException {
        requireStart(file, real, 0, "\n"); // the first field of a program: its blocks
        Path weights = real.resolveSibling(ModelFormat.stem(real) + ".pdiparams");
        List<Path> parts = new ArrayList<>(List.of(real));
        if (Files.exists(weights, LinkOption.NOFOLLOW_LINKS)) {
            parts.add(inside(file, real.getParent(), weights.getFileName().toString()));
        }
        return new ModelSource(ModelFormat.PADDLE, file, real, List.copyOf(parts), Map.of());
    }

    private static ModelSource savedModel(Path shown, Path folder) throws IOException, ModelException {
        Path real = folder.toRealPath();
        List<Path> parts = new ArrayList<>();
        try (Stream<Path> files = Files.walk(real)) {
            for (Path file : (Iterable<Path>) files.filter(found -> !Files.isDirectory(found))::iterator) {
                parts.add(inside(shown, real, real.relativize(file).toString()));
                if (parts.size() > MOST_PARTS) {
                    throw new ModelException(
                            shown + " holds more than " + MOST_PARTS + " files: give the folder of one "
                                    + "SavedModel");
                }
            }
        }
        parts.sort(null);
        return new ModelSource(ModelFormat.TENSORFLOW, shown, real, List.copyOf(parts), Map.of());
    }

    /** {@return the path of a part, which lies in the folder and is a regular file} */
    private static Path inside(Path shown, Path folder, String location) throws IOException, ModelException {
        Path part;
        try {
            Path relative = Path.of(location);
            part = folder.resolve(relative).normalize();
            if (relative.isAbsolute() || !part.startsWith(folder) || part.equals(folder)) {
                throw new ModelException(
                        shown + " names the file '" + location + "', which lies outside of its folder");
            }
        } catch (InvalidPathException e) {
            throw new ModelException(shown + " names a file that no file can be called: " + e.getReason(), e);
        }
        regular(shown, part);
        if (!part.toRealPath().startsWith(folder)) {
            throw new ModelException(
                    shown + " needs " + part.getFileName() + ", a link that leads out of its folder: put "
                            + "the file itself there");
        }
        return part;
    }

    private static void regular(Path shown, Path file) throws IOException, ModelException {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(file, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            throw new ModelException(shown.equals(file) ? "There is no model file " + file
                    : shown + " needs the file " + file + ", which is missing", e);
        }
        if (!attributes.isRegularFile()) {
            throw new ModelException(file + " is not a regular file, and a model's files must be");
        }
        if (attributes.size() == 0 && shown.equals(file)) {
            throw new ModelException(file + " is empty: export the model again");
        }
        if (attributes.size() > LARGEST && shown.equals(file)) {
            throw new ModelException(file + " has " + (attributes.size() >> 20) + " MiB, more than the "
                    + (LARGEST >> 20) + " MiB a file of its format can have: keep the weights in a file of their own");
        }
    }

    private static void requireStart(Path shown, Path file, int offset, String magic)
            throws IOException, ModelException {
        byte[] wanted = magic.getBytes(StandardCharsets.US_ASCII);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer start = ByteBuffer.allocate(wanted.length);
            while (start.hasRemaining() && channel.read(start, offset + start.position()) >= 0) {
                continue;
            }
            if (!start.flip().equals(ByteBuffer.wrap(wanted))) {
                throw new ModelException(shown + " is damaged, or of another format than its name says");
            }
        }
    }

    private static boolean contains(ByteBuffer bytes, byte[] wanted) {
        int last = bytes.limit() - wanted.length;
        for (int at = 0; at <= last; at++) {
            if (bytes.get(at) == wanted[0] && bytes.slice(at, wanted.length).equals(ByteBuffer.wrap(wanted))) {
                return true;
            }
        }
        return false;
    }
}
