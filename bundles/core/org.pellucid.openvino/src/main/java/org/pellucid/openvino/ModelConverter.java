package org.pellucid.openvino;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.osgi.service.log.Logger;
import org.pellucid.api.ModelException;
import org.pellucid.api.NativeRuntimeException;
import org.pellucid.api.model.LoadOptions;
import org.pellucid.api.model.ModelInfo;
import org.pellucid.files.Sha256;
import org.pellucid.ir.IrGraph;

/**
 * Turns model files into IRs with closed shapes, once: the result is kept, named by the SHA-256 of all the source's
 * parts, the runtime's version and the size asked for. Converting happens in a process of its own. Safe for use by
 * several threads and processes.
 */
final class ModelConverter {
    private static final String DEFINITION = "model.xml";
    /** A file that remembers which key an unchanged source has, so that it need not be read each time. */
    private static final String SEEN = "seen-";
    /** Stands before the path of a part in such a file. */
    private static final String PART = " at ";
    /** A file that remembers that an IR was read and compiled without harm. */
    private static final String CHECKED = "checked-";
    /** Of the sum that a note is named by. */
    private static final int NAME_DIGITS = 32;

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
     * Closes the open sizes of an IR, unless that was done.
     *
     * @param source  an IR
     * @param options its size closes open sides
     * @return the definition of a copy; empty if nothing says how large pictures are
     * @throws ModelException naming the source, if it does not take pictures of that size
     */
    Optional<Path> close(ModelSource source, LoadOptions options) throws ModelException, NativeRuntimeException {
        try {
            if (closed(source, new OpenInput(graph(source, source.root())), options).isEmpty()) {
                return Optional.empty();
            }
        } catch (IOException e) {
            throw new ModelException(source.shown() + " cannot be read: " + e.getMessage(), e);
        }
        return Optional.of(convert(source, options));
    }

    /**
     * Finds what a file was converted to, without reading it: its parts are as they were then, by size, time and place.
     *
     * @param format  its format
     * @param file    as the caller named it
     * @param options as for {@link #convert}
     * @return the IR's definition, if these very files were converted before
     */
    Optional<Path> known(ModelFormat format, Path file, LoadOptions options) {
        try {
            List<String> note = Files.readAllLines(note(format, file, options));
            for (String part : note.subList(1, note.size())) {
                if (!part.equals(state(Path.of(part.substring(part.indexOf(PART) + PART.length()))))) {
                    return Optional.empty();
                }
            }
            Path folder = root.resolve(note.get(0));
            Path definition = folder.resolve(DEFINITION);
            if (!Files.isRegularFile(definition)) {
                return Optional.empty();
            }
            kept.touch(folder);
            return Optional.of(definition);
        } catch (IOException | RuntimeException e) {
            return Optional.empty(); // whoever reads the source says what is wrong with it, and the note is made anew
        }
    }

    /**
     * Has an IR read and compiled in a process of its own, unless that was done with these very files.
     *
     * @param definition of the IR
     * @param shown      as the caller named the model's file
     * @param files      as looked at
     * @throws ModelException if that process refused it or crashed
     */
    void check(Path definition, Path shown, ModelFiles files) throws ModelException, NativeRuntimeException {
        try {
            Files.createDirectories(root);
            Path note = root.resolve(CHECKED + name(version + "\n" + files));
            if (!Files.exists(note)) {
                program.check(definition, shown);
                Files.write(note, new byte[0]);
            }
        } catch (IOException e) {
            throw new ModelException(shown + " cannot be checked, since " + root + " cannot be written: "
                    + e.getMessage(), e);
        }
    }

    private void write(ModelSource source, LoadOptions options, Path folder)
            throws IOException, ModelException, NativeRuntimeException {
        Path definition = folder.resolve(DEFINITION);
        Path read = source.root();
        if (source.format() != ModelFormat.IR) {
            program.convert(source.format(), read, "", definition, source.shown());
            read = definition;
        }
        IrGraph graph = graph(source, read);
        OpenInput input = new OpenInput(graph);
        if (input.isOpen()) {
            String shape = closed(source, input, options)
                    .orElseThrow(() -> new ModelException(source.shown() + " leaves the size of its input open "
                            + input.shape() + ": give it with --size N or --size WxH"))
                    .stream().map(Object::toString).collect(Collectors.joining(","));
            Path reshaped = Files.createDirectory(folder.resolve("reshaped")).resolve(DEFINITION);
            program.reshape(read, shape, reshaped, source.shown());
            Files.move(ModelFiles.weightsOf(reshaped), ModelFiles.weightsOf(definition),
                    StandardCopyOption.REPLACE_EXISTING);
            Files.move(reshaped, definition, StandardCopyOption.REPLACE_EXISTING);
            Files.delete(reshaped.getParent());
            graph = graph(source, definition);
        }
        List<String> labels = MetadataLabels.of(source.metadata());
        if (!labels.isEmpty()) {
            Files.write(definition, graph.withInfo(new ModelInfo(labels, Optional.empty(), Optional.empty(),
                    Optional.empty(), Optional.empty(), false)));
        }
    }

    private static IrGraph graph(ModelSource source, Path definition) throws IOException, ModelException {
        IrGraph graph = IrGraph.read(Files.readAllBytes(definition), source.shown().toString(),
                Files.size(ModelFiles.weightsOf(definition)));
        if (graph.inputs().isEmpty()) {
            throw new ModelException(source.shown() + " has no input");
        }
        return graph;
    }

    /** {@return the shape to close the input with, empty if nothing says how large pictures are} */
    private static Optional<List<Integer>> closed(ModelSource source, OpenInput input, LoadOptions options) {
        boolean channelsLast = source.format() == ModelFormat.TENSORFLOW || source.format() == ModelFormat.TFLITE;
        return input.closed(channelsLast, options.size().or(() -> said(source)));
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

    /** {@return the size that the file names: {@code imgsz} as Ultralytics writes it, height first} */
    private static Optional<LoadOptions.Size> said(ModelSource source) {
        String[] sides = source.metadata().getOrDefault("imgsz", "").replaceAll("[\\[\\]() ]", "").split(",");
        try {
            int height = Integer.parseInt(sides[0]);
            return Optional.of(new LoadOptions.Size(sides.length > 1 ? Integer.parseInt(sides[1]) : height, height));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** {@return the note that remembers what became of a file} */
    private Path note(ModelFormat format, Path file, LoadOptions options) throws IOException {
        return root.resolve(SEEN + name(String.join("\n", version, options.size().toString(), format.name(),
                file.toAbsolutePath().toString(), file.toRealPath().toString())));
    }

    /** {@return what changes when a file does, and the file's path} */
    private static String state(Path part) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(part, BasicFileAttributes.class);
        return attributes.size() + " " + attributes.lastModifiedTime() + " " + attributes.fileKey() + PART + part;
    }

    /** What the source holds, the runtime and the options: equal for equal results. */
    private String key(ModelSource source, LoadOptions options) throws IOException {
        List<String> note = new ArrayList<>();
        // before anything is read: what changes meanwhile is not taken for what was read
        for (Path part : source.parts()) {
            note.add(state(part));
        }
        String key = hash(source, options);
        note.add(0, key);
        Path part = Files.write(root.resolve(KeptFolders.UNFINISHED + UUID.randomUUID()), note);
        Files.move(part, note(source.format(), source.shown(), options), StandardCopyOption.ATOMIC_MOVE);
        return key;
    }

    private static String name(String content) {
        return Sha256.of(content).substring(0, NAME_DIGITS);
    }

    private String hash(ModelSource source, LoadOptions options) throws IOException {
        MessageDigest digest = Sha256.begin();
        digest.update((version + "\n" + options.size() + "\n" + source.format() + "\n")
                .getBytes(StandardCharsets.UTF_8));
        Path base = Files.isDirectory(source.root()) ? source.root() : source.root().getParent();
        for (Path part : source.parts()) {
            // the first file may bear any name; the others are called by theirs
            String name = part.equals(source.parts().get(0)) && !base.equals(source.root()) ? ""
                    : base.relativize(part).toString();
            digest.update((name + "\n" + Files.size(part) + "\n").getBytes(StandardCharsets.UTF_8));
            try (InputStream in = new DigestInputStream(Files.newInputStream(part), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
        }
        return Sha256.hex(digest);
    }
}
