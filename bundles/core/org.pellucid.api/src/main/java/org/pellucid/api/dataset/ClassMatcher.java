package org.pellucid.api.dataset;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * Finds which class of a model a class of a data set is. What comes first decides:
 * <ol>
 * <li>The model's label file gives a class that id, such as the WordNet id that names a folder of ImageNet.</li>
 * <li>The model's class of the same index has the same label.</li>
 * <li>Exactly one class of the model has the same label, or else the id for its label.</li>
 * <li>No class of the model has the label, and there is a class of the same index.</li>
 * </ol>
 * Labels are the same if they differ in case, and in blanks or underscores, only.
 *
 * @param labels   of the model's classes in index order, kept in the spelling in which they are compared; empty if there
 *                 are none, and then a class's index is its label
 * @param classIds of the model's classes in index order, as in
 *                 {@link org.pellucid.api.explain.ExplainSettings#classIds}; empty if there are none
 */
public record ClassMatcher(List<String> labels, List<String> classIds) {
    /** Copies the lists. */
    public ClassMatcher {
        labels = labels.stream().map(ClassMatcher::plain).toList();
        classIds = List.copyOf(classIds);
    }

    /**
     * Looks a class up.
     *
     * @param wanted  a class of a data set
     * @param classes how many the model has
     * @return its index in the model; empty if it is none of the model's, or cannot be told from another
     */
    public OptionalInt index(DatasetClass wanted, int classes) {
        int named = classIds.indexOf(wanted.id());
        if (named >= 0) {
            return within(named, classes);
        }
        String label = plain(wanted.label());
        OptionalInt given = wanted.index().isPresent() ? within(wanted.index().getAsInt(), classes)
                : OptionalInt.empty();
        if (given.isPresent() && given.getAsInt() < labels.size() && labels.get(given.getAsInt()).equals(label)) {
            return given;
        }
        for (String each : List.of(label, plain(wanted.id()))) {
            int found = labels.indexOf(each);
            if (found >= 0 && found == labels.lastIndexOf(each)) {
                return within(found, classes);
            }
        }
        if (labels.contains(label)) {
            return OptionalInt.empty();
        }
        return given.isPresent() || !labels.isEmpty() ? given : number(label, classes);
    }

    private static OptionalInt number(String label, int classes) {
        try {
            return within(Integer.parseInt(label), classes);
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    private static OptionalInt within(int index, int classes) {
        return index >= 0 && index < classes ? OptionalInt.of(index) : OptionalInt.empty();
    }

    private static String plain(String label) {
        return label.strip().replace(' ', '_').toLowerCase(Locale.ROOT);
    }
}
