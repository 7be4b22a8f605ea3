package org.pellucid.command.list;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import org.apache.commons.cli.Options;
import org.pellucid.api.PellucidException;
import org.pellucid.api.UsageException;
import org.pellucid.api.dataset.DatasetEntry;
import org.pellucid.api.download.CatalogKind;
import org.pellucid.command.base.Call;
import org.pellucid.command.base.Column;
import org.pellucid.command.base.Command;
import org.pellucid.command.base.CommandGroup;
import org.pellucid.command.base.ListResult;
import org.pellucid.command.base.Result;

/** Lists the kinds of data sets, or fetches one. */
public final class DatasetsCommand implements Command {
    @Override
    public String name() {
        return "datasets";
    }

    @Override
    public CommandGroup group() {
        return CommandGroup.DATA;
    }

    @Override
    public String summary() {
        return "lists the kinds of data sets and how to name them, or fetches one";
    }

    @Override
    public String usage() {
        return "[options] [" + Fetching.WORD + " [NAME]]";
    }

    @Override
    public String details() {
        return "A data set is named SCHEME:LOCATION, with options ?NAME=VALUE&NAME=VALUE behind it; the path of a"
                + " folder or archive alone will do where its kind can be seen from it. " + Fetching.DETAILS;
    }

    @Override
    public Options options() {
        return Fetching.options();
    }

    @Override
    public List<String> examples() {
        return List.of("pellucid datasets", "pellucid datasets fetch", "pellucid datasets fetch imagewoof");
    }

    @Override
    public Result run(Call call) throws PellucidException, InterruptedException {
        if (Fetching.isAsked(call)) {
            return Fetching.run(call, EnumSet.of(CatalogKind.DATASET));
        }
        if (!call.arguments().rest().isEmpty()) {
            throw new UsageException("takes no argument '" + call.arguments().rest().get(0) + "' but "
                    + Fetching.WORD);
        }
        Fetching.refuseOptions(call);
        return new Kinds(call.services().datasets().list(), call.console().verbose());
    }

    /** The kinds of data sets. */
    public static final class Kinds extends ListResult<DatasetEntry> {
        Kinds(List<DatasetEntry> kinds, boolean verbose) {
            super("datasets", kinds, verbose);
        }

        @Override
        protected List<Column<DatasetEntry>> columns() {
            return List.of(Column.of("SCHEME", DatasetEntry::scheme),
                    Column.of("NAME IT", DatasetEntry::usage),
                    Column.detail("BUNDLE", DatasetEntry::bundle),
                    Column.detail("VERSION", DatasetEntry::version),
                    Column.of("DESCRIPTION", DatasetEntry::description));
        }

        @Override
        protected void json(DatasetEntry entry, JsonWriter out) throws IOException {
            out.name("scheme").value(entry.scheme());
            out.name("usage").value(entry.usage());
            out.name("description").value(entry.description());
            if (entry.download().isPresent()) {
                out.name("fetch").value(entry.download().get());
            }
            out.name("bundle").value(entry.bundle());
            out.name("version").value(entry.version());
        }
    }
}
