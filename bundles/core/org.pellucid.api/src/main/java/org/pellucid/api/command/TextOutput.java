package org.pellucid.api.command;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Takes text for people, line by line. What a terminal would obey instead of print is spelled out: labels and names of
 * files come from strangers.
 */
@ProviderType
public interface TextOutput {
    /** {@return the columns to wrap at; {@link Integer#MAX_VALUE} where lines are never wrapped} */
    int width();

    /**
     * Adds a line.
     *
     * @param parts of the line, joined without anything between
     * @return this
     */
    TextOutput line(Object... parts);

    /**
     * Adds a line that stands out, as the head of a table does.
     *
     * @param parts of the line, joined without anything between
     * @return this
     */
    TextOutput heading(Object... parts);

    /**
     * Adds text that has lines of its own, a page of help say.
     *
     * @param lines any number of them
     * @return this
     */
    TextOutput text(String lines);
}
