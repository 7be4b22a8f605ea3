package org.pellucid.ir;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes elements as XML. Control characters that XML cannot hold do not occur: they could not have been read. */
final class IrWriter {
    private final StringBuilder xml = new StringBuilder(1 << 17);

    static byte[] write(Element root) {
        IrWriter writer = new IrWriter();
        writer.xml.append("<?xml version=\"1.0\"?>\n");
        writer.element(root);
        return writer.xml.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void element(Element element) {
        xml.append('<').append(element.tag);
        String text = null;
        for (Map.Entry<String, String> attribute : element.attributes.entrySet()) {
            if (attribute.getKey().equals(IrReader.TEXT)) {
                text = attribute.getValue();
            } else {
                xml.append(' ').append(attribute.getKey()).append("=\"");
                escape(attribute.getValue());
                xml.append('"');
            }
        }
        if (text == null && element.children.isEmpty()) {
            xml.append("/>\n");
            return;
        }
        xml.append('>');
        if (text != null) {
            escape(text);
        }
        for (Element child : element.children) {
            element(child);
        }
        xml.append("</").append(element.tag).append(">\n");
    }

    private void escape(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '&' -> xml.append("&amp;");
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                case '"' -> xml.append("&quot;");
                case '\n' -> xml.append("&#10;");
                case '\r' -> xml.append("&#13;");
                case '\t' -> xml.append("&#9;");
                default -> xml.append(c);
            }
        }
    }
}
