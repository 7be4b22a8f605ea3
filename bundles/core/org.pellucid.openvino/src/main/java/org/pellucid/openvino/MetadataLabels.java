package org.pellucid.openvino;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the names of classes in the metadata of a model file. Every framework has a key and a spelling of its own. */
final class MetadataLabels {
    /** {@code names} is what Ultralytics writes, {@code character} what PaddlePaddle's tools write. */
    private static final List<String> KEYS = List.of("names", "labels", "class_names", "classes", "character");
    private static final String QUOTED = "(?:'((?:[^'\\\\]|\\\\.)*+)'|\"((?:[^\"\\\\]|\\\\.)*+)\")";
    /** An entry of a dictionary as Python or JSON writes it: {@code 0: 'cat'}, {@code "0": "cat"}. */
    private static final Pattern ENTRY = Pattern.compile("[\"']?(\\d{1,9}+)[\"']?\\s*+:\\s*+" + QUOTED);
    private static final Pattern ELEMENT = Pattern.compile(QUOTED);
    private static final int LONGEST = 1 << 22;

    private MetadataLabels() {
    }

    /** {@return names in the order of the classes, empty if the metadata have none} */
    static List<String> of(Map<String, String> metadata) {
        for (String key : KEYS) {
            String text = metadata.getOrDefault(key, "").strip();
            List<String> labels = text.length() > LONGEST ? List.of() : parse(text);
            if (labels.size() > 1) {
                return labels;
            }
        }
        return List.of();
    }

    private static List<String> parse(String text) {
        if (text.startsWith("{")) {
            return dictionary(text);
        }
        if (text.startsWith("[")) {
            List<String> labels = new ArrayList<>();
            for (Matcher element = ELEMENT.matcher(text); element.find();) {
                labels.add(unquoted(element, 1));
            }
            return labels;
        }
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    /** {@return the values, if their keys count from 0} */
    private static List<String> dictionary(String text) {
        Map<Integer, String> labels = new TreeMap<>();
        for (Matcher entry = ENTRY.matcher(text); entry.find();) {
            labels.put(Integer.parseInt(entry.group(1)), unquoted(entry, 2));
        }
        boolean counted = !labels.isEmpty() && labels.containsKey(0) && labels.containsKey(labels.size() - 1);
        return counted ? List.copyOf(labels.values()) : List.of();
    }

    private static String unquoted(Matcher quoted, int group) {
        String text = quoted.group(group) == null ? quoted.group(group + 1) : quoted.group(group);
        return text.replaceAll("\\\\(.)", "$1");
    }
}
