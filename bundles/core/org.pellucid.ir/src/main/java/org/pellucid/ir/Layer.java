package org.pellucid.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A layer of a graph. Immutable.
 */
public final class Layer {
    private final int id;
    private final Element element;
    private final String type;
    private final List<Output> inputs;
    private final List<OutputPort> outputs;

    /**
     * An output port.
     *
     * @param id    port id within the layer
     * @param type  precision as the IR spells it: {@code FP32}
     * @param shape dimensions; -1 where dynamic
     * @param names tensor names, comma-separated as in the IR, or {@code null}
     */
    public record OutputPort(int id, String type, List<Integer> shape, String names) {
        /** Copies the list. */
        public OutputPort {
            shape = List.copyOf(shape);
        }

        /** @return tensor names; a comma that belongs to a name has a backslash before it */
        public List<String> nameList() {
            return names == null ? List.of() : List.of(names.split("(?<!\\\\),"));
        }
    }

    Layer(int id, Element element, List<Output> inputs) {
        this.id = id;
        this.element = element;
        this.type = OperationTable.spelled(element.get("type"));
        this.inputs = List.copyOf(inputs);
        this.outputs = outputsOf(element);
    }

    private static List<OutputPort> outputsOf(Element element) {
        Element output = element.child("output");
        if (output == null) {
            return List.of();
        }
        List<OutputPort> ports = new ArrayList<>(output.children.size());
        for (Element port : output.children) {
            List<Integer> shape = new ArrayList<>(4);
            for (Element dim : port.children) {
                if (dim.tag.equals("dim")) {
                    shape.add(Integer.parseInt(dim.get(IrReader.TEXT)));
                }
            }
            ports.add(new OutputPort(Integer.parseInt(port.get("id")), port.get("precision"), shape,
                    port.get("names")));
        }
        return List.copyOf(ports);
    }

    /** @return the id within the graph */
    public int id() {
        return id;
    }

    /** @return friendly name, unique in practice but not by specification */
    public String name() {
        return element.get("name");
    }

    /**
     * @return the operation, spelled as OpenVINO writes it: {@code Convolution}, {@code ReLU} …, however the file spells it
     */
    public String type() {
        return type;
    }

    /** @return the values this layer reads, in order */
    public List<Output> inputs() {
        return inputs;
    }

    /** @return output ports in order */
    public List<OutputPort> outputs() {
        return outputs;
    }

    /** @return the first output, for the many layers that have one */
    public Output output() {
        return new Output(id, outputs.get(0).id());
    }

    /**
     * @param port id of an output port
     * @return that port
     */
    public OutputPort outputPort(int port) {
        for (OutputPort output : outputs) {
            if (output.id() == port) {
                return output;
            }
        }
        throw new IllegalArgumentException("layer " + name() + " has no output port " + port);
    }

    /** @return shape of the first output; -1 where dynamic */
    public List<Integer> shape() {
        return outputs.get(0).shape();
    }

    /**
     * @param name of an attribute
     * @return its value, or {@code null}
     */
    public String attribute(String name) {
        Element data = element.child("data");
        return data == null ? null : data.get(name);
    }

    /** @return the attributes in order */
    public Map<String, String> attributes() {
        Element data = element.child("data");
        return data == null ? Map.of() : Map.copyOf(data.attributes);
    }

    Element element() {
        return element;
    }

    @Override
    public String toString() {
        return type() + " '" + name() + "'";
    }
}
