package org.pellucid.console.spelling;

import java.util.Collection;
import java.util.Locale;

/** Finds the name that was probably meant. */
public final class Spelling {
    private Spelling() {
    }

    /**
     * @param given what was typed
     * @param names what there is
     * @return {@code ; did you mean X?}; empty if nothing is near, or if it is there as given
     */
    public static String of(String given, Collection<String> names) {
        if (names.contains(given)) {
            return "";
        }
        String best = null;
        int least = Math.max(1, given.replace("-", "").length() / 3) + 1;
        for (String name : names) {
            int distance = distance(given.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
            if (distance < least) {
                least = distance;
                best = name;
            }
        }
        return best == null ? "" : "; did you mean " + best + "?";
    }

    /** {@return edits (insert, delete, replace, swap neighbours) from one word to the other} */
    public static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(d[i - 1][j - 1] + change, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
