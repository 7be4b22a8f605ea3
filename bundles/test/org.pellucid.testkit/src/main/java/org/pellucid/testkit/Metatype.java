package org.pellucid.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What the Metatype description of a configuration says, as the build wrote it into the bundle. */
public final class Metatype {
    private Metatype() {
    }

    /**
     * {@return its values as {@code cells=8 (1..64)}, default and range where there are any, in the order declared}
     *
     * @param description annotated with {@code ObjectClassDefinition}
     */
    public static List<String> values(Class<?> description) {
        String resource = "/OSGI-INF/metatype/" + description.getName() + ".xml";
        try (InputStream in = description.getResourceAsStream(resource)) {
            NodeList attributes = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in)
                    .getElementsByTagName("AD");
            List<String> values = new ArrayList<>();
            for (int i = 0; i < attributes.getLength(); i++) {
                values.add(value((Element) attributes.item(i)));
            }
            return values;
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new AssertionError(resource + " cannot be read", e);
        }
    }

    private static String value(Element attribute) {
        String text = attribute.getAttribute("id");
        if (attribute.hasAttribute("default")) {
            String byDefault = attribute.getAttribute("default");
            text += "=" + (byDefault.endsWith(".0") ? byDefault.substring(0, byDefault.length() - 2) : byDefault);
        }
        List<String> words = new ArrayList<>();
        NodeList options = attribute.getElementsByTagName("Option");
        for (int i = 0; i < options.getLength(); i++) {
            words.add(((Element) options.item(i)).getAttribute("value"));
        }
        if (!words.isEmpty()) {
            return text + " (" + String.join("|", words) + ")";
        }
        return attribute.hasAttribute("min")
                ? text + " (" + attribute.getAttribute("min") + ".." + attribute.getAttribute("max") + ")"
                : text;
    }
}
