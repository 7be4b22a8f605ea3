package org.pellucid.command.list;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Component;
import org.pellucid.api.PellucidException;
import org.pellucid.api.UsageException;
import org.pellucid.api.command.CommandGroup;
import org.pellucid.api.command.CommandOption;
import org.pellucid.api.command.CommandResult;
import org.pellucid.api.command.Completer;
import org.pellucid.api.command.JsonOutput;
import org.pellucid.api.command.spi.Command;
import org.pellucid.api.command.spi.CommandCall;
import org.pellucid.api.dataset.DatasetEntry;
import org.pellucid.api.dataset.Datasets;
import org.pellucid.api.download.CatalogKind;
import org.pellucid.command.base.Column;
import org.pellucid.command.base.ListCommand;

/** Lists the kinds of data sets, or fetches one. */
@Component(service = Command.class, property = Command.NAME + "=datasets")
public final class DatasetsCommand extends ListCommand<DatasetEntry> {
    /** Made by Declarative Services. */
    public DatasetsCommand() {
        super(CommandGroup.DATA, "datasets", "[options] [" + Fetching.WORD + " [NAME]]",
                "lists the kinds of data sets and how to name them, or fetches one",
                "pellucid datasets", "pellucid datasets fetch", "pellucid datasets fetch imagewoof");
    }

    @Override
    public String details() {
        return "A data set is named SCHEME:LOCATION, with options ?NAME=VALUE&NAME=VALUE behind it; the path of a"
                + " folder or archive alone will do where its kind can be seen from it. " + Fetching.DETAILS;
    }

    @Override
    public List<CommandOption> options() {
        return Fetching.options();
    }

    @Override
    public Completer completer() {
        return line -> Stream.concat(Stream.of(Fetching.WORD), Fetching.names(line)).toList();
    }

    @Override
    public CommandResult run(CommandCall call) throws PellucidException, InterruptedException {
        if (Fetching.isAsked(call)) {
            return Fetching.run(call, EnumSet.of(CatalogKind.DATASET));
        }
        if (!call.arguments().rest().isEmpty()) {
            throw new UsageException("takes no argument '" + call.arguments().rest().get(0) + "' but "
                    + Fetching.WORD);
        }
        Fetching.refuseOptions(call);
        return list(call);
    }

    @Override
    protected List<DatasetEntry> items(CommandCall call) throws PellucidException, InterruptedException {
        return call.service(Datasets.class).list();
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
    protected void json(DatasetEntry entry, JsonOutput out) throws IOException {
        out.name("scheme").value(entry.scheme()).name("usage").value(entry.usage());
        out.name("description").value(entry.description());
        if (entry.download().isPresent()) {
            out.name("fetch").value(entry.download().get());
        }
        out.name("bundle").value(entry.bundle()).name("version").value(entry.version());
    }
}
