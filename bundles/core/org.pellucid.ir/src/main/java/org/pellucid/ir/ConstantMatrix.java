package org.pellucid.ir;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
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
        Optional<Format> known = Format.of(layer.attribute("element_type"));
        List<Integer> shape = layer.shape();
        if (known.isEmpty() || shape.size() > 2) {
            return Optional.empty();
        }
        Format format = known.get();
        int height = shape.size() == 2 ? shape.get(0) : 1;
        int width = shape.isEmpty() ? 1 : shape.get(shape.size() - 1);
        int length = width * format.bytes;
        long offset = Long.parseLong(layer.attribute("offset"));
        return Optional.of((row, values) -> {
            long from = offset + (height == 1 ? 0 : (long) row * length);
            format.read(model.weights(from, length).order(ByteOrder.LITTLE_ENDIAN), width, values);
            if (width == 1) {
                Arrays.fill(values, values[0]);
            }
        });
    }

    /** How numbers are stored. */
    private enum Format {
        F32(Float.BYTES) {
            @Override
            void read(ByteBuffer data, int count, float[] values) {
                data.asFloatBuffer().get(values, 0, count);
            }
        },
        F16(Short.BYTES) {
            @Override
            void read(ByteBuffer data, int count, float[] values) {
                for (int i = 0; i < count; i++) {
                    values[i] = half(data.getShort(i * Short.BYTES));
                }
            }
        },
        BF16(Short.BYTES) {
            @Override
            void read(ByteBuffer data, int count, float[] values) {
                for (int i = 0; i < count; i++) {
                    values[i] = Float.intBitsToFloat(data.getShort(i * Short.BYTES) << 16);
                }
            }
        },
        I8(Byte.BYTES) {
            @Override
            void read(ByteBuffer data, int count, float[] values) {
                for (int i = 0; i < count; i++) {
                    values[i] = data.get(i);
                }
            }
        },
        U8(Byte.BYTES) {
            @Override
            void read(ByteBuffer data, int count, float[] values) {
                for (int i = 0; i < count; i++) {
                    values[i] = Byte.toUnsignedInt(data.get(i));
                }
            }
        };

        private final int bytes;

        Format(int bytes) {
            this.bytes = bytes;
        }

        /** Reads the first {@code count} numbers; a loop for each format, since there are a thousand and more. */
        abstract void read(ByteBuffer data, int count, float[] values);

        static Optional<Format> of(String elementType) {
            return Arrays.stream(values()).filter(format -> format.name().equalsIgnoreCase(elementType)).findFirst();
        }
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
