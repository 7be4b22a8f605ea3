package org.pellucid.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Quantises a model with f16 weights to 8 bits, as compression tools leave it: weights as {@code i8} with a scale for
 * each output channel, or as {@code u8} with a zero point too; and, for models whose activations are clamped, a
 * {@code FakeQuantize} of the known range behind every {@code Clamp}, so that no calibration is needed.
 */
public final class Int8Copy {
    /** How weights are stored. */
    public enum Weights {
        /** Signed, the same scale on both sides of 0. */
        I8,
        /** Unsigned, with a zero point. */
        U8
    }

    private static final int HALF_BYTES = 2;

    private final Document document;
    private final Element layers;
    private final Element edges;
    private final byte[] original;
    private final ByteArrayOutputStream weights = new ByteArrayOutputStream();
    private int nextId;

    private Int8Copy(Path model) throws IOException {
        try {
            document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(model.toFile());
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(model + ": " + e.getMessage(), e);
        }
        original = Files.readAllBytes(Path.of(model.toString().replace(".xml", ".bin")));
        weights.writeBytes(original);
        layers = (Element) document.getElementsByTagName("layers").item(0);
        edges = (Element) document.getElementsByTagName("edges").item(0);
        for (Element layer : elements(layers, "layer")) {
            nextId = Math.max(nextId, Integer.parseInt(layer.getAttribute("id")) + 1);
        }
    }

    /**
     * @param model       definition of a model with f16 weights
     * @param folder      where to write the copy
     * @param weights     how weights are stored
     * @param activations whether to quantise activations too
     * @return the definition of the copy
     * @throws IOException if it cannot be read or written
     */
    public static Path write(Path model, Path folder, Weights weights, boolean activations) throws IOException {
        Int8Copy copy = new Int8Copy(model);
        for (Element layer : elements(copy.layers, "layer")) {
            if (copy.isWeights(layer)) {
                copy.quantiseWeights(layer, weights);
            } else if (activations && layer.getAttribute("type").equals("Clamp")) {
                copy.quantiseActivation(layer);
            }
        }
        String name = model.getFileName().toString().replace(".xml", "-int8");
        Files.write(folder.resolve(name + ".bin"), copy.weights.toByteArray());
        Path definition = folder.resolve(name + ".xml");
        try {
            TransformerFactory.newInstance().newTransformer().transform(new DOMSource(copy.document),
                    new StreamResult(definition.toFile()));
        } catch (TransformerException e) {
            throw new IOException(definition + ": " + e.getMessage(), e);
        }
        return definition;
    }

    private static List<Element> elements(Element parent, String name) {
        NodeList nodes = parent.getElementsByTagName(name);
        List<Element> found = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            found.add((Element) nodes.item(i));
        }
        return found;
    }

    private static Element data(Element layer) {
        return elements(layer, "data").get(0);
    }

    private static int[] shape(Element constant) {
        String text = data(constant).getAttribute("shape");
        return text.isBlank() ? new int[0]
                : Arrays.stream(text.split(",")).mapToInt(dim -> Integer.parseInt(dim.strip())).toArray();
    }

    /** Filters and matrices begin with the output channel; biases with 1. */
    private boolean isWeights(Element layer) {
        if (!layer.getAttribute("type").equals("Const") || !data(layer).getAttribute("element_type").equals("f16")) {
            return false;
        }
        int[] shape = shape(layer);
        return shape.length >= 2 && shape[0] > 1;
    }

    private void quantiseWeights(Element constant, Weights kind) {
        int[] shape = shape(constant);
        int rows = shape[0];
        int columns = Arrays.stream(shape).reduce(1, Math::multiplyExact) / rows;
        float[] values = halves(Integer.parseInt(data(constant).getAttribute("offset")), rows * columns);
        byte[] bytes = new byte[values.length];
        float[] scales = new float[rows];
        float[] zeros = new float[rows];
        for (int row = 0; row < rows; row++) {
            quantiseRow(values, bytes, row, columns, kind, scales, zeros);
        }
        place(constant, kind.name().toLowerCase(java.util.Locale.ROOT), bytes);
        elements(constant, "port").get(0).setAttribute("precision", kind.name());

        int[] perRow = new int[shape.length];
        Arrays.fill(perRow, 1);
        perRow[0] = rows;
        Element convert = reader(constant);
        elements(convert, "port").get(0).setAttribute("precision", kind.name());
        elements(convert, "rt_info").forEach(info -> info.getParentNode().removeChild(info));
        Element last = convert;
        if (kind == Weights.U8) {
            last = behind(last, "Subtract", "auto_broadcast", shape, floats(zeros, perRow));
        }
        behind(last, "Multiply", "auto_broadcast", shape, floats(scales, perRow));
    }

    private static void quantiseRow(float[] values, byte[] bytes, int row, int columns, Weights kind, float[] scales,
            float[] zeros) {
        float min = 0;
        float max = 0;
        for (int i = row * columns; i < (row + 1) * columns; i++) {
            min = Math.min(min, values[i]);
            max = Math.max(max, values[i]);
        }
        float scale = kind == Weights.I8 ? Math.max(max, -min) / 127 : (max - min) / 255;
        scales[row] = scale == 0 ? 1 : scale;
        zeros[row] = kind == Weights.I8 ? 0 : Math.round(-min / scales[row]);
        for (int i = row * columns; i < (row + 1) * columns; i++) {
            bytes[i] = (byte) Math.round(values[i] / scales[row] + zeros[row]);
        }
    }

    private void quantiseActivation(Element clamp) {
        int[] shape = elements(elements(clamp, "output").get(0), "dim").stream()
                .mapToInt(dim -> Integer.parseInt(dim.getTextContent())).toArray();
        Element low = floats(new float[] {Float.parseFloat(data(clamp).getAttribute("min"))});
        Element high = floats(new float[] {Float.parseFloat(data(clamp).getAttribute("max"))});
        Element quantise = behind(clamp, "FakeQuantize", "auto_broadcast", shape, low, high, low, high);
        data(quantise).setAttribute("levels", "256");
    }

    /** Adds an operation that reads a layer and constants, and turns the layer's readers to it. */
    private Element behind(Element layer, String type, String broadcast, int[] shape, Element... constants) {
        String from = layer.getAttribute("id");
        String fromPort = outputPort(layer);
        List<Element> readers = elements(edges, "edge").stream()
                .filter(edge -> edge.getAttribute("from-layer").equals(from)).toList();
        Element operation = layer(type, Map.of(broadcast, "numpy"), constants.length + 1, shape);
        for (Element edge : readers) {
            edge.setAttribute("from-layer", operation.getAttribute("id"));
            edge.setAttribute("from-port", outputPort(operation));
        }
        edge(from, fromPort, operation, 0);
        for (int i = 0; i < constants.length; i++) {
            edge(constants[i].getAttribute("id"), "0", operation, i + 1);
        }
        return operation;
    }

    private Element floats(float[] values, int... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        String text = String.join(", ", Arrays.stream(shape).mapToObj(Integer::toString).toList());
        Element constant = layer("Const", Map.of("shape", text), 0, shape);
        place(constant, "f32", bytes.array());
        return constant;
    }

    private void place(Element constant, String type, byte[] bytes) {
        while (weights.size() % Long.BYTES != 0) {
            weights.write(0);
        }
        data(constant).setAttribute("element_type", type);
        data(constant).setAttribute("offset", Integer.toString(weights.size()));
        data(constant).setAttribute("size", Integer.toString(bytes.length));
        weights.writeBytes(bytes);
    }

    private Element layer(String type, Map<String, String> attributes, int inputs, int[] shape) {
        Element layer = child(layers, "layer", new HashMap<>(Map.of("id", Integer.toString(nextId), "name",
                type + "_int8_" + nextId, "type", type, "version", "opset1")));
        nextId++;
        child(layer, "data", attributes);
        if (inputs > 0) {
            Element input = child(layer, "input", Map.of());
            for (int i = 0; i < inputs; i++) {
                child(input, "port", Map.of("id", Integer.toString(i), "precision", "FP32"));
            }
        }
        Element port = child(child(layer, "output", Map.of()), "port",
                Map.of("id", Integer.toString(inputs), "precision", "FP32"));
        for (int dim : shape) {
            child(port, "dim", Map.of()).setTextContent(Integer.toString(dim));
        }
        return layer;
    }

    private Element child(Element parent, String name, Map<String, String> attributes) {
        Element element = document.createElement(name);
        attributes.forEach(element::setAttribute);
        parent.appendChild(element);
        return element;
    }

    private void edge(String from, String fromPort, Element to, int toPort) {
        child(edges, "edge", Map.of("from-layer", from, "from-port", fromPort, "to-layer", to.getAttribute("id"),
                "to-port", Integer.toString(toPort)));
    }

    private static String outputPort(Element layer) {
        return elements(elements(layer, "output").get(0), "port").get(0).getAttribute("id");
    }

    /** The one layer that reads another: the conversion behind a compressed constant. */
    private Element reader(Element layer) {
        String to = elements(edges, "edge").stream()
                .filter(edge -> edge.getAttribute("from-layer").equals(layer.getAttribute("id"))).findFirst()
                .orElseThrow().getAttribute("to-layer");
        return elements(layers, "layer").stream().filter(other -> other.getAttribute("id").equals(to)).findFirst()
                .orElseThrow();
    }

    private float[] halves(int offset, int count) {
        ByteBuffer bytes = ByteBuffer.wrap(original, offset, HALF_BYTES * count).order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = half(bytes.getShort());
        }
        return values;
    }

    /** IEEE 754 binary16, finite: 5 bits of exponent with bias 15, 10 bits of fraction. */
    private static float half(short bits) {
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        float magnitude = exponent == 0 ? fraction * 0x1p-24f
                : Float.intBitsToFloat(exponent + 127 - 15 << 23 | fraction << 13);
        return bits < 0 ? -magnitude : magnitude;
    }
}
