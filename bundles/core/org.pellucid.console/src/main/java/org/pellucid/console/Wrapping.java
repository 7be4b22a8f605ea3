package org.pellucid.console;

import java.util.ArrayList;
import java.util.List;

/** Breaks text between its words. */
public final class Wrapping {
    /** A narrower column is harder to read than a line that the terminal breaks. */
    private static final int LEAST_ROOM = 30;

    private Wrapping() {
    }

    /**
     * Returns the room there is for text that begins at a column.
     *
     * @param width  of the whole line
     * @param indent columns before the text
     */
    public static int room(int width, int indent) {
        return Math.max(LEAST_ROOM, width - indent);
    }

    /**
     * Breaks a text into lines.
     *
     * @param text words with single spaces between
     * @param room columns of a line; a longer word stands alone
     * @return at least one line
     */
    public static List<String> lines(String text, int room) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > room) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
