package org.pellucid.ir;

import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.pellucid.api.ModelException;

/**
 * Reads IR XML, distrusting it: no document type, no entities, bounded depth, no circle of
 * edges, as many inputs as each operation needs, and every constant must lie within the weights, since the runtime
 * trusts what it is given.
 */
final class IrReader {
    /** Pseudo attribute that holds the text of a leaf element ({@code <dim>7</dim>}). */
    static final String TEXT = "#text";

    private static final int MAX_DEPTH = 64;

    private final String file;
    private final long weightsSize;

    IrReader(String file, long weightsSize) {
        this.file = file;
        this.weightsSize = weightsSize;
    }

    IrGraph read(byte[] xml) throws ModelException {
        Element root = parse(xml);
        Element layers = root.child("layers");
        Element edges = root.child("edges");
        if (!root.tag.equals("net") || layers == null || edges == null) {
            throw new ModelException(file + " is XML but no OpenVINO IR: expected <net> with <layers> and <edges>");
        }
        try {
            checkBodies(layers);
            return new IrGraph(root, connect(layers, edges), weightsSize);
        } catch (NumberFormatException e) {
            throw new ModelException(file + " is damaged: " + e.getMessage() + " where a number belongs", e);
        }
    }

    private Element parse(byte[] xml) throws ModelException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        Map<String, String> names = new HashMap<>();
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(characters(xml));
            Deque<Element> open = new ArrayDeque<>();
            Element root = null;
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.DTD -> throw new ModelException(
                            file + " has a DOCTYPE, which no OpenVINO IR needs: refused");
                    case XMLStreamConstants.START_ELEMENT -> {
                        checkPlain(reader.getName());
                        Element element = new Element(names.computeIfAbsent(reader.getLocalName(), n -> n));
                        for (int i = 0; i < reader.getAttributeCount(); i++) {
                            checkPlain(reader.getAttributeName(i));
                            element.set(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
                        }
                        if (open.isEmpty()) {
                            root = element;
                        } else {
                            open.peek().add(element);
                        }
                        open.push(element);
                        if (open.size() > MAX_DEPTH) {
                            throw new ModelException(file + " nests elements deeper than " + MAX_DEPTH + ": refused");
                        }
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                        if (!reader.isWhiteSpace() && !open.isEmpty()) {
                            open.peek().attributes.merge(TEXT, reader.getText().strip(), String::concat);
                        }
                    }
                    case XMLStreamConstants.END_ELEMENT -> open.pop();
                    default -> {
                        // comments and processing instructions say nothing about the graph
                    }
                }
            }
            reader.close();
            return root;
        } catch (XMLStreamException e) {
            String where = e.getLocation() == null ? ""
                    : " (line " + e.getLocation().getLineNumber() + ", column " + e.getLocation().getColumnNumber()
                            + ")";
            throw new ModelException(file + " is not well-formed XML" + where + ": export the model again", e);
        }
    }

    /** A parser that knows no namespaces takes {@code a:type} for another name than {@code type}; the runtime's is one. */
    private void checkPlain(QName name) throws ModelException {
        if (!name.getPrefix().isEmpty() || name.getLocalPart().indexOf(':') >= 0) {
            throw new ModelException(file + " has the XML name '" + name.getPrefix()
                    + (name.getPrefix().isEmpty() ? "" : ":") + name.getLocalPart()
                    + "', but no OpenVINO IR needs a colon in one: refused");
        }
    }

    /** Decoded here, since the JDK's parser prints to standard error what is no UTF-8 before it throws. */
    private static Reader characters(byte[] xml) {
        boolean mark = xml.length > 2 && xml[0] == (byte) 0xef && xml[1] == (byte) 0xbb && xml[2] == (byte) 0xbf;
        int start = mark ? 3 : 0;
        return new InputStreamReader(new ByteArrayInputStream(xml, start, xml.length - start),
                StandardCharsets.UTF_8.newDecoder());
    }

    /** Checks the graph and all sub-graphs (bodies of loops and branches), which the runtime reads as it does the graph. */
    private void checkBodies(Element element) throws ModelException {
        for (Element child : element.children) {
            if (child.child("layers") != null) {
                connect(child.child("layers"), child.child("edges"));
            }
            checkBodies(child);
        }
    }

    private void checkConstant(Layer layer) throws ModelException {
        String offset = layer.attribute("offset");
        String size = layer.attribute("size");
        if (offset == null || size == null) {
            throw new ModelException(file + ": Const '" + layer.name() + "' has no offset or size");
        }
        long from = Long.parseLong(offset);
        long length = Long.parseLong(size);
        if (from < 0 || length < 0 || from > weightsSize || length > weightsSize - from) {
            throw new ModelException(file + ": Const '" + layer.name() + "' takes " + length + " bytes from offset "
                    + from + ", but the weights file has only " + weightsSize
                    + " bytes: the .bin is truncated or belongs to another model");
        }
    }

    /** @param edges {@code null} if nothing is connected */
    private List<Layer> connect(Element layers, Element edges) throws ModelException {
        Map<Integer, Map<Integer, Output>> inputs = new HashMap<>();
        for (Element edge : edges == null ? List.<Element>of() : edges.children) {
            Output from = new Output(number(edge, "from-layer"), number(edge, "from-port"));
            int to = number(edge, "to-layer");
            int port = number(edge, "to-port");
            if (inputs.computeIfAbsent(to, id -> new TreeMap<>()).put(port, from) != null) {
                throw new ModelException(file + ": two edges lead to port " + port + " of layer " + to);
            }
        }
        Map<Integer, Layer> byId = new LinkedHashMap<>();
        for (Element element : layers.children) {
            int id = number(element, "id");
            if (element.get("name") == null || element.get("type") == null) {
                throw new ModelException(file + ": layer " + id + " has no name or type");
            }
            Map<Integer, Output> reads = inputs.getOrDefault(id, Map.of());
            checkInputPorts(element, reads.keySet());
            Layer layer = new Layer(id, element, new ArrayList<>(reads.values()));
            checkOperation(layer);
            if (byId.put(id, layer) != null) {
                throw new ModelException(file + ": two layers have the id " + id);
            }
        }
        for (Layer layer : byId.values()) {
            for (Output input : layer.inputs()) {
                Layer source = byId.get(input.layer());
                if (source == null || source.outputs().stream().noneMatch(port -> port.id() == input.port())) {
                    throw new ModelException(file + ": layer '" + layer.name() + "' reads port " + input.port()
                            + " of layer " + input.layer() + ", which is not there");
                }
            }
        }
        return ordered(byId);
    }

    /** The runtime reads what edges lead to; an edge and a port must belong to each other. */
    private void checkInputPorts(Element element, Set<Integer> connected) throws ModelException {
        Set<Integer> declared = new HashSet<>();
        Element input = element.child("input");
        for (Element port : input == null ? List.<Element>of() : input.children) {
            declared.add(number(port, "id"));
        }
        if (!declared.equals(connected)) {
            throw new ModelException(file + ": layer '" + element.get("name") + "' has input ports "
                    + new TreeSet<>(declared) + ", but edges lead to " + new TreeSet<>(connected));
        }
    }

    /** The runtime does not count what an operation reads before it reads it, and ends the process where it is missing. */
    private void checkOperation(Layer layer) throws ModelException {
        if (layer.type().equalsIgnoreCase("constant")) {
            throw new ModelException(file + ": layer '" + layer.name() + "' has the type " + layer.type()
                    + ", which an IR does not have: constants are of type Const");
        }
        if (layer.type().equals("Const")) {
            checkConstant(layer);
        }
        OperationTable.Operation operation = OperationTable.find(layer.type()).orElse(null);
        if (operation != null && !operation.inputs().contains(layer.inputs().size())) {
            throw new ModelException(file + ": " + layer + " reads " + layer.inputs().size() + " values, expected "
                    + operation.inputs());
        }
        if (operation != null && !operation.outputs().contains(layer.outputs().size())) {
            throw new ModelException(file + ": " + layer + " has " + layer.outputs().size() + " outputs, expected "
                    + operation.outputs());
        }
    }

    /** @return the layers, each after those it reads: in the order of the file, if that is such an order */
    private List<Layer> ordered(Map<Integer, Layer> byId) throws ModelException {
        Map<Integer, Integer> missing = new HashMap<>();
        Map<Integer, List<Layer>> readers = new HashMap<>();
        Map<Layer, Integer> place = new HashMap<>();
        PriorityQueue<Layer> ready = new PriorityQueue<>(Comparator.comparing(place::get));
        for (Layer layer : byId.values()) {
            // results come last, since their order is that of the model's outputs
            boolean result = layer.type().equals("Result");
            place.put(layer, place.size() + (result ? byId.size() : 0));
            missing.put(layer.id(), layer.inputs().size());
            layer.inputs().forEach(
                    input -> readers.computeIfAbsent(input.layer(), id -> new ArrayList<>()).add(layer));
            if (layer.inputs().isEmpty()) {
                ready.add(layer);
            }
        }
        List<Layer> ordered = new ArrayList<>(byId.size());
        while (!ready.isEmpty()) {
            Layer next = ready.remove();
            ordered.add(next);
            for (Layer reader : readers.getOrDefault(next.id(), List.of())) {
                if (missing.merge(reader.id(), -1, Integer::sum) == 0) {
                    ready.add(reader);
                }
            }
        }
        if (ordered.size() < byId.size()) {
            throw new ModelException(file + ": layer '" + onCycle(byId, missing).name()
                    + "' depends on itself: its edges form a circle");
        }
        return ordered;
    }

    /** Goes from a layer that never got ready to one of those it waits for, until one comes twice. */
    private static Layer onCycle(Map<Integer, Layer> byId, Map<Integer, Integer> missing) {
        Layer layer = byId.values().stream().filter(waiting -> missing.get(waiting.id()) > 0).findFirst().orElseThrow();
        Set<Layer> passed = new HashSet<>();
        while (passed.add(layer)) {
            layer = layer.inputs().stream().filter(input -> missing.get(input.layer()) > 0).findFirst()
                    .map(input -> byId.get(input.layer())).orElseThrow();
        }
        return layer;
    }

    private int number(Element element, String attribute) throws ModelException {
        String value = element.get(attribute);
        if (value == null) {
            throw new ModelException(file + ": a <" + element.tag + "> has no " + attribute);
        }
        return Integer.parseInt(value);
    }
}
