package org.pellucid.whitebox;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pellucid.ir.IrGraph;
import org.pellucid.ir.Layer;
import org.pellucid.ir.Output;

/** Tells whether a model normalises pictures in its own graph, so that nobody must do so before. */
public final class OwnNormalisation {
    /** Layers that change neither the values of pixels nor what they stand for, as a normalisation would. */
    private static final Set<String> PASSED = Set.of("Convert", "Transpose", "FakeQuantize", "Gather", "StridedSlice",
            "Slice", "Reverse", "Interpolate");
    private static final Set<String> ARITHMETIC = Set.of("Subtract", "Divide", "Multiply", "Add");

    private OwnNormalisation() {
    }

    /**
     * Looks at the input's type and the first layers behind it.
     *
     * @param graph of the model
     * @param input the layer that takes the picture
     * @return what shows that it normalises, after "it": {@code takes 8-bit pictures (u8)}; empty if nothing does
     */
    public static Optional<String> of(IrGraph graph, Layer input) {
        if ("U8".equals(input.outputs().get(0).type())) {
            return Optional.of("takes 8-bit pictures (u8)");
        }
        Output value = input.output();
        while (true) {
            List<Layer> readers = graph.readers(value);
            if (readers.size() != 1) {
                return Optional.empty();
            }
            Layer reader = readers.get(0);
            if (ARITHMETIC.contains(reader.type())) {
                return isPerChannel(graph, reader, value)
                        ? Optional.of("begins with " + reader.type() + " '" + reader.name() + "'") : Optional.empty();
            }
            if (!PASSED.contains(reader.type()) || !reader.inputs().get(0).equals(value)) {
                return Optional.empty();
            }
            value = reader.output();
        }
    }

    /** Whether the other operand is one constant number, or one for each of three channels. */
    private static boolean isPerChannel(IrGraph graph, Layer arithmetic, Output value) {
        for (Output operand : arithmetic.inputs()) {
            if (!operand.equals(value)) {
                long numbers = graph.shape(operand).stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
                return graph.isConstant(operand) && (numbers == 1 || numbers == 3);
            }
        }
        return false;
    }
}
