package org.pellucid.configuration;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.osgi.framework.Bundle;

/**
 * The Metatype descriptions (OSGi Compendium 8, chapter 105) in a bundle. Read by ourselves, since the service that
 * hands them out does not tell the ranges.
 */
final class Descriptions {
    private static final String FOLDER = "OSGI-INF/metatype";

    private final Map<String, List<Attribute>> classes = new HashMap<>();
    private final Map<String, String> classOfPid = new HashMap<>();

    /**
     * @param bundle whose descriptions to read
     * @return what each PID's values must be
     * @throws IOException if a description cannot be read
     */
    static Map<String, List<Attribute>> of(Bundle bundle) throws IOException {
        Enumeration<URL> files = bundle.findEntries(FOLDER, "*.xml", false);
        Descriptions all = new Descriptions();
        for (URL file : files == null ? List.<URL>of() : Collections.list(files)) {
            try (InputStream in = file.openStream()) {
                all.read(in);
            } catch (XMLStreamException e) {
                throw new IOException(file + ": " + e.getMessage(), e);
            }
        }
        Map<String, List<Attribute>> byPid = new HashMap<>();
        all.classOfPid.forEach((pid, name) -> byPid.put(pid, all.classes.getOrDefault(name, List.of())));
        return byPid;
    }

    private void read(InputStream in) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XMLStreamReader xml = factory.createXMLStreamReader(in);
        String pid = "";
        while (xml.hasNext()) {
            if (xml.next() != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            switch (xml.getLocalName()) {
                case "OCD" -> readClass(xml);
                case "Designate" -> pid = text(xml, "factoryPid").or(() -> text(xml, "pid")).orElse("");
                case "Object" -> classOfPid.put(pid, text(xml, "ocdref").orElse(""));
                default -> {
                    // icons and the like
                }
            }
        }
    }

    private void readClass(XMLStreamReader xml) throws XMLStreamException {
        List<Attribute> attributes = new ArrayList<>();
        classes.put(text(xml, "id").orElse(""), attributes);
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("OCD")) {
                return;
            }
            if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("AD")) {
                attributes.add(new Attribute(text(xml, "id").orElse(""), text(xml, "type").orElse("String"),
                        text(xml, "min"), text(xml, "max"), options(xml)));
            }
        }
    }

    private static List<String> options(XMLStreamReader xml) throws XMLStreamException {
        List<String> options = new ArrayList<>();
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("AD")) {
                break;
            }
            if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("Option")) {
                text(xml, "value").ifPresent(options::add);
            }
        }
        return List.copyOf(options);
    }

    private static Optional<String> text(XMLStreamReader xml, String attribute) {
        return Optional.ofNullable(xml.getAttributeValue(null, attribute));
    }
}
