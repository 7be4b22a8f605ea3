package org.pellucid.command.data;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.pellucid.api.PellucidException;
import org.pellucid.api.UsageException;
import org.pellucid.api.command.CommandOption;
import org.pellucid.api.command.TypedLine;
import org.pellucid.api.command.spi.CommandArguments;
import org.pellucid.api.command.spi.CommandCall;
import org.pellucid.api.dataset.Dataset;
import org.pellucid.api.dataset.DatasetEntry;
import org.pellucid.api.dataset.Datasets;
import org.pellucid.api.dataset.Sampling;
import org.pellucid.api.download.Catalog;
import org.pellucid.api.download.CatalogEntry;
import org.pellucid.api.download.CatalogKind;
import org.pellucid.command.list.Fetching;

/** Opens the data set of a call: shared by the commands that work on one. */
final class DataRun {
    private DataRun() {
    }

    /** Adds the option that says where a data set is fetched from. */
    static void add(List<CommandOption> options) {
        options.add(Fetching.from("where the data set is still to be fetched"));
    }

    /** Returns the kinds of data sets, for completion; a folder will do as well. */
    static List<String> kinds(TypedLine line) throws PellucidException, InterruptedException {
        return Stream.concat(line.service(Datasets.class).list().stream().map(kind -> kind.scheme() + ":"),
                Stream.of("")).toList();
    }

    /** @return which samples of the data set to take, if not all */
    static Optional<Sampling> sampling(CommandArguments arguments, long seed) throws UsageException {
        if (!arguments.has("sample")) {
            return Optional.empty();
        }
        return Optional.of(new Sampling((int) arguments.integer("sample", 1, 1, Integer.MAX_VALUE), seed));
    }

    /** Opens the one data set that was named, to be closed by the caller; fetches it first if it is not here yet. */
    static Dataset open(CommandCall call, Optional<Sampling> sampling) throws PellucidException, InterruptedException {
        return open(call, named(call.arguments()), sampling);
    }

    /** The same for a data set that was typed among other things. */
    static Dataset open(CommandCall call, String dataset, Optional<Sampling> sampling)
            throws PellucidException, InterruptedException {
        for (DatasetEntry kind : call.service(Datasets.class).list()) {
            // a colon with nothing but options behind it: the one data set of that kind
            if (kind.download().isPresent() && dataset.split("\\?", 2)[0].equals(kind.scheme() + ":")) {
                fetch(call, kind.download().get());
            }
        }
        return call.service(Datasets.class).open(dataset, call.directory(), sampling);
    }

    /** @return the data set as it was typed */
    static String named(CommandArguments arguments) throws UsageException {
        List<String> rest = arguments.rest();
        if (rest.size() != 1) {
            throw new UsageException(rest.isEmpty() ? "no data set given, see 'pellucid datasets'"
                    : "one data set at a time, not " + String.join(" ", rest));
        }
        return rest.get(0);
    }

    private static void fetch(CommandCall call, String name) throws PellucidException, InterruptedException {
        Catalog catalog = call.service(Catalog.class);
        for (CatalogEntry entry : catalog.list()) {
            if (entry.item().kind() == CatalogKind.DATASET && entry.item().name().equals(name)
                    && entry.path().isEmpty()) {
                call.console().note("Fetching " + entry.item().description());
                Fetching.fetch(call, catalog, entry.item());
            }
        }
    }
}
