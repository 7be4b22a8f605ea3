package org.pellucid.api.command;

import java.io.IOException;
import org.osgi.annotation.versioning.ProviderType;

/** Takes a JSON document, piece by piece, so that a long one never stands whole in memory. */
@ProviderType
public interface JsonOutput {
    /**
     * Names the value that is written next; only in an object.
     *
     * @param name of the value
     * @return this
     * @throws IOException if writing fails
     */
    JsonOutput name(String name) throws IOException;

    /**
     * Writes a text.
     *
     * @param value the text, or {@code null}
     * @return this
     * @throws IOException if writing fails
     */
    JsonOutput value(String value) throws IOException;

    /**
     * Writes a whole number.
     *
     * @param value the number
     * @return this
     * @throws IOException if writing fails
     */
    JsonOutput value(long value) throws IOException;

    /**
     * Writes a number in full precision; JSON has no NaN and no infinity, so those become {@code null}.
     *
     * @param value the number
     * @return this
     * @throws IOException if writing fails
     */
    JsonOutput value(double value) throws IOException;

    /**
     * Writes yes or no.
     *
     * @param value the answer
     * @return this
     * @throws IOException if writing fails
     */
    JsonOutput value(boolean value) throws IOException;

    /**
     * Writes a number that may be missing.
     *
     * @param value the number, or {@code null}
     * @return this
     * @throws IOException if writing fails
     */
    JsonOutput value(Number value) throws IOException;

    /**
     * Writes yes or no, where that may be unknown.
     *
     * @param value the answer, or {@code null}
     * @return this
     * @throws IOException if writing fails
     */
    JsonOutput value(Boolean value) throws IOException;

    /**
     * Writes {@code null}.
     *
     * @return this
     * @throws IOException if writing fails
     */
    JsonOutput nullValue() throws IOException;

    /**
     * Writes a value that is JSON already.
     *
     * @param json one whole value
     * @return this
     * @throws IOException if writing fails
     */
    JsonOutput jsonValue(String json) throws IOException;

    /**
     * Opens an array.
     *
     * @return this
     * @throws IOException if writing fails
     */
    JsonOutput beginArray() throws IOException;

    /**
     * Closes the array.
     *
     * @return this
     * @throws IOException if writing fails
     */
    JsonOutput endArray() throws IOException;

    /**
     * Opens an object.
     *
     * @return this
     * @throws IOException if writing fails
     */
    JsonOutput beginObject() throws IOException;

    /**
     * Closes the object.
     *
     * @return this
     * @throws IOException if writing fails
     */
    JsonOutput endObject() throws IOException;
}
