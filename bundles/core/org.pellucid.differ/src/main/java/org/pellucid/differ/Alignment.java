package org.pellucid.differ;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.pellucid.api.UsageException;
import org.pellucid.api.dataset.ClassMatcher;
import org.pellucid.api.dataset.DatasetClass;
import org.pellucid.api.explain.Prediction;

/** Which class of the new model is which class of the old one, by label. Immutable. */
final class Alignment {
    private final List<OptionalInt> partners = new ArrayList<>();
    private final List<String> onlyOlder = new ArrayList<>();
    private final List<String> onlyNewer = new ArrayList<>();

    /**
     * @param older labels of the old model in index order
     * @param newer labels of the new model in index order
     * @throws UsageException if no class is in both
     */
    Alignment(String olderName, List<String> older, String newerName, List<String> newer) throws UsageException {
        ClassMatcher matcher = new ClassMatcher(newer, List.of());
        Set<Integer> found = new TreeSet<>();
        for (int i = 0; i < older.size(); i++) {
            String label = older.get(i);
            boolean samePlace = i < newer.size() && alike(label, newer.get(i));
            OptionalInt partner = samePlace ? OptionalInt.of(i)
                    : matcher.index(new DatasetClass(label, label, OptionalInt.empty()), newer.size());
            partners.add(partner);
            if (partner.isPresent()) {
                found.add(partner.getAsInt());
            } else {
                onlyOlder.add(label);
            }
        }
        for (int i = 0; i < newer.size(); i++) {
            if (!found.contains(i)) {
                onlyNewer.add(newer.get(i));
            }
        }
        if (found.isEmpty()) {
            throw new UsageException("models " + olderName + " and " + newerName + " have no class in common: the first"
                    + " knows " + some(older) + ", the second " + some(newer) + "; give both the labels with --labels");
        }
    }

    private static boolean alike(String a, String b) {
        return Prediction.words(a).equalsIgnoreCase(Prediction.words(b));
    }

    private static String some(List<String> labels) {
        return String.join(", ", labels.subList(0, Math.min(3, labels.size()))) + (labels.size() > 3 ? " …" : "");
    }

    /** {@return the class of the new model that is a class of the old one} */
    OptionalInt partner(int older) {
        return partners.get(older);
    }

    List<String> onlyOlder() {
        return onlyOlder;
    }

    List<String> onlyNewer() {
        return onlyNewer;
    }
}
