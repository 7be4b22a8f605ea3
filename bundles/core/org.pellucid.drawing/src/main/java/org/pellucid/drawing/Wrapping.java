package org.pellucid.drawing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Breaks texts into lines that fit: behind spaces, underscores and hyphens, or anywhere if a word is too long. */
final class Wrapping {
    private static final String BREAK_BEHIND = " _-/,";

    private Wrapping() {
    }

    /**
     * @param text  any text
     * @param room  width of a line
     * @param width measures a text
     * @return the lines; all of the text is in them but the spaces at their ends. A line is wider than the room only if
     *         a single character is
     */
    static List<String> lines(String text, double room, ToDoubleFunction<String> width) {
        List<String> lines = new ArrayList<>();
        String rest = text.strip();
        while (!rest.isEmpty()) {
            int end = fitting(rest, room, width);
            lines.add(rest.substring(0, end).stripTrailing());
            rest = rest.substring(end).stripLeading();
        }
        return lines;
    }

    private static int fitting(String text, double room, ToDoubleFunction<String> width) {
        if (width.applyAsDouble(text) <= room) {
            return text.length();
        }
        int lastBreak = 0;
        int last = 0;
        for (int i = 0; i < text.length();) {
            int next = text.offsetByCodePoints(i, 1);
            // the space at the end of a line takes no room
            if (width.applyAsDouble(text.substring(0, next).stripTrailing()) > room) {
                break;
            }
            last = next;
            if (BREAK_BEHIND.indexOf(text.charAt(i)) >= 0) {
                lastBreak = next;
            }
            i = next;
        }
        if (lastBreak > 0) {
            return lastBreak;
        }
        return last > 0 ? last : text.offsetByCodePoints(0, 1);
    }
}
