package org.pellucid.console;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.pellucid.api.command.TextOutput;

/** Rows with aligned columns. The last column is not padded; on a terminal it is wrapped where the line would end. */
public final class Table {
    private static final int GAP = 2;

    private final List<String[]> rows = new ArrayList<>();

    /** @param header names of the columns */
    public Table(String... header) {
        row(header);
    }

    /** @param cells one for each column */
    public void row(String... cells) {
        // What is printed is what must be measured.
        rows.add(Arrays.stream(cells).map(Printable::of).toArray(String[]::new));
    }

    /** @param out receives the lines */
    public void print(TextOutput out) {
        int last = rows.get(0).length - 1;
        int[] widths = new int[last];
        int indent = 0;
        for (int i = 0; i < last; i++) {
            for (String[] row : rows) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
            indent += widths[i] + GAP;
        }
        for (String[] row : rows) {
            StringBuilder begin = new StringBuilder();
            for (int i = 0; i < last; i++) {
                begin.append(row[i]).append(" ".repeat(widths[i] - row[i].length() + GAP));
            }
            String before = begin.toString();
            for (String part : Wrapping.lines(row[last], Wrapping.room(out.width(), indent))) {
                String line = (before + part).stripTrailing();
                if (row == rows.get(0)) {
                    out.heading(line);
                } else {
                    out.line(line);
                }
                before = " ".repeat(indent);
            }
        }
    }
}
