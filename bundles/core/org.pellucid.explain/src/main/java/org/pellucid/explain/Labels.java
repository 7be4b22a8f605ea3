package org.pellucid.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.pellucid.api.UsageException;
import org.pellucid.api.explain.SaliencyMap;
import org.pellucid.console.spelling.Spelling;

/** Class names by index, and the way back. */
final class Labels {
    private static final int SUGGESTIONS = 3;

    private final List<String> names;
    private final int classes;

    /**
     * @param names   in index order, or empty
     * @param classes number of classes of the model
     */
    Labels(List<String> names, int classes) {
        this.names = names;
        this.classes = classes;
    }

    /** @return number of classes of the model */
    int classes() {
        return classes;
    }

    /** @return the class's name, the index as text where no names are known, {@code all} for a class-agnostic map */
    String name(int index) {
        if (index == SaliencyMap.ALL_CLASSES) {
            return "all";
        }
        return names.isEmpty() ? Integer.toString(index) : names.get(index);
    }

    /**
     * @param nameOrIndex a class index, or a name with spaces or underscores
     * @return the class index
     * @throws UsageException if there is no such class, or several of that name
     */
    int index(String nameOrIndex) throws UsageException {
        if (isNumber(nameOrIndex)) {
            return checkedIndex(nameOrIndex);
        }
        if (names.isEmpty()) {
            throw new UsageException("target '" + nameOrIndex
                    + "': the model has no labels; give a class index or a label file (--labels)");
        }
        String wanted = normal(nameOrIndex);
        List<Integer> found = new ArrayList<>(1);
        for (int i = 0; i < names.size(); i++) {
            if (normal(names.get(i)).equals(wanted)) {
                found.add(i);
            }
        }
        if (found.size() > 1) {
            throw new UsageException("label '" + nameOrIndex + "' names several classes, with the indices " + found
                    + ": give one of these");
        }
        if (found.isEmpty()) {
            throw new UsageException("unknown label '" + nameOrIndex + "'; near ones: " + near(wanted));
        }
        return found.get(0);
    }

    private static boolean isNumber(String text) {
        return text.matches("[+-]?\\d+");
    }

    private int checkedIndex(String text) throws UsageException {
        try {
            int index = Integer.parseInt(text);
            if (index >= 0 && index < classes) {
                return index;
            }
        } catch (NumberFormatException e) {
            // more digits than an int holds: out of range as well
        }
        throw new UsageException("class index " + text + " is out of range: the model has " + classes
                + " classes, 0 to " + (classes - 1));
    }

    private String near(String wanted) {
        return String.join(", ", names.stream().distinct()
                .sorted(Comparator.comparingInt(name -> distance(wanted, normal(name)))).limit(SUGGESTIONS).toList());
    }

    /** Labels differ in case and in how they separate words, people even more so. */
    private static String normal(String label) {
        return label.strip().replace(' ', '_').toLowerCase(Locale.ROOT);
    }

    /** A label that contains the text wanted is nearer than any that does not. */
    private static int distance(String wanted, String label) {
        return label.contains(wanted) ? label.length() - wanted.length() - 1000 : Spelling.distance(wanted, label);
    }
}
