package org.pellucid.method.reciprocam;

import java.util.List;
import org.pellucid.whitebox.Cut;
import org.pellucid.whitebox.SpatialAxes;

/**
 * Equations of {@code Einsum} over a feature map of any arrangement. The letters: b for the batch of size 1, n for
 * masks, y and x for rows and columns, t for tokens, i and j for dimensions of size 1, others for channels.
 */
final class CutEquation {
    private static final String CHANNELS = "cdefg";

    private CutEquation() {
    }

    /** @return the feature map with channels last; {@code null} if that is how it is */
    static String channelsLast(Cut cut) {
        String letters = letters(cut);
        String last = "b" + (cut.axes().areTokens() ? "t" : "yx") + letters.replaceAll("[btyx]", "");
        return letters.equals(last) ? null : letters + "->" + last;
    }

    /** @return the flattening of {@code [n,..,C,..]} with ones around, or {@code null} if it is no such shape */
    static String flattening(List<Integer> from, int channels) {
        StringBuilder letters = new StringBuilder("n");
        int found = 0;
        for (int axis = 1; axis < from.size(); axis++) {
            boolean holdsChannels = from.get(axis) == channels && found == 0;
            if (!holdsChannels && from.get(axis) != 1) {
                return null;
            }
            found += holdsChannels ? 1 : 0;
            letters.append(holdsChannels ? 'c' : (char) ('h' + axis));
        }
        return found == 1 ? letters + "->nc" : null;
    }

    private static String letters(Cut cut) {
        SpatialAxes axes = cut.axes();
        StringBuilder letters = new StringBuilder("b");
        int channels = 0;
        for (int axis = 1; axis < cut.rank(); axis++) {
            if (!axes.contain(axis)) {
                letters.append(CHANNELS.charAt(channels++));
            } else {
                letters.append(axes.areTokens() ? 't' : axis == axes.rowAxis() ? 'y' : 'x');
            }
        }
        return letters.toString();
    }
}
