package org.pellucid.openvino;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.osgi.service.log.Logger;
import org.pellucid.api.ModelException;
import org.pellucid.api.NativeRuntimeException;
import org.pellucid.api.model.LoadOptions;
import org.pellucid.api.model.Port;
import org.pellucid.ir.IrGraph;

/**
 * Turns model files into IRs with closed shapes, once: the result is kept, named by the SHA-256 of all the source's
 * parts, the runtime's version and the size asked for. Converting happens in a process of its own. Safe for use by
 * several threads and processes.
 */
final class ModelConverter {
    private static final String DEFINITION = "model.xml";
    /** A file that remembers which key an unchanged source has, so that it need not be hashed each time. */
    private static final String SEEN = "seen-";
    /** A file that remembers that an IR was read and compiled without harm. */
    private static final String CHECKED = "checked-";
    private static final int PICTURE_RANK = 4;

    private final Path root;
    private final ModelProgram program;
    private final String version;
    private final KeptFolders kept;

    /**
     * @param root    folder for what was converted
     * @param version of the runtime
     */
    ModelConverter(Path root, ModelProgram program, String version, Logger logger) {
        this.root = root;
        this.program = program;
        this.version = version;
        this.kept = new KeptFolders(root, logger);
    }

    /**
     * Converts a source, unless that was done.
     *
     * @param source  checked
     * @param options its size closes open sides
     * @return the IR's definition
     * @throws ModelException naming the source and why it cannot be converted
     */
    Path convert(ModelSource source, LoadOptions options) throws ModelException, NativeRuntimeException {
        try {
            Files.createDirectories(root);
            Path folder = root.resolve(key(source, options));
            Path definition = folder.resolve(DEFINITION);
            if (Files.isRegularFile(definition)) {
                kept.touch(folder);
                return definition;
            }
            Path unfinished = Files.createDirectory(root.resolve(KeptFolders.UNFINISHED + UUID.randomUUID()));
            try {
                write(source, options, unfinished);
                move(unfinished, folder);
            } finally {
                kept.delete(unfinished);
            }
            kept.tidy(folder);
            return definition;
        } catch (IOException e) {
            throw new ModelException(source.shown() + " cannot be converted, since " + root + " cannot be written: "
                    + e.getMessage(), e);
        }
    }

    /**
     * Has an IR read and compiled in a process of its own, unless that was done with these very files.
     *
     * @param definition as the caller named it
     * @param files      as looked at
     * @throws ModelException if that process refused it or crashed
     */
    void check(Path definition, ModelFiles files) throws ModelException, NativeRuntimeException {
        try {
            Files.createDirectories(root);
            Path note = root.resolve(CHECKED + name(version + "\n" + files));
            if (!Files.exists(note)) {
                program.check(definition);
                Files.write(note, new byte[0]);
            }
        } catch (IOException e) {
            throw new ModelException(definition + " cannot be checked, since " + root + " cannot be written: "
                    + e.getMessage(), e);
        }
    }

    private void write(ModelSource source, LoadOptions options, Path folder)
            throws IOException, ModelException, NativeRuntimeException {
        Path definition = folder.resolve(DEFINITION);
        program.convert(source.format(), source.root(), "", definition, source.shown());
        Optional<String> shape = closed(source, definition, options);
        if (shape.isPresent()) {
            Path reshaped = Files.createDirectory(folder.resolve("reshaped")).resolve(DEFINITION);
            program.convert(ModelFormat.IR, definition, shape.get(), reshaped, source.shown());
            Files.move(ModelFiles.weightsOf(reshaped), ModelFiles.weightsOf(definition),
                    StandardCopyOption.REPLACE_EXISTING);
            Files.move(reshaped, definition, StandardCopyOption.REPLACE_EXISTING);
            Files.delete(reshaped.getParent());
        }
    }

    private static void move(Path unfinished, Path folder) throws IOException {
        try {
            Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // another process made the same in between
            if (!Files.isRegularFile(folder.resolve(DEFINITION))) {
                throw e;
            }
        }
    }

    /** {@return the shape to close the first input with, empty if it is closed already or no picture} */
    private static Optional<String> closed(ModelSource source, Path definition, LoadOptions options)
            throws IOException, ModelException {
        IrGraph graph = IrGraph.read(Files.readAllBytes(definition), source.shown().toString(),
                Files.size(ModelFiles.weightsOf(definition)));
        List<Port> inputs = graph.inputs();
        if (inputs.isEmpty()) {
            throw new ModelException(source.shown() + " has no input");
        }
        List<Integer> shape = inputs.get(0).shape();
        boolean channelsLast = shape.size() == PICTURE_RANK ? isChannels(shape.get(3)) && !isChannels(shape.get(1))
                : source.format() == ModelFormat.TENSORFLOW || source.format() == ModelFormat.TFLITE;
        if (shape.size() != PICTURE_RANK && !shape.isEmpty()) {
            return Optional.empty(); // refused later, by those who say which inputs a classifier has
        }
        List<Integer> wanted = new ArrayList<>(shape.isEmpty() ? List.of(-1, -1, -1, -1) : shape);
        int height = channelsLast ? 1 : 2;
        close(wanted, 0, 1);
        close(wanted, channelsLast ? 3 : 1, 3);
        Optional<LoadOptions.Size> size = options.size().or(() -> said(source));
        if (wanted.get(height) < 0 || wanted.get(height + 1) < 0) {
            LoadOptions.Size sides = size.orElseThrow(() -> new ModelException(source.shown()
                    + " leaves the size of its input open " + shape + ": give it with --size N or --size WxH"));
            close(wanted, height, sides.height());
            close(wanted, height + 1, sides.width());
        }
        return wanted.equals(shape) ? Optional.empty()
                : Optional.of(wanted.stream().map(Object::toString).collect(Collectors.joining(",")));
    }

    private static boolean isChannels(int size) {
        return size == 1 || size == 3 || size == 4;
    }

    private static void close(List<Integer> shape, int axis, int size) {
        if (shape.get(axis) < 0) {
            shape.set(axis, size);
        }
    }

    /** {@return the size that an ONNX file's metadata names: Ultralytics' {@code imgsz}, height first} */
    private static Optional<LoadOptions.Size> said(ModelSource source) {
        String[] sides = source.metadata().getOrDefault("imgsz", "").replaceAll("[\\[\\]() ]", "").split(",");
        try {
            int height = Integer.parseInt(sides[0]);
            return Optional.of(new LoadOptions.Size(sides.length > 1 ? Integer.parseInt(sides[1]) : height, height));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What the source holds, the runtime and the options: equal for equal results. */
    private String key(ModelSource source, LoadOptions options) throws IOException {
        StringBuilder seen = new StringBuilder(version).append('\n').append(options.size()).append('\n')
                .append(source.format()).append('\n');
        for (Path part : source.parts()) {
            seen.append(part).append('\n').append(Files.size(part)).append('\n')
                    .append(Files.getLastModifiedTime(part)).append('\n');
        }
        Path note = root.resolve(SEEN + name(seen.toString()));
        try {
            return Files.readString(note);
        } catch (NoSuchFileException e) {
            String key = hash(source, options);
            Path part = Files.writeString(root.resolve(KeptFolders.UNFINISHED + UUID.randomUUID()), key);
            Files.move(part, note, StandardCopyOption.ATOMIC_MOVE);
            return key;
        }
    }

    private static String name(String content) {
        return HexFormat.of().formatHex(digest().digest(content.getBytes(StandardCharsets.UTF_8)), 0, 16);
    }

    private String hash(ModelSource source, LoadOptions options) throws IOException {
        MessageDigest digest = digest();
        digest.update((version + "\n" + options.size() + "\n" + source.format() + "\n")
                .getBytes(StandardCharsets.UTF_8));
        Path base = Files.isDirectory(source.root()) ? source.root() : source.root().getParent();
        for (Path part : source.parts()) {
            // the first file may bear any name; the others are called by theirs
            String name = part.equals(source.root()) ? "" : base.relativize(part).toString();
            digest.update((name + "\n" + Files.size(part) + "\n").getBytes(StandardCharsets.UTF_8));
            try (InputStream in = new DigestInputStream(Files.newInputStream(part), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }
}
