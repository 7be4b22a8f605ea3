package org.pellucid.ir;

import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.pellucid.api.ModelException;

/**
 * Reads IR XML, distrusting it: no document type, no entities, bounded depth, and every constant must lie within the
 * weights, since the runtime trusts what it is given.
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
            checkConstants(root);
            return new IrGraph(root, connect(layers, edges));
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
                        Element element = new Element(names.computeIfAbsent(reader.getLocalName(), n -> n));
                        for (int i = 0; i < reader.getAttributeCount(); i++) {
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

    /** Decoded here, since the JDK's parser prints to standard error what is no UTF-8 before it throws. */
    private static Reader characters(byte[] xml) {
        boolean mark = xml.length > 2 && xml[0] == (byte) 0xef && xml[1] == (byte) 0xbb && xml[2] == (byte) 0xbf;
        int start = mark ? 3 : 0;
        return new InputStreamReader(new ByteArrayInputStream(xml, start, xml.length - start),
                StandardCharsets.UTF_8.newDecoder());
    }

    /** Checks the constants of the graph and of all sub-graphs (bodies of loops and branches). */
    private void checkConstants(Element element) throws ModelException {
        if (element.tag.equals("layer") && "Const".equals(element.get("type"))) {
            Element data = element.child("data");
            String offset = data == null ? null : data.get("offset");
            String size = data == null ? null : data.get("size");
            if (offset == null || size == null) {
                throw new ModelException(file + ": Const '" + element.get("name") + "' has no offset or size");
            }
            long from = Long.parseLong(offset);
            long length = Long.parseLong(size);
            if (from < 0 || length < 0 || from > weightsSize || length > weightsSize - from) {
                throw new ModelException(file + ": Const '" + element.get("name") + "' takes " + length
                        + " bytes from offset " + from + ", but the weights file has only " + weightsSize
                        + " bytes: the .bin is truncated or belongs to another model");
            }
        }
        for (Element child : element.children) {
            checkConstants(child);
        }
    }

    private List<Layer> connect(Element layers, Element edges) throws ModelException {
        Map<Integer, Map<Integer, Output>> inputs = new HashMap<>();
        for (Element edge : edges.children) {
            Output from = new Output(number(edge, "from-layer"), number(edge, "from-port"));
            inputs.computeIfAbsent(number(edge, "to-layer"), id -> new TreeMap<>()).put(number(edge, "to-port"), from);
        }
        List<Layer> connected = new ArrayList<>(layers.children.size());
        Map<Integer, Layer> byId = new HashMap<>();
        for (Element element : layers.children) {
            int id = number(element, "id");
            if (element.get("name") == null || element.get("type") == null) {
                throw new ModelException(file + ": layer " + id + " has no name or type");
            }
            Layer layer = new Layer(id, element,
                    new ArrayList<>(inputs.getOrDefault(id, Collections.emptyMap()).values()));
            if (byId.put(id, layer) != null) {
                throw new ModelException(file + ": two layers have the id " + id);
            }
            connected.add(layer);
        }
        for (Layer layer : connected) {
            for (Output input : layer.inputs()) {
                Layer source = byId.get(input.layer());
                if (source == null || source.outputs().stream().noneMatch(port -> port.id() == input.port())) {
                    throw new ModelException(file + ": layer '" + layer.name() + "' reads port " + input.port()
                            + " of layer " + input.layer() + ", which is not there");
                }
            }
        }
        return connected;
    }

    private int number(Element element, String attribute) throws ModelException {
        String value = element.get(attribute);
        if (value == null) {
            throw new ModelException(file + ": a <" + element.tag + "> has no " + attribute);
        }
        return Integer.parseInt(value);
    }
}
