package org.pellucid.ir;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.pellucid.api.model.ElementType;

/**
 * Changes a graph: adds layers, turns readers of one value to another, chooses results; then writes what the results
 * need and nothing else. Constants keep pointing into the original weights, so none can be added but {@link #integers}:
 * use parameters, or operations whose arguments are attributes. Shapes need not be stated, the runtime recomputes them.
 * For one thread.
 */
public final class IrEditor {
    private final IrGraph graph;
    private final Map<Integer, Element> elements = new LinkedHashMap<>();
    private final Map<Integer, List<Output>> inputs = new HashMap<>();
    private final List<Integer> results = new ArrayList<>();
    private final Map<Integer, Output> lengths = new HashMap<>();
    private int nextId;

    IrEditor(IrGraph graph) {
        this.graph = graph;
        for (Layer layer : graph.layers()) {
            if (!layer.type().equals("Result")) {
                elements.put(layer.id(), layer.element());
                inputs.put(layer.id(), layer.inputs());
            }
            nextId = Math.max(nextId, layer.id() + 1);
        }
    }

    /**
     * Adds an input.
     *
     * @param name  friendly name and tensor name
     * @param type  element type
     * @param shape dimensions; -1 where dynamic
     * @return its value
     */
    public Output parameter(String name, ElementType type, int... shape) {
        Element data = new Element("data").set("shape", shapeText(shape)).set("element_type",
                type.name().toLowerCase(Locale.ROOT));
        Element port = port(0, irPrecision(type), shape).set("names", name);
        return add("Parameter", "opset1", name, data, port, List.of());
    }

    /**
     * Adds an input of type f32 that is to be combined with a value: an operation takes operands of one type.
     *
     * @param name  friendly name and tensor name
     * @param value of the graph
     * @param shape dimensions; -1 where dynamic
     * @return the input's value in the type of {@code value}
     */
    public Output parameterLike(String name, Output value, int... shape) {
        Output parameter = parameter(name, ElementType.F32, shape);
        String precision = precision(value);
        return isOtherFloat(precision) ? convert(parameter, name + ".like", precision) : parameter;
    }

    /**
     * Adds a constant vector of positive integers. Each is the length of a stretch of the weights that nobody reads, for
     * a new constant would need weights of its own.
     *
     * @param values at least 1 each
     * @return the vector, of type i64
     * @throws IllegalArgumentException if a number is not positive or the model has fewer bytes of weights
     * @see #ofShape
     */
    public Output integers(int... values) {
        Output[] numbers = new Output[values.length];
        for (int i = 0; i < values.length; i++) {
            numbers[i] = lengths.computeIfAbsent(values[i],
                    length -> operation("ShapeOf", "opset3", "pellucid.integer." + length,
                            List.of("output_type", "i64"), ElementType.I64, ofShape(length)));
        }
        return numbers.length == 1 ? numbers[0] : operation("Concat", "opset1", "pellucid.integers." + nextId,
                List.of("axis", "0"), ElementType.I64, numbers);
    }

    /**
     * Adds a constant vector of positive integers, like {@link #integers}, as numbers of another value's type.
     *
     * @param value  a floating point value
     * @param values at least 1 each
     * @return the vector
     */
    public Output integersLike(Output value, int... values) {
        String precision = precision(value);
        return convert(integers(values), "pellucid.numbers." + nextId, isOtherFloat(precision) ? precision : "FP32");
    }

    /**
     * Adds a value that nobody reads, for those who ask for its shape.
     *
     * @param shape dimensions, at least 1 each
     * @return the value, a stretch of the weights
     * @throws IllegalArgumentException if a dimension is not positive or the model has fewer bytes of weights
     */
    public Output ofShape(int... shape) {
        long size = Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact);
        if (Arrays.stream(shape).anyMatch(dim -> dim < 1) || size > graph.weightsSize()) {
            throw new IllegalArgumentException("cannot make the shape " + Arrays.toString(shape) + " of "
                    + graph.weightsSize() + " bytes of weights");
        }
        Element data = new Element("data").set("element_type", "u8").set("shape", shapeText(shape)).set("offset", "0")
                .set("size", Long.toString(size));
        return add("Const", "opset1", "pellucid.shape." + nextId, data, port(0, "U8", shape), List.of());
    }

    private String precision(Output value) {
        for (Element port : elements.get(value.layer()).child("output").children) {
            if (port.get("id").equals(Integer.toString(value.port()))) {
                return port.get("precision");
            }
        }
        return null;
    }

    private static boolean isOtherFloat(String precision) {
        return "FP16".equals(precision) || "BF16".equals(precision) || "FP64".equals(precision);
    }

    private Output convert(Output value, String name, String precision) {
        String type = precision.replace("FP", "f").toLowerCase(Locale.ROOT);
        return add("Convert", "opset1", name, new Element("data").set("destination_type", type), port(1, precision),
                List.of(value));
    }

    /**
     * Adds an operation with one output.
     *
     * @param type       operation
     * @param opset      e.g. {@code opset1}
     * @param name       friendly name
     * @param attributes of the operation, alternating name and value
     * @param output     element type of the output
     * @param reads      inputs in order
     * @return its value
     */
    public Output operation(String type, String opset, String name, List<String> attributes, ElementType output,
            Output... reads) {
        Element data = null;
        if (!attributes.isEmpty()) {
            data = new Element("data");
            for (int i = 0; i < attributes.size(); i += 2) {
                data.set(attributes.get(i), attributes.get(i + 1));
            }
        }
        return add(type, opset, name, data, port(reads.length, irPrecision(output)), List.of(reads));
    }

    private Output add(String type, String opset, String name, Element data, Element outputPort, List<Output> reads) {
        int id = nextId++;
        Element layer = new Element("layer").set("id", Integer.toString(id)).set("name", name).set("type", type)
                .set("version", opset);
        if (data != null) {
            layer.add(data);
        }
        if (!reads.isEmpty()) {
            Element in = new Element("input");
            for (int i = 0; i < reads.size(); i++) {
                in.add(new Element("port").set("id", Integer.toString(i)));
            }
            layer.add(in);
        }
        if (outputPort != null) {
            layer.add(new Element("output").add(outputPort));
        }
        elements.put(id, layer);
        inputs.put(id, reads);
        return new Output(id, reads.size());
    }

    /**
     * Adds a copy of a layer that has one output.
     *
     * @param layer of the graph
     * @param name  friendly name of the copy
     * @param reads what it reads, in order
     * @return its value
     */
    public Output copy(Layer layer, String name, List<Output> reads) {
        return new Output(copyLayer(layer, name, reads), layer.outputs().get(0).id());
    }

    /**
     * Adds a copy of a layer.
     *
     * @param layer of the graph
     * @param name  friendly name of the copy
     * @param reads what it reads, in order
     * @return id of the copy, whose ports are those of the layer
     */
    public int copyLayer(Layer layer, String name, List<Output> reads) {
        int id = nextId++;
        Element element = layer.element().shallowCopy();
        element.set("id", Integer.toString(id)).set("name", name);
        Element ports = element.child("output").shallowCopy();
        // tensor names are unique, so the copy has none
        ports.children.replaceAll(port -> {
            Element unnamed = port.shallowCopy();
            unnamed.attributes.remove("names");
            return unnamed;
        });
        element.children.replaceAll(child -> child.tag.equals("output") ? ports : child);
        elements.put(id, element);
        inputs.put(id, List.copyOf(reads));
        return id;
    }

    /**
     * Asks the runtime to compute a layer in the precision the definition states, whatever precision it is told to
     * compute the rest in: for small differences of large numbers.
     *
     * @param id of a layer, added or of the graph
     */
    public void keepPrecision(int id) {
        Element layer = elements.get(id).shallowCopy();
        Element old = layer.child("rt_info");
        Element info = old == null ? new Element("rt_info") : old.shallowCopy();
        info.add(new Element("attribute").set("name", "precise").set("version", "0"));
        layer.children.remove(old);
        layer.children.add(layer.child("data") == null ? 0 : 1, info);
        elements.put(id, layer);
    }

    /**
     * Lets everything that now reads a value read another one.
     *
     * @param from value read so far
     * @param to   value to read instead
     */
    public void redirect(Output from, Output to) {
        inputs.replaceAll((id, reads) -> {
            if (id == to.layer() || !reads.contains(from)) {
                return reads;
            }
            List<Output> changed = new ArrayList<>(reads);
            changed.replaceAll(read -> read.equals(from) ? to : read);
            return changed;
        });
    }

    /**
     * Lets one layer read another value.
     *
     * @param reader the layer
     * @param from   value it reads so far
     * @param to     value to read instead
     */
    public void redirect(Layer reader, Output from, Output to) {
        List<Output> changed = new ArrayList<>(inputs.get(reader.id()));
        changed.replaceAll(read -> read.equals(from) ? to : read);
        inputs.put(reader.id(), changed);
    }

    /**
     * Gives an input another shape and the type f32, under a further tensor name. An input of another floating point
     * type is converted to it before anything reads it.
     *
     * @param parameter an input of the graph
     * @param name      the further tensor name
     * @param shape     dimensions
     */
    public void reshape(Layer parameter, String name, int... shape) {
        Element copy = parameter.element().shallowCopy();
        copy.children.removeIf(child -> child.tag.equals("data") || child.tag.equals("output"));
        copy.children.add(0, new Element("data").set("shape", shapeText(shape)).set("element_type", "f32"));
        Layer.OutputPort old = parameter.outputs().get(0);
        Element port = port(old.id(), "FP32", shape).set("names", names(old.names(), name));
        copy.add(new Element("output").add(port));
        elements.put(parameter.id(), copy);
        if (isOtherFloat(old.type())) {
            redirect(parameter.output(), convert(parameter.output(), name + ".like", old.type()));
        }
    }

    /**
     * Lets all that reads an input read a value of the type f32 instead, converted to the input's type if that is
     * another floating point type. The input goes unless something else needs it.
     *
     * @param parameter an input of the graph
     * @param value     what takes its place
     */
    public void replaceInput(Layer parameter, Output value) {
        String type = parameter.outputs().get(0).type();
        redirect(parameter.output(), isOtherFloat(type) ? convert(value, parameter.name() + ".like", type) : value);
    }

    /**
     * Makes a value an output of the model; a floating point number of another size becomes f32.
     *
     * @param name   a tensor name for it, besides those it has
     * @param output the value
     */
    public void result(String name, Output output) {
        if (isOtherFloat(precision(output))) {
            result(name, convert(output, name + ".f32", "FP32"));
            return;
        }
        Element layer = elements.get(output.layer()).shallowCopy();
        Element old = layer.child("output");
        Element renamed = old.shallowCopy();
        renamed.children.replaceAll(port -> {
            if (!port.get("id").equals(Integer.toString(output.port()))) {
                return port;
            }
            Element copy = port.shallowCopy();
            return copy.set("names", names(copy.get("names"), name));
        });
        layer.children.replaceAll(child -> child == old ? renamed : child);
        elements.put(output.layer(), layer);
        results.add(add("Result", "opset1", name + ".result", null, null, List.of(output)).layer());
    }

    private static String names(String present, String added) {
        return present == null || present.isEmpty() ? added : present + "," + added;
    }

    /** @return the definition: the results, in the order they were made, and what they depend on */
    public byte[] write() {
        if (results.isEmpty()) {
            throw new IllegalStateException("a model needs a result");
        }
        List<Integer> order = order();
        Element layers = new Element("layers");
        Element edges = new Element("edges");
        for (int id : order) {
            Element element = elements.get(id);
            layers.add(element);
            List<Output> reads = inputs.get(id);
            List<String> ports = inputPorts(element);
            for (int i = 0; i < reads.size(); i++) {
                edges.add(new Element("edge").set("from-layer", Integer.toString(reads.get(i).layer()))
                        .set("from-port", Integer.toString(reads.get(i).port())).set("to-layer", Integer.toString(id))
                        .set("to-port", ports.get(i)));
            }
        }
        Element root = new Element("net");
        root.attributes.putAll(graph.root().attributes);
        root.add(layers).add(edges);
        return IrWriter.write(root);
    }

    private static List<String> inputPorts(Element element) {
        Element input = element.child("input");
        return input == null ? List.of() : input.children.stream().map(port -> port.get("id")).toList();
    }

    /** Depth first from the results, without recursion since graphs are deep; parameters keep the file's order. */
    private List<Integer> order() {
        Set<Integer> done = new HashSet<>();
        List<Integer> order = new ArrayList<>();
        Set<Integer> needed = needed();
        for (int id : elements.keySet()) {
            if (needed.contains(id) && elements.get(id).get("type").equals("Parameter")) {
                done.add(id);
                order.add(id);
            }
        }
        for (int result : results) {
            Deque<Integer> stack = new ArrayDeque<>(List.of(result));
            while (!stack.isEmpty()) {
                int id = stack.peek();
                boolean ready = true;
                for (Output read : inputs.get(id)) {
                    if (!done.contains(read.layer())) {
                        stack.push(read.layer());
                        ready = false;
                    }
                }
                if (ready) {
                    stack.pop();
                    if (done.add(id)) {
                        order.add(id);
                    }
                }
            }
        }
        return order;
    }

    private Set<Integer> needed() {
        Set<Integer> needed = new HashSet<>();
        Deque<Integer> open = new ArrayDeque<>(results);
        while (!open.isEmpty()) {
            int id = open.pop();
            if (needed.add(id)) {
                inputs.get(id).forEach(read -> open.push(read.layer()));
            }
        }
        return needed;
    }

    private static Element port(int id, String precision, int... shape) {
        Element port = new Element("port").set("id", Integer.toString(id)).set("precision", precision);
        for (int dim : shape) {
            port.add(new Element("dim").set(IrReader.TEXT, Integer.toString(dim)));
        }
        return port;
    }

    private static String shapeText(int... shape) {
        StringBuilder text = new StringBuilder();
        for (int dim : shape) {
            text.append(text.isEmpty() ? "" : ",").append(dim < 0 ? "?" : Integer.toString(dim));
        }
        return text.toString();
    }

    private static String irPrecision(ElementType type) {
        return switch (type) {
            case F32 -> "FP32";
            case F16 -> "FP16";
            case BF16 -> "BF16";
            case F64 -> "FP64";
            case BOOLEAN -> "BOOL";
            default -> type.name();
        };
    }
}
