package org.pellucid.console;

import org.pellucid.api.command.TextOutput;

/**
 * Text for people, line by line. This is the one place through which text of the commands reaches a terminal, a pipe or
 * a file: whatever a line is made of is shown by {@link Printable}, and only this class adds line ends and colours.
 */
public final class Lines implements TextOutput {
    /** Width of what is no terminal: lines are never wrapped. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    private static final String BOLD = "\u001b[1m";
    private static final String RED = "\u001b[31m";
    private static final String PLAIN = "\u001b[0m";

    private final StringBuilder text = new StringBuilder();
    private final int width;
    private final boolean colours;

    /**
     * Creates an empty text.
     *
     * @param width   columns to wrap tables at, or {@link #UNLIMITED}
     * @param colours whether to use colours
     */
    public Lines(int width, boolean colours) {
        this.width = width;
        this.colours = colours;
    }

    /** Returns an empty text without width and colours, as a file or a script wants it. */
    public static Lines plain() {
        return new Lines(UNLIMITED, false);
    }

    /** Returns the columns there are, or {@link #UNLIMITED}. */
    @Override
    public int width() {
        return width;
    }

    @Override
    public Lines line(Object... parts) {
        return styled("", join(parts));
    }

    @Override
    public Lines heading(Object... parts) {
        return styled(BOLD, join(parts));
    }

    /** Adds a line that says what went wrong. */
    public Lines failure(Object... parts) {
        return styled(RED, join(parts));
    }

    @Override
    public Lines text(String lines) {
        lines.lines().forEach(this::line);
        return this;
    }

    private static String join(Object... parts) {
        StringBuilder line = new StringBuilder();
        for (Object part : parts) {
            line.append(part);
        }
        return Printable.of(line.toString());
    }

    private Lines styled(String style, String line) {
        boolean plain = !colours || style.isEmpty() || line.isEmpty();
        text.append(plain ? "" : style).append(line).append(plain ? "" : PLAIN).append('\n');
        return this;
    }

    /** Returns whether nothing was added. */
    public boolean isEmpty() {
        return text.isEmpty();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
