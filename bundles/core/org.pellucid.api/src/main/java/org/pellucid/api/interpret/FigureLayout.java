package org.pellucid.api.interpret;

import java.util.Locale;

/** How the figure of a use case is laid out. */
public enum FigureLayout {
    /** Every picture has a row: the picture itself, then its maps. Titles are for people. */
    ROWS,
    /** Maps fill two columns in the order of their file names, which are their titles, as in the published notebook. */
    NOTEBOOK;

    /** {@return the name as options and use-case files take it} */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
