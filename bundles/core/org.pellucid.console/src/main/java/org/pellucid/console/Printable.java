package org.pellucid.console;

/**
 * Shows what a terminal would otherwise obey. Labels, names of layers and names of files come from strangers: an escape
 * character in them could colour, move or hide what stands around them, and a line end could forge a line.
 */
public final class Printable {
    private static final char FIRST_PRINTABLE = 0x20;
    private static final char DELETE = 0x7f;
    private static final char LAST_CONTROL = 0x9f;

    private Printable() {
    }

    /**
     * Returns a text that a terminal prints as it stands.
     *
     * @param text any text, meant as one line
     * @return the same with each control character, line separator and change of direction spelled as in Java
     */
    public static String of(String text) {
        int first = 0;
        while (first < text.length() && isHarmless(text.charAt(first))) {
            first++;
        }
        if (first == text.length()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, first);
        for (int i = first; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isHarmless(c)) {
                out.append(c);
            } else {
                out.append(spelled(c));
            }
        }
        return out.toString();
    }

    private static boolean isHarmless(char c) {
        if (c < DELETE) {
            return c >= FIRST_PRINTABLE;
        }
        // Beyond Latin-1: line and paragraph separators, embedded directions, isolated directions.
        return c > LAST_CONTROL && !(c >= '\u2028' && c <= '\u202e' || c >= '\u2066' && c <= '\u2069');
    }

    private static String spelled(char c) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> "\\u" + Integer.toHexString(0x10000 | c).substring(1);
        };
    }
}
