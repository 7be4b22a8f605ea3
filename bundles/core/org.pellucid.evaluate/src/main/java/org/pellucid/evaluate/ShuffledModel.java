package org.pellucid.evaluate;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.pellucid.api.MethodException;
import org.pellucid.api.NativeRuntimeException;
import org.pellucid.api.PellucidException;
import org.pellucid.api.model.Model;
import org.pellucid.api.model.ModelLoader;
import org.pellucid.api.model.spi.RuntimeModel;
import org.pellucid.ir.IrGraph;
import org.pellucid.ir.Layer;
import org.pellucid.ir.Output;
import org.pellucid.whitebox.Classifier;

/**
 * A temporary copy of a model in which the weights of the last linear layer or convolution are the same numbers in
 * random order. The definition stays as it is, so methods find the same layers; the weights have to be copied, since
 * those of the original are shared and mapped read-only.
 */
final class ShuffledModel implements AutoCloseable {
    private final Path folder;
    private final Path definition;
    private final Path weights;
    private Model model;

    private ShuffledModel(Path folder, String name) {
        this.folder = folder;
        this.definition = folder.resolve(name + ".xml");
        this.weights = folder.resolve(name + ".bin");
    }

    /**
     * @param model  an open model
     * @param models loads the copy
     * @param seed   of the order
     * @return the copy, its files deleted when it is closed
     * @throws PellucidException if the model has no such layer or the copy cannot be written
     */
    static ShuffledModel of(Model model, ModelLoader models, long seed) throws PellucidException {
        RuntimeModel original = RuntimeModel.of(model);
        Layer constant = lastWeights(original).orElseThrow(() -> new MethodException("model " + model.name()
                + " ends with no linear layer or convolution of constant weights that could be shuffled, which"
                + " a sanity check needs: leave that metric out"));
        ShuffledModel copy;
        try {
            copy = new ShuffledModel(Files.createTempDirectory("pellucid-shuffled-"), model.name());
        } catch (IOException e) {
            throw new NativeRuntimeException("no temporary folder for the shuffled model: " + e.getMessage(), e);
        }
        boolean loaded = false;
        try {
            copy.write(original, constant, seed);
            copy.model = models.load(copy.definition.toString());
            loaded = true;
            return copy;
        } catch (IOException e) {
            throw new NativeRuntimeException(copy.weights + " cannot be written: " + e.getMessage(), e);
        } finally {
            if (!loaded) {
                copy.close();
            }
        }
    }

    Model model() {
        return model;
    }

    private void write(RuntimeModel original, Layer constant, long seed) throws IOException {
        Files.write(definition, original.definition());
        Files.copy(weightsOf(original), weights);
        long offset = Long.parseLong(constant.attribute("offset"));
        int size = Integer.parseInt(constant.attribute("size"));
        byte[] shuffled = new byte[size];
        original.weights(offset, size).get(shuffled);
        shuffle(shuffled, elementSize(constant), seed);
        try (RandomAccessFile file = new RandomAccessFile(weights.toFile(), "rw")) {
            file.seek(offset);
            file.write(shuffled);
        }
    }

    private static Path weightsOf(RuntimeModel model) {
        String name = model.file().getFileName().toString();
        return model.file().resolveSibling(name.substring(0, name.lastIndexOf('.')) + ".bin");
    }

    /** Fisher-Yates on elements of some bytes. */
    static void shuffle(byte[] bytes, int elementSize, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ByteBuffer elements = ByteBuffer.wrap(bytes);
        byte[] one = new byte[elementSize];
        byte[] other = new byte[elementSize];
        for (int i = bytes.length / elementSize - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            elements.get(i * elementSize, one).get(j * elementSize, other);
            elements.put(i * elementSize, other).put(j * elementSize, one);
        }
    }

    /** Goes from the scores towards the input until weights are met. */
    private static Optional<Layer> lastWeights(RuntimeModel model) throws PellucidException {
        Classifier classifier = Classifier.of(model);
        IrGraph graph = classifier.graph();
        Deque<Layer> waiting = new ArrayDeque<>();
        Set<Integer> seen = new HashSet<>();
        waiting.add(graph.producer(classifier.logits()));
        while (!waiting.isEmpty()) {
            Layer layer = waiting.remove();
            if (layer.type().equals("MatMul") || layer.type().equals("Convolution")) {
                for (Output read : layer.inputs()) {
                    if (graph.isConstant(read)) {
                        return stored(graph, read);
                    }
                }
            }
            for (Output read : layer.inputs()) {
                if (!graph.isConstant(read) && seen.add(read.layer())) {
                    waiting.add(graph.producer(read));
                }
            }
        }
        return Optional.empty();
    }

    /** The constant itself, below what decompresses or quantises it: that reads scale and zero point behind it. */
    private static Optional<Layer> stored(IrGraph graph, Output weights) {
        Layer layer = graph.producer(weights);
        while (!layer.type().equals("Const")) {
            if (layer.inputs().isEmpty()) {
                return Optional.empty();
            }
            layer = graph.input(layer, 0);
        }
        return elementSize(layer) > 0 ? Optional.of(layer) : Optional.empty();
    }

    /** @return bytes of an element, 0 for types that pack several into one */
    private static int elementSize(Layer constant) {
        long elements = constant.shape().stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
        long size = Long.parseLong(constant.attribute("size"));
        return elements > 1 && size % elements == 0 ? (int) (size / elements) : 0;
    }

    @Override
    public void close() {
        if (model != null) {
            model.close();
        }
        for (Path file : new Path[] {definition, weights, folder}) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                file.toFile().deleteOnExit();
            }
        }
    }
}
