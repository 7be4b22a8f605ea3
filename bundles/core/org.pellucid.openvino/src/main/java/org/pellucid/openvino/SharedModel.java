package org.pellucid.openvino;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.pellucid.api.DeviceException;
import org.pellucid.api.ModelException;
import org.pellucid.api.NativeRuntimeException;
import org.pellucid.api.PellucidException;
import org.pellucid.api.model.ModelInfo;
import org.pellucid.api.model.PerformanceHint;
import org.pellucid.api.model.Port;
import org.pellucid.api.model.Precision;
import org.pellucid.api.model.spi.CompileRequest;
import org.pellucid.api.model.spi.Rewrite;
import org.pellucid.files.Sha256;
import org.pellucid.ir.IrGraph;
import org.pellucid.ir.Layer;

/**
 * A model read and checked, with what was compiled from it. Its owners are the open {@link ModelHandle handles}; the
 * last one lets go of everything compiled.
 */
final class SharedModel extends RefCounted {
    /** A compiled form. The rewrite's definition is not part of it: its key, and the output chosen, stand for it. */
    private record Key(String device, Precision precision, PerformanceHint hint, Optional<String> rewrite,
            Optional<String> output) {
    }

    /** Bytes of the longest constant that may be bounds of a slice. */
    private static final int LONGEST_BOUNDS = 1024;
    /** How much of a large weights file is mapped at a time. */
    private static final int SEGMENT = 1 << 28;

    private final ModelFiles files;
    private final byte[] definition;
    private final Compiler compiler;
    private final Runnable onFree;
    private final ModelInfo info;
    private final List<Port> inputs;
    private final List<Port> outputs;
    private final boolean quantised;
    private final boolean hidesSizes;
    private final boolean hasWideIntegers;
    private final ConcurrentMap<Key, CompletableFuture<SharedCompiledModel>> compiled = new ConcurrentHashMap<>();
    private volatile ByteBuffer mapped;
    private volatile String contentHash;

    private SharedModel(ModelFiles files, byte[] definition, IrGraph graph, Compiler compiler, Runnable onFree) {
        this.files = files;
        this.definition = definition;
        this.compiler = compiler;
        this.onFree = onFree;
        this.info = graph.modelInfo();
        this.inputs = List.copyOf(graph.inputs());
        this.outputs = List.copyOf(graph.outputs());
        this.quantised = graph.layers().stream().anyMatch(SharedModel::isQuantised);
        this.hidesSizes = !inputs.isEmpty() && new OpenInput(graph).hidesSizes();
        this.hasWideIntegers = graph.layers().stream().anyMatch(this::hasWideIntegers);
    }

    /**
     * Reads and checks a definition.
     *
     * @param files    as looked at
     * @param shown    the definition's path for messages
     * @param compiler that compiles this model
     * @param onFree   called by the last owner
     * @return a model with one owner
     * @throws ModelException if it is damaged
     */
    static SharedModel read(ModelFiles files, Path shown, Compiler compiler, Runnable onFree) throws ModelException {
        byte[] definition;
        try {
            definition = Files.readAllBytes(files.realDefinition());
        } catch (IOException e) {
            throw new ModelException(shown + " cannot be read: " + e.getMessage(), e);
        }
        IrGraph graph = IrGraph.read(definition, shown.toString(), files.weightsSize());
        return new SharedModel(files, definition, graph, compiler, onFree);
    }

    private static boolean isQuantised(Layer layer) {
        if (layer.type().equals("FakeQuantize")) {
            return true;
        }
        String type = layer.type().equals("Const") ? layer.attribute("element_type") : null;
        // integers as they occur in axes and shapes are wider
        return "i8".equals(type) || "u8".equals(type);
    }

    /** Looks at short constants only: they say along which axes, from where and to where an operation works. */
    private boolean hasWideIntegers(Layer layer) {
        boolean wide = layer.type().equals("Const")
                && List.of("i64", "u64")
                        .contains(String.valueOf(layer.attribute("element_type")).toLowerCase(Locale.ROOT));
        int size = wide ? (int) Math.min(LONGEST_BOUNDS, Long.parseLong(layer.attribute("size"))) : 0;
        if (size < Long.BYTES) {
            return false;
        }
        LongBuffer values = weights(Long.parseLong(layer.attribute("offset")), size).asLongBuffer();
        for (int i = 0; i < values.capacity(); i++) {
            if (values.get(i) != (int) values.get(i)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Tells whether a constant does not fit into 32 bits, as the end of a slice that has none. The device computes with
     * 32 bits and limits it to them, but cuts it off when it takes it from the model's file for a kept form.
     */
    boolean hasWideIntegers() {
        return hasWideIntegers;
    }

    ModelFiles files() {
        return files;
    }

    byte[] definition() {
        return definition;
    }

    ModelInfo info() {
        return info;
    }

    /** {@return whether sizes are open that those who read the graph need} */
    boolean hidesSizes() {
        return hidesSizes;
    }

    List<Port> inputs() {
        return inputs;
    }

    List<Port> outputs() {
        return outputs;
    }

    /**
     * @param request what to compile for what
     * @param name    of the model, for messages
     * @param output  that rewrites were made for
     * @return a handle, whose owner closes it
     */
    CompiledHandle compile(CompileRequest request, String name, Optional<String> output)
            throws DeviceException, ModelException, NativeRuntimeException {
        if (request.precision() == Precision.INT8 && !quantised) {
            throw new ModelException("Model " + name + " is not quantised, so it cannot be computed in int8: quantise "
                    + "it with NNCF, or choose another precision");
        }
        String device = compiler.require(request.device(), request.precision());
        Key key = new Key(device, request.precision(), request.hint(), request.rewrite().map(Rewrite::key), output);
        CompletableFuture<SharedCompiledModel> mine = new CompletableFuture<>();
        CompletableFuture<SharedCompiledModel> first = compiled.putIfAbsent(key, mine);
        if (first != null) {
            return new CompiledHandle(wait(first), name);
        }
        try {
            SharedCompiledModel model = compiler.compile(this, name, device, request);
            mine.complete(model);
            return new CompiledHandle(model, name);
        } catch (PellucidException | RuntimeException | Error e) {
            compiled.remove(key, mine);
            mine.completeExceptionally(e);
            throw e;
        }
    }

    /** Waits for the thread that compiles. */
    private static SharedCompiledModel wait(CompletableFuture<SharedCompiledModel> other)
            throws DeviceException, ModelException, NativeRuntimeException {
        try {
            return other.join();
        } catch (CompletionException e) {
            // a new exception for each thread, with its own stack
            Throwable cause = e.getCause();
            if (cause instanceof DeviceException) {
                throw new DeviceException(cause.getMessage(), cause);
            } else if (cause instanceof ModelException) {
                throw new ModelException(cause.getMessage(), cause);
            }
            throw new NativeRuntimeException(String.valueOf(cause.getMessage()), cause);
        }
    }

    /** A look at the weights; see {@link org.pellucid.api.model.Model#weights}. */
    ByteBuffer weights(long offset, int size) {
        long total = files.weightsSize();
        if (offset < 0 || size < 0 || offset > total || size > total - offset) {
            throw new IllegalArgumentException("Weights from " + offset + ", " + size + " bytes, lie outside "
                    + files.realWeights() + ", which has " + total);
        }
        if (total > Integer.MAX_VALUE) {
            // a mapping ends at 2 GiB, so large files are mapped where they are looked at
            return map(offset, size);
        }
        ByteBuffer all = mapped;
        if (all == null) {
            all = map(0, total);
            mapped = all;
        }
        return all.slice((int) offset, size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** An interruption closes the channel under the thread; the mapping is made all the same, and the thread stays so. */
    private ByteBuffer map(long offset, long size) {
        boolean interrupted = false;
        try {
            while (true) {
                try (FileChannel channel = FileChannel.open(files.realWeights(), StandardOpenOption.READ)) {
                    return channel.map(FileChannel.MapMode.READ_ONLY, offset, size).order(ByteOrder.LITTLE_ENDIAN);
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                } catch (IOException e) {
                    throw new UncheckedIOException(files.realWeights() + " cannot be read any more: " + e.getMessage(),
                            e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** SHA-256 of definition and weights, made when first asked for. */
    String contentHash() {
        String hash = contentHash;
        if (hash == null) {
            MessageDigest digest = Sha256.begin();
            digest.update(definition);
            for (long at = 0; at < files.weightsSize(); at += SEGMENT) {
                digest.update(weights(at, (int) Math.min(SEGMENT, files.weightsSize() - at)));
            }
            hash = Sha256.hex(digest);
            contentHash = hash;
        }
        return hash;
    }

    @Override
    void free() {
        onFree.run();
        // a compilation keeps the model, so all of them are finished
        for (CompletableFuture<SharedCompiledModel> future : compiled.values()) {
            if (!future.isCompletedExceptionally()) {
                future.join().release();
            }
        }
        compiled.clear();
    }
}
