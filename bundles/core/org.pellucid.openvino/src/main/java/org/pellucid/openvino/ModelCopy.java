package org.pellucid.openvino;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.pellucid.api.ModelException;
import org.pellucid.api.OutputException;
import org.pellucid.api.UsageException;
import org.pellucid.api.model.ModelInfo;
import org.pellucid.api.model.spi.RuntimeModel;
import org.pellucid.ir.IrGraph;

/** Writes a copy of a model that says more of itself. */
final class ModelCopy {
    /** How much is mapped at a time. */
    private static final int SEGMENT = 1 << 28;

    private ModelCopy() {
    }

    static Path write(RuntimeModel model, ModelInfo info, Path folder, boolean overwrite)
            throws UsageException, OutputException, ModelException {
        Path definition = folder.resolve(fileName(model));
        Path weights = ModelFiles.weightsOf(definition);
        byte[] xml = IrGraph.of(model).withInfo(info);
        try {
            require(definition, model.file(), overwrite);
            require(weights, ModelFiles.weightsOf(model.file()), overwrite);
            Files.createDirectories(folder);
            // Both are written before one is moved, so that a full disk leaves a copy that was there as it was.
            Path newDefinition = Files.createTempFile(folder, ".pellucid", ".part");
            Path newWeights = Files.createTempFile(folder, ".pellucid", ".part");
            try {
                Files.write(newDefinition, xml);
                writeWeights(model, newWeights);
                move(newWeights, weights);
                move(newDefinition, definition);
            } finally {
                Files.deleteIfExists(newDefinition);
                Files.deleteIfExists(newWeights);
            }
            return definition;
        } catch (IOException e) {
            throw OutputException.unwritable(definition, e);
        }
    }

    /** Of a model converted from another format, whose weights lie elsewhere, the name is that of an IR as well. */
    private static String fileName(RuntimeModel model) {
        String name = model.file().getFileName().toString();
        int dot = name.lastIndexOf('.');
        return ModelFiles.isDefinition(name) ? name : (dot > 0 ? name.substring(0, dot) : name) + ".xml";
    }

    private static void writeWeights(RuntimeModel model, Path file) throws IOException {
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (long at = 0; at < model.weightsSize(); at += SEGMENT) {
                ByteBuffer segment = model.weights(at, (int) Math.min(SEGMENT, model.weightsSize() - at));
                while (segment.hasRemaining()) {
                    out.write(segment);
                }
            }
        }
    }

    private static void require(Path target, Path source, boolean overwrite) throws UsageException, IOException {
        if (!Files.exists(target)) {
            return;
        }
        if (Files.exists(source) && Files.isSameFile(target, source)) {
            throw new UsageException(target + " is the model itself: give another folder");
        }
        if (!overwrite) {
            throw new UsageException(target + " is there already: give another folder, or --overwrite");
        }
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
