package org.pellucid.ir;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Optional;
import org.pellucid.api.model.spi.RuntimeModel;

/** Reads the small integer constants that say along which axes or to which shape an operation works. */
public final class Constants {
    private static final int LONGEST = 1024;

    private Constants() {
    }

    /**
     * @param model a loaded model
     * @param layer a layer of its graph
     * @return its values, if it is a {@code Const} of few integers
     */
    public static Optional<long[]> integers(RuntimeModel model, Layer layer) {
        if (!layer.type().equals("Const")) {
            return Optional.empty();
        }
        String type = layer.attribute("element_type");
        int bytes = switch (type == null ? "" : type.toLowerCase(Locale.ROOT)) {
            case "i64", "u64" -> Long.BYTES;
            case "i32" -> Integer.BYTES;
            default -> 0;
        };
        long size = Long.parseLong(layer.attribute("size"));
        if (bytes == 0 || size > LONGEST) {
            return Optional.empty();
        }
        ByteBuffer data = model.weights(Long.parseLong(layer.attribute("offset")), (int) size)
                .order(ByteOrder.LITTLE_ENDIAN);
        long[] values = new long[(int) size / bytes];
        for (int i = 0; i < values.length; i++) {
            values[i] = bytes == Long.BYTES ? data.getLong() : data.getInt();
        }
        return Optional.of(values);
    }

    /**
     * @param model  a loaded model
     * @param graph  its graph
     * @param output a value
     * @return its value, if it is a constant of one element, stored as floating point number
     */
    public static Optional<Float> number(RuntimeModel model, IrGraph graph, Output output) {
        Layer layer = graph.producer(output);
        if (layer.type().equals("Convert")) {
            return number(model, graph, layer.inputs().get(0));
        }
        if (!layer.type().equals("Const") || layer.shape().stream().anyMatch(dim -> dim != 1)) {
            return Optional.empty();
        }
        ByteBuffer data = model.weights(Long.parseLong(layer.attribute("offset")),
                Integer.parseInt(layer.attribute("size"))).order(ByteOrder.LITTLE_ENDIAN);
        return switch (layer.attribute("element_type").toLowerCase(Locale.ROOT)) {
            case "f32" -> Optional.of(data.getFloat());
            case "f64" -> Optional.of((float) data.getDouble());
            case "f16" -> Optional.of(ConstantMatrix.half(data.getShort()));
            default -> Optional.empty();
        };
    }
}
