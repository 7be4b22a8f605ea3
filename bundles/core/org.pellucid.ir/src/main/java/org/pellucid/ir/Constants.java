package org.pellucid.ir;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;
import org.pellucid.api.ModelException;
import org.pellucid.api.model.spi.RuntimeModel;

/** Reads the small integer constants that say along which axes or to which shape an operation works. */
public final class Constants {
    private static final int LONGEST = 1024;

    private Constants() {
    }

    /**
     * @param model a loaded model
     * @param layer a layer of its graph
     * @return its values, if it is a {@code Const} of few integers or made from such in the ways converters write
     */
    public static Optional<long[]> integers(RuntimeModel model, Layer layer) {
        return switch (layer.type()) {
            case "Const" -> stored(model, layer);
            case "Convert", "Squeeze", "Unsqueeze", "Reshape" -> read(model, layer, 0);
            case "Range" -> range(model, layer);
            case "Broadcast" -> repeated(model, layer);
            default -> Optional.empty();
        };
    }

    private static Optional<long[]> read(RuntimeModel model, Layer layer, int input) {
        try {
            return integers(model, IrGraph.of(model).input(layer, input));
        } catch (ModelException e) {
            return Optional.empty();
        }
    }

    private static Optional<long[]> range(RuntimeModel model, Layer layer) {
        long[] start = read(model, layer, 0).orElse(new long[0]);
        long[] stop = read(model, layer, 1).orElse(new long[0]);
        long[] step = read(model, layer, 2).orElse(new long[0]);
        if (start.length != 1 || stop.length != 1 || step.length != 1 || step[0] == 0
                || (stop[0] - start[0]) / step[0] > LONGEST) {
            return Optional.empty();
        }
        return Optional.of(LongStream.iterate(start[0], value -> step[0] > 0 ? value < stop[0] : value > stop[0],
                value -> value + step[0]).toArray());
    }

    /** One number, as often as the shape says. */
    private static Optional<long[]> repeated(RuntimeModel model, Layer layer) {
        List<Integer> shape = layer.shape();
        boolean few = shape.size() == 1 && shape.get(0) >= 0 && shape.get(0) <= LONGEST;
        return read(model, layer, 0).filter(values -> few && values.length == 1).map(values -> {
            long[] all = new long[shape.get(0)];
            Arrays.fill(all, values[0]);
            return all;
        });
    }

    private static Optional<long[]> stored(RuntimeModel model, Layer layer) {
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
