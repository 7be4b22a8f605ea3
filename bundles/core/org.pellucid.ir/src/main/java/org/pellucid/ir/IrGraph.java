package org.pellucid.ir;

import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import org.pellucid.api.ModelException;
import org.pellucid.api.model.ElementType;
import org.pellucid.api.model.ModelInfo;
import org.pellucid.api.model.Port;
import org.pellucid.api.model.spi.RuntimeModel;

/**
 * The graph of an IR: layers and what they read. Immutable, so it may be shared between threads; {@link IrEditor} makes
 * changed copies.
 */
public final class IrGraph {
    /** Parsed definitions by identity of the definition's array: loader and methods look at the same model. */
    private static final Map<byte[], SoftReference<IrGraph>> PARSED = Collections.synchronizedMap(new WeakHashMap<>());

    private final Element root;
    private final List<Layer> layers;
    private final Map<Integer, Layer> byId;
    private final Map<Output, List<Layer>> readers;
    /** Ids of the layers that do not depend on the values of inputs, {@code null} until somebody asks. */
    private volatile Set<Integer> constant;
    private final long weightsSize;

    IrGraph(Element root, List<Layer> layers, long weightsSize) {
        this.root = root;
        this.weightsSize = weightsSize;
        this.layers = List.copyOf(layers);
        this.byId = new HashMap<>(layers.size() * 2);
        this.readers = new HashMap<>(layers.size() * 2);
        for (Layer layer : layers) {
            byId.put(layer.id(), layer);
            for (Output input : layer.inputs()) {
                List<Layer> reading = readers.computeIfAbsent(input, key -> new ArrayList<>(1));
                if (!reading.contains(layer)) {
                    reading.add(layer);
                }
            }
        }
    }

    /**
     * Reads and checks a definition.
     *
     * @param xml         UTF-8
     * @param file        for messages
     * @param weightsSize bytes of the weights file; every constant must lie within
     * @return the graph
     * @throws ModelException if it is no IR or damaged; the message names the file and what is wrong
     */
    public static IrGraph read(byte[] xml, String file, long weightsSize) throws ModelException {
        IrGraph graph = new IrReader(file, weightsSize).read(xml);
        PARSED.put(xml, new SoftReference<>(graph));
        return graph;
    }

    /**
     * @param model a loaded model
     * @return its graph, parsed once
     * @throws ModelException never for a model that was loaded
     */
    public static IrGraph of(RuntimeModel model) throws ModelException {
        byte[] xml = model.definition();
        SoftReference<IrGraph> reference = PARSED.get(xml);
        IrGraph graph = reference == null ? null : reference.get();
        return graph != null ? graph : read(xml, model.file().toString(), model.weightsSize());
    }

    /** @return all layers, each after those it reads; otherwise in the order of the file */
    public List<Layer> layers() {
        return layers;
    }

    /**
     * @param id of a layer of this graph
     * @return that layer
     */
    public Layer layer(int id) {
        return byId.get(id);
    }

    /**
     * @param name friendly name or one of a layer's tensor names
     * @return the layer
     */
    public Optional<Layer> find(String name) {
        for (Layer layer : layers) {
            if (layer.name().equals(name)) {
                return Optional.of(layer);
            }
        }
        for (Layer layer : layers) {
            for (Layer.OutputPort port : layer.outputs()) {
                if (port.nameList().contains(name)) {
                    return Optional.of(layer);
                }
            }
        }
        return Optional.empty();
    }

    /**
     * @param output a value
     * @return the layer that makes it
     */
    public Layer producer(Output output) {
        return byId.get(output.layer());
    }

    /**
     * @param layer any layer
     * @param input position of an input
     * @return the layer that makes that input
     */
    public Layer input(Layer layer, int input) {
        return producer(layer.inputs().get(input));
    }

    /**
     * @param output a value
     * @return the layers that read it
     */
    public List<Layer> readers(Output output) {
        return Collections.unmodifiableList(readers.getOrDefault(output, List.of()));
    }

    /**
     * @param output a value
     * @return its shape as the file states it; -1 where dynamic
     */
    public List<Integer> shape(Output output) {
        return producer(output).outputPort(output.port()).shape();
    }

    /**
     * @param output a value
     * @return the type of its elements as the file states it
     */
    public ElementType type(Output output) {
        return elementType(producer(output).outputPort(output.port()).type());
    }

    /** @return layers of one type, in order */
    public List<Layer> ofType(String type) {
        return layers.stream().filter(layer -> layer.type().equals(type)).toList();
    }

    /**
     * @param output a value
     * @return ids of the layers it depends on, its own included
     */
    public Set<Integer> ancestors(Output output) {
        return ancestors(output, null);
    }

    /**
     * @param output a value
     * @param cut    a value not to look behind, or {@code null}
     * @return ids of the layers {@code output} depends on other than by {@code cut}, its own included; whoever asks for
     *         the shape of a value does not depend on it
     */
    public Set<Integer> ancestors(Output output, Output cut) {
        Set<Integer> seen = new HashSet<>();
        List<Output> open = new ArrayList<>(List.of(output));
        while (!open.isEmpty()) {
            Output next = open.remove(open.size() - 1);
            if (!next.equals(cut) && seen.add(next.layer()) && !isShape(producer(next))) {
                open.addAll(producer(next).inputs());
            }
        }
        return seen;
    }

    /**
     * What turns one value into another.
     *
     * @param from a value
     * @param to   a value
     * @return the layers that depend on {@code from} and that {@code to} depends on, in order
     */
    public List<Layer> between(Output from, Output to) {
        Set<Integer> needed = ancestors(to, from);
        Set<Integer> reached = new HashSet<>();
        List<Layer> between = new ArrayList<>();
        for (Layer layer : layers) {
            boolean reads = !isShape(layer) && layer.inputs().stream()
                    .anyMatch(input -> input.equals(from) || reached.contains(input.layer()));
            if (reads && needed.contains(layer.id())) {
                reached.add(layer.id());
                between.add(layer);
            }
        }
        return between;
    }

    private static boolean isShape(Layer layer) {
        return layer.type().equals("ShapeOf");
    }

    /**
     * @param output a value
     * @return whether it is the same for all inputs of one size: a constant, a size of something, or made from such
     */
    public boolean isConstant(Output output) {
        Set<Integer> known = constant;
        if (known == null) {
            known = new HashSet<>(layers.size() * 2);
            for (Layer layer : layers) {
                boolean same = layer.type().equals("ShapeOf") || !layer.type().equals("Parameter")
                        && layer.inputs().stream().map(Output::layer).allMatch(known::contains);
                if (same) {
                    known.add(layer.id());
                }
            }
            constant = known;
        }
        return known.contains(output.layer());
    }

    /** @return the model's inputs in order */
    public List<Port> inputs() {
        List<Port> ports = new ArrayList<>();
        for (Layer layer : ofType("Parameter")) {
            ports.add(port(ports.size(), layer.outputs().get(0)));
        }
        return ports;
    }

    /** @return the model's outputs in order */
    public List<Port> outputs() {
        List<Port> ports = new ArrayList<>();
        for (Layer layer : ofType("Result")) {
            Output read = layer.inputs().get(0);
            ports.add(port(ports.size(), producer(read).outputPort(read.port())));
        }
        return ports;
    }

    private static Port port(int index, Layer.OutputPort port) {
        return new Port(index, port.nameList(), elementType(port.type()), port.shape());
    }

    private static ElementType elementType(String precision) {
        return switch (precision == null ? "FP32" : precision.toUpperCase(Locale.ROOT)) {
            case "FP16" -> ElementType.F16;
            case "BF16" -> ElementType.BF16;
            case "FP64" -> ElementType.F64;
            case "I64", "U64" -> ElementType.I64;
            case "I32", "U32" -> ElementType.I32;
            case "I8" -> ElementType.I8;
            case "U8" -> ElementType.U8;
            case "BOOL", "BOOLEAN" -> ElementType.BOOLEAN;
            default -> ElementType.F32;
        };
    }

    /** @return what the model says of itself in {@code rt_info/model_info} */
    public ModelInfo modelInfo() {
        Element rtInfo = root.child("rt_info");
        Element info = rtInfo == null ? null : rtInfo.child("model_info");
        if (info == null) {
            return ModelInfo.NONE;
        }
        return new ModelInfo(text(info, "labels").map(labels -> List.of(labels.split("\\s+"))).orElse(List.of()),
                numbers(info, "mean_values"), numbers(info, "scale_values"),
                text(info, "reverse_input_channels").map(IrGraph::isTrue), text(info, "resize_type"),
                text(info, "multilabel").map(IrGraph::isTrue).orElse(false),
                number(info, "pad_value").map(Double::intValue), text(info, "interpolation_type"),
                number(info, "crop_share"));
    }

    /**
     * @param key of an entry of {@code rt_info/model_info}
     * @return its value, if it is there
     */
    public Optional<String> info(String key) {
        Element rtInfo = root.child("rt_info");
        Element info = rtInfo == null ? null : rtInfo.child("model_info");
        return info == null ? Optional.empty() : text(info, key);
    }

    private static Optional<String> text(Element info, String key) {
        Element element = info.child(key);
        String value = element == null ? null : element.get("value");
        return value == null || value.isBlank() ? Optional.empty() : Optional.of(value.strip());
    }

    private static Optional<Double> number(Element info, String key) {
        return values(info, key).filter(numbers -> numbers.size() == 1).map(numbers -> numbers.get(0));
    }

    /** One value stands for all channels; anything but numbers is treated as not given. */
    private static Optional<List<Double>> numbers(Element info, String key) {
        return values(info, key)
                .map(numbers -> numbers.size() == 1 ? Collections.nCopies(3, numbers.get(0)) : numbers)
                .filter(numbers -> numbers.size() == 3);
    }

    private static Optional<List<Double>> values(Element info, String key) {
        return text(info, key).map(value -> {
            List<Double> numbers = new ArrayList<>();
            try {
                for (String number : value.split("[\\s,]+")) {
                    numbers.add(Double.parseDouble(number));
                }
            } catch (NumberFormatException e) {
                return null;
            }
            return numbers;
        });
    }

    private static boolean isTrue(String value) {
        return value.equalsIgnoreCase("true") || value.equalsIgnoreCase("yes") || value.equals("1");
    }

    /**
     * Writes the whole definition anew, saying more of itself.
     *
     * @param info what {@code rt_info/model_info} is to say; what it does not know stays as it is
     * @return the definition
     */
    public byte[] withInfo(ModelInfo info) {
        Element net = root.shallowCopy();
        Element said = child(child(net, "rt_info"), "model_info");
        if (said.child("model_type") == null) {
            said.add(new Element("model_type").set("value", "Classification"));
        }
        if (!info.labels().isEmpty()) {
            say(said, "labels", String.join(" ", info.labels().stream()
                    .map(label -> label.strip().replaceAll("\\s+", "_")).toList()));
        }
        info.mean().ifPresent(mean -> say(said, "mean_values", numbers(mean)));
        info.scale().ifPresent(scale -> say(said, "scale_values", numbers(scale)));
        info.reverseInputChannels().ifPresent(rgb -> say(said, "reverse_input_channels", rgb ? "True" : "False"));
        info.resizeType().ifPresent(type -> say(said, "resize_type", type));
        info.padValue().ifPresent(value -> say(said, "pad_value", Integer.toString(value)));
        info.interpolationType().ifPresent(type -> say(said, "interpolation_type", type));
        info.cropShare().ifPresent(share -> say(said, "crop_share", Double.toString(share)));
        return IrWriter.write(net);
    }

    /** A copy of a child, put in its place; a new one if there is none. */
    private static Element child(Element parent, String tag) {
        Element old = parent.child(tag);
        Element copy = old == null ? new Element(tag) : old.shallowCopy();
        if (old == null) {
            parent.add(copy);
        } else {
            parent.children.set(parent.children.indexOf(old), copy);
        }
        return copy;
    }

    private static void say(Element info, String key, String value) {
        child(info, key).set("value", value);
    }

    private static String numbers(List<Double> values) {
        return String.join(" ", values.stream().map(value -> Double.toString(value)).toList());
    }

    /** @return a copy to be changed */
    public IrEditor edit() {
        return new IrEditor(this);
    }

    Element root() {
        return root;
    }

    /** @return bytes of the weights file */
    long weightsSize() {
        return weightsSize;
    }
}
