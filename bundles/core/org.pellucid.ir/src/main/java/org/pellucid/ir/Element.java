package org.pellucid.ir;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An XML element of an IR: a tag, attributes in order, child elements. An IR has no text content. */
final class Element {
    final String tag;
    final Map<String, String> attributes;
    final List<Element> children;

    Element(String tag) {
        this.tag = tag;
        this.attributes = new LinkedHashMap<>(4);
        this.children = new ArrayList<>(2);
    }

    Element set(String name, String value) {
        attributes.put(name, value);
        return this;
    }

    Element add(Element child) {
        children.add(child);
        return this;
    }

    String get(String name) {
        return attributes.get(name);
    }

    /** @return the first child of that tag, or {@code null} */
    Element child(String childTag) {
        for (Element child : children) {
            if (child.tag.equals(childTag)) {
                return child;
            }
        }
        return null;
    }

    /** @return a copy of attributes and the list of children; the children themselves are shared */
    Element shallowCopy() {
        Element copy = new Element(tag);
        copy.attributes.putAll(attributes);
        copy.children.addAll(children);
        return copy;
    }
}
