package org.pellucid.command.base;

import java.io.IOException;
import java.util.List;
import org.pellucid.api.command.CommandResult;
import org.pellucid.api.command.JsonOutput;
import org.pellucid.api.command.TextOutput;
import org.pellucid.console.Table;

/**
 * A list of things of one kind.
 *
 * @param <T> the kind
 */
public abstract class ListResult<T> implements CommandResult {
    private final String name;
    private final List<T> items;
    private final boolean verbose;

    /**
     * Creates a list.
     *
     * @param name    of the list, in JSON
     * @param items   the things
     * @param verbose whether to print the columns of details
     */
    protected ListResult(String name, List<T> items, boolean verbose) {
        this.name = name;
        this.items = List.copyOf(items);
        this.verbose = verbose;
    }

    /** @return the things, for scripts */
    public List<T> items() {
        return items;
    }

    /** @return the columns, the longest text last */
    protected abstract List<Column<T>> columns();

    /**
     * @param item one of the things
     * @param out  an open object
     * @throws IOException if writing fails
     */
    protected abstract void json(T item, JsonOutput out) throws IOException;

    @Override
    public void print(TextOutput out) {
        List<Column<T>> columns = columns().stream().filter(column -> verbose || !column.detail()).toList();
        Table table = new Table(columns.stream().map(Column::title).toArray(String[]::new));
        for (T item : items) {
            table.row(columns.stream().map(column -> column.cell().apply(item)).toArray(String[]::new));
        }
        table.print(out);
    }

    @Override
    public void json(JsonOutput out) throws IOException {
        out.name(name).beginArray();
        for (T item : items) {
            out.beginObject();
            json(item, out);
            out.endObject();
        }
        out.endArray();
    }
}
