package org.pellucid.shell.base;

import java.util.ArrayList;
import java.util.List;

/** Lines with aligned columns. The last column is not padded. */
public final class Table {
    private final List<String[]> rows = new ArrayList<>();

    /** @param header names of the columns */
    public Table(String... header) {
        rows.add(header);
    }

    /** @param cells one for each column */
    public void row(String... cells) {
        rows.add(cells);
    }

    /** @param out receives the lines */
    public void print(StringBuilder out) {
        int columns = rows.get(0).length;
        int[] widths = new int[columns];
        for (String[] row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        for (String[] row : rows) {
            int begin = out.length();
            for (int i = 0; i < columns; i++) {
                out.append(row[i]);
                if (i < columns - 1) {
                    out.append(" ".repeat(widths[i] - row[i].length() + 2));
                }
            }
            int end = out.length();
            while (end > begin && out.charAt(end - 1) == ' ') {
                end--;
            }
            out.setLength(end);
            out.append('\n');
        }
    }
}
