package org.pellucid.explain;

import java.util.Collection;

/** Compares words as people mistype them. */
final class Spelling {
    private Spelling() {
    }

    /** @return {@code ; did you mean NAME?} with the name nearest to what was given; empty if none is near, or equal */
    static String suggestion(String given, Collection<String> names) {
        if (names.contains(given)) {
            return "";
        }
        String best = null;
        int least = Math.max(1, given.replace("-", "").length() / 3) + 1;
        for (String name : names) {
            int distance = distance(given, name);
            if (distance < least) {
                least = distance;
                best = name;
            }
        }
        return best == null ? "" : "; did you mean " + best + "?";
    }

    /** @return how many letters must be put in, taken out or replaced to make one word of the other */
    static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(substitution, Math.min(previous[j], row[j - 1]) + 1);
            }
            previous = row;
        }
        return previous[b.length()];
    }
}
