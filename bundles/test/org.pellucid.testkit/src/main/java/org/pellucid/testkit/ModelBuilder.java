package org.pellucid.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes small OpenVINO models: layers in topological order, known by the number they were added as. */
public final class ModelBuilder {
    /** Where the number of an output begins in the number of a layer with several. */
    private static final int PORT_SHIFT = 20;

    private final List<String> layers = new ArrayList<>();
    private final List<String> edges = new ArrayList<>();
    private final List<Integer> outputPorts = new ArrayList<>();
    private final ByteArrayOutputStream weights = new ByteArrayOutputStream();
    private final Random random;
    private boolean half;

    /** @param seed of random constants */
    public ModelBuilder(long seed) {
        this.random = new Random(seed);
    }

    /** @return this builder, from now on with pictures, constants and values of type f16 */
    public ModelBuilder inHalfPrecision() {
        half = true;
        return this;
    }

    private String precision() {
        return half ? "FP16" : "FP32";
    }

    /**
     * @param shape dimensions, -1 where dynamic
     * @return the picture's layer
     */
    public int parameter(int... shape) {
        String text = Arrays.stream(shape).mapToObj(dim -> dim < 0 ? "?" : Integer.toString(dim))
                .collect(Collectors.joining(","));
        return add("Parameter", "opset1", "shape=\"" + text + "\" element_type=\"" + (half ? "f16" : "f32") + "\"",
                precision(),
                shape);
    }

    /**
     * @param shape dimensions
     * @return a constant of normally distributed values
     */
    public int random(int... shape) {
        float[] values = new float[Arrays.stream(shape).reduce(1, Math::multiplyExact)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return floats(values, shape);
    }

    /**
     * @param values elements
     * @param shape  dimensions
     * @return a constant
     */
    public int floats(float[] values, int... shape) {
        if (half) {
            ByteBuffer bytes = ByteBuffer.allocate(values.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (float value : values) {
                bytes.putShort(half(value));
            }
            return constant("f16", "FP16", bytes.array(), shape);
        }
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return constant("f32", "FP32", bytes.array(), shape);
    }

    /** Rounds to IEEE 754 binary16; numbers too small for its normal range become 0. */
    private static short half(float value) {
        int bits = Float.floatToIntBits(value) + 0x1000;
        int exponent = (bits >> 23 & 0xff) - 127 + 15;
        int sign = bits >> 16 & 0x8000;
        if (exponent >= 31) {
            throw new IllegalArgumentException(value + " is too large for f16");
        }
        return (short) (exponent <= 0 ? sign : sign | exponent << 10 | bits >> 13 & 0x3ff);
    }

    /**
     * @param values elements
     * @return a constant vector
     */
    public int integers(long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        return constant("i64", "I64", bytes.array(), values.length);
    }

    /**
     * @param value a number
     * @return a constant without dimensions
     */
    public int integer(long value) {
        return constant("i64", "I64",
                ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
    }

    private int constant(String type, String precision, byte[] bytes, int... shape) {
        String text = Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        int offset = weights.size();
        weights.writeBytes(bytes);
        return add("Const", "opset1", "element_type=\"" + type + "\" shape=\"" + text + "\" offset=\"" + offset
                + "\" size=\"" + bytes.length + "\"", precision, shape);
    }

    /**
     * @param type       operation
     * @param opset      e.g. {@code opset1}
     * @param attributes as in XML: {@code keep_dims="true"}
     * @param shape      of the output, for readers of the file; the runtime computes its own
     * @param inputs     layers read
     * @return the layer
     */
    public int operation(String type, String opset, String attributes, int[] shape, int... inputs) {
        return add(type, opset, attributes, precision(), shape, inputs);
    }

    /**
     * @param type       operation with several outputs of the same shape
     * @param opset      e.g. {@code opset1}
     * @param attributes as in XML: {@code num_splits="3"}
     * @param parts      number of outputs
     * @param shape      of each
     * @param inputs     layers read
     * @return the outputs, each to be used like a layer
     */
    public int[] split(String type, String opset, String attributes, int parts, int[] shape, int... inputs) {
        int id = add(type, opset, attributes, "FP32", parts, shape, inputs);
        return IntStream.range(0, parts).map(part -> id | part << PORT_SHIFT).toArray();
    }

    /**
     * @param input layer that becomes an output of the model
     */
    public void result(int input) {
        add("Result", "opset1", "", null, new int[0], input);
    }

    private int add(String type, String opset, String attributes, String precision, int[] shape, int... inputs) {
        return add(type, opset, attributes, precision, precision == null ? 0 : 1, shape, inputs);
    }

    private int add(String type, String opset, String attributes, String precision, int outputs, int[] shape,
            int... inputs) {
        int id = layers.size();
        StringBuilder xml = new StringBuilder();
        xml.append("<layer id=\"").append(id).append("\" name=\"").append(type.toLowerCase(java.util.Locale.ROOT))
                .append(id).append("\" type=\"").append(type).append("\" version=\"").append(opset).append("\">");
        if (!attributes.isEmpty()) {
            xml.append("<data ").append(attributes).append("/>");
        }
        if (inputs.length > 0) {
            xml.append("<input>");
            for (int port = 0; port < inputs.length; port++) {
                xml.append("<port id=\"").append(port).append("\"/>");
                int from = inputs[port] & (1 << PORT_SHIFT) - 1;
                int fromPort = outputPorts.get(from) + (inputs[port] >> PORT_SHIFT);
                edges.add("<edge from-layer=\"" + from + "\" from-port=\"" + fromPort + "\" to-layer=\"" + id
                        + "\" to-port=\"" + port + "\"/>");
            }
            xml.append("</input>");
        }
        outputPorts.add(inputs.length);
        if (outputs > 0) {
            xml.append("<output>");
            for (int port = inputs.length; port < inputs.length + outputs; port++) {
                xml.append("<port id=\"").append(port).append("\" precision=\"").append(precision).append("\">");
                for (int dim : shape) {
                    xml.append("<dim>").append(dim).append("</dim>");
                }
                xml.append("</port>");
            }
            xml.append("</output>");
        }
        layers.add(xml.append("</layer>").toString());
        return id;
    }

    /**
     * @param folder where to
     * @param name   of both files, without extension
     * @return the definition written
     * @throws IOException if writing fails
     */
    public Path write(Path folder, String name) throws IOException {
        Files.write(folder.resolve(name + ".bin"), weights.toByteArray());
        return Files.writeString(folder.resolve(name + ".xml"), "<?xml version=\"1.0\"?>\n<net name=\"" + name
                + "\" version=\"11\">\n<layers>\n" + String.join("\n", layers) + "\n</layers>\n<edges>\n"
                + String.join("\n", edges) + "\n</edges>\n</net>\n");
    }
}
