package org.pellucid.ir;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.pellucid.api.model.spi.RuntimeModel;

/**
 * A constant {@code [rows,columns]} read row by row where it lies in the weights: stored as it is, in half precision, or
 * as bytes with scale and zero point. Safe for use by several threads while the model is open.
 */
public final class ConstantMatrix {
    /** Fills one row. */
    private interface Source {
        void read(int row, float[] values);
    }

    private final int rows;
    private final int columns;
    private final Source source;

    private ConstantMatrix(int rows, int columns, Source source) {
        this.rows = rows;
        this.columns = columns;
        this.source = source;
    }

    /**
     * @param model  an open model
     * @param graph  its graph
     * @param output a constant value of two dimensions
     * @return the matrix, if it is stored in a way known here
     */
    public static Optional<ConstantMatrix> of(RuntimeModel model, IrGraph graph, Output output) {
        List<Integer> shape = graph.shape(output);
        if (shape.size() != 2) {
            return Optional.empty();
        }
        return source(model, graph, output).map(source -> new ConstantMatrix(shape.get(0), shape.get(1), source));
    }

    /** @return number of rows */
    public int rows() {
        return rows;
    }

    /** @return number of columns */
    public int columns() {
        return columns;
    }

    /**
     * @param row index of a row
     * @return its values
     */
    public float[] row(int row) {
        float[] values = new float[columns];
        source.read(row, values);
        return values;
    }

    private static Optional<Source> source(RuntimeModel model, IrGraph graph, Output output) {
        Layer layer = graph.producer(output);
        return switch (layer.type()) {
            case "Const" -> stored(model, layer);
            case "Convert" -> source(model, graph, layer.inputs().get(0));
            case "Multiply" -> combined(model, graph, layer, true);
            case "Subtract" -> combined(model, graph, layer, false);
            default -> Optional.empty();
        };
    }

    /** Scale or zero point: one number, one for each row, or one for each column. */
    private static Optional<Source> combined(RuntimeModel model, IrGraph graph, Layer layer, boolean multiply) {
        Optional<Source> left = source(model, graph, layer.inputs().get(0));
        Optional<Source> right = source(model, graph, layer.inputs().get(1));
        if (left.isEmpty() || right.isEmpty() || graph.shape(layer.inputs().get(0)).size() != 2) {
            return Optional.empty();
        }
        Source first = left.get();
        Source second = right.get();
        return Optional.of((row, values) -> {
            first.read(row, values);
            float[] other = new float[values.length];
            second.read(row, other);
            for (int i = 0; i < values.length; i++) {
                values[i] = multiply ? values[i] * other[i] : values[i] - other[i];
            }
        });
    }

    private static Optional<Source> stored(RuntimeModel model, Layer layer) {
        String type = layer.attribute("element_type").toLowerCase(Locale.ROOT);
        int bytes = switch (type) {
            case "f32" -> Float.BYTES;
            case "f16", "bf16" -> Short.BYTES;
            case "i8", "u8" -> Byte.BYTES;
            default -> 0;
        };
        List<Integer> shape = layer.shape();
        if (bytes == 0 || shape.size() > 2) {
            return Optional.empty();
        }
        int height = shape.size() == 2 ? shape.get(0) : 1;
        int width = shape.isEmpty() ? 1 : shape.get(shape.size() - 1);
        long offset = Long.parseLong(layer.attribute("offset"));
        return Optional.of((row, values) -> {
            long from = offset + (long) (height == 1 ? 0 : row) * width * bytes;
            ByteBuffer data = model.weights(from, width * bytes).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < values.length; i++) {
                values[i] = width == 1 && i > 0 ? values[0] : value(data, type, i);
            }
        });
    }

    private static float value(ByteBuffer data, String type, int i) {
        return switch (type) {
            case "f32" -> data.getFloat(i * Float.BYTES);
            case "f16" -> half(data.getShort(i * Short.BYTES));
            case "bf16" -> Float.intBitsToFloat(data.getShort(i * Short.BYTES) << 16);
            case "i8" -> data.get(i);
            default -> Byte.toUnsignedInt(data.get(i));
        };
    }

    /** IEEE 754 binary16: 5 bits of exponent with bias 15, 10 bits of fraction. */
    static float half(short bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        if (exponent == 0) {
            float magnitude = fraction * 0x1p-24f;
            return sign == 0 ? magnitude : -magnitude;
        }
        int widened = exponent == 0x1f ? 0xff : exponent + 127 - 15;
        return Float.intBitsToFloat(sign | widened << 23 | fraction << 13);
    }
}
