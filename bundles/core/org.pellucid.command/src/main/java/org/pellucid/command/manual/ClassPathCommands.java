package org.pellucid.command.manual;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.Manifest;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.pellucid.api.command.spi.Command;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Finds commands without a framework, from the component descriptions on the class path: the one place in which a
 * command is named.
 */
public final class ClassPathCommands {
    private ClassPathCommands() {
    }

    /**
     * Makes the commands.
     *
     * @return the commands by name
     * @throws IOException if a description cannot be read
     */
    public static SortedMap<String, Command> all() throws IOException {
        ClassLoader loader = ClassPathCommands.class.getClassLoader();
        SortedMap<String, Command> commands = new TreeMap<>();
        for (URL manifest : Collections.list(loader.getResources("META-INF/MANIFEST.MF"))) {
            String components;
            try (InputStream in = manifest.openStream()) {
                components = new Manifest(in).getMainAttributes().getValue("Service-Component");
            }
            for (String description : components == null ? new String[0] : components.split("\\s*,\\s*")) {
                URL file = loader.getResource(description);
                if (file != null) {
                    add(file, loader, commands);
                }
            }
        }
        return commands;
    }

    private static void add(URL description, ClassLoader loader, SortedMap<String, Command> commands)
            throws IOException {
        Element component = read(description).getDocumentElement();
        NodeList properties = component.getElementsByTagName("property");
        for (int i = 0; i < properties.getLength(); i++) {
            Element property = (Element) properties.item(i);
            if (property.getAttribute("name").equals(Command.NAME)) {
                Element implementation = (Element) component.getElementsByTagName("implementation").item(0);
                commands.put(property.getAttribute("value"), make(loader, implementation.getAttribute("class")));
            }
        }
    }

    private static Document read(URL description) throws IOException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        try (InputStream in = description.openStream()) {
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            return builder.parse(in);
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(description + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Command make(ClassLoader loader, String name) throws IOException {
        try {
            return (Command) loader.loadClass(name).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IOException("command " + name + " cannot be made without services: " + e, e);
        }
    }
}
