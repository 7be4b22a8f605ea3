package org.pellucid.shell.base;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.List;

/**
 * A list of things of one kind.
 *
 * @param <T> the kind
 */
public abstract class ListReport<T> implements Report {
    private final String name;
    private final List<T> items;

    /**
     * @param name  of the list, in JSON
     * @param items the things
     */
    protected ListReport(String name, List<T> items) {
        this.name = name;
        this.items = List.copyOf(items);
    }

    /** @return the things, for scripts */
    public List<T> items() {
        return items;
    }

    /** @return an empty table with the names of its columns */
    protected abstract Table table();

    /**
     * @param item one of the things
     * @return a cell for each column
     */
    protected abstract String[] row(T item);

    /**
     * @param item one of the things
     * @param out  an open object
     * @throws IOException if writing fails
     */
    protected abstract void json(T item, JsonWriter out) throws IOException;

    @Override
    public void print(StringBuilder out) {
        Table table = table();
        for (T item : items) {
            table.row(row(item));
        }
        table.print(out);
    }

    @Override
    public void json(JsonWriter out) throws IOException {
        out.name(name).beginArray();
        for (T item : items) {
            out.beginObject();
            json(item, out);
            out.endObject();
        }
        out.endArray();
    }
}
