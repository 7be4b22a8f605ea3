package org.pellucid.command.base;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import org.pellucid.api.command.CommandResult;
import org.pellucid.api.command.spi.Command;

/**
 * The one JSON document of a call with {@code --json}, written while the command works so that it never stands whole in
 * memory: {@code {"schema_version":1,"command":NAME,…}}. Whatever happens, what was written is one valid document.
 */
public final class JsonDocument {
    private static final int VERSION = 1;

    private final Writer out;
    private final JsonWriter json;
    private final String command;
    private final String parts;
    private boolean begun;
    private boolean inParts;

    /**
     * @param out     receives the document
     * @param command name of the command
     * @param parts   see {@link Command#parts()}
     */
    public JsonDocument(Writer out, String command, String parts) {
        this.out = out;
        this.json = new JsonWriter(out);
        this.command = command;
        this.parts = parts;
        json.setIndent("  ");
        json.setHtmlSafe(false);
    }

    /** @param part an element of the array of parts */
    public void part(CommandResult part) {
        try {
            parts();
            json.beginObject();
            part.json(new GsonOutput(json));
            json.endObject();
            json.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param rest the members beside the parts */
    public void end(CommandResult rest) {
        try {
            closeParts();
            rest.json(new GsonOutput(json));
            close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Ends the document of a command that failed.
     *
     * @param message why
     */
    public void fail(String message) {
        try {
            closeParts();
            json.name("error").value(message);
            close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void begin() throws IOException {
        if (!begun) {
            begun = true;
            json.beginObject();
            json.name("schema_version").value(VERSION);
            json.name("command").value(command);
        }
    }

    private void parts() throws IOException {
        begin();
        if (!inParts) {
            inParts = true;
            json.name(parts).beginArray();
        }
    }

    private void closeParts() throws IOException {
        begin();
        if (!parts.isEmpty()) {
            parts();
            json.endArray();
        }
    }

    private void close() throws IOException {
        json.endObject();
        json.flush();
        out.write('\n');
        out.flush();
    }
}
