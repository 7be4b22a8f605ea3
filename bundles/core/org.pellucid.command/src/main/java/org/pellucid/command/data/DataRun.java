package org.pellucid.command.data;

import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Options;
import org.pellucid.api.PellucidException;
import org.pellucid.api.UsageException;
import org.pellucid.api.dataset.Dataset;
import org.pellucid.api.dataset.DatasetEntry;
import org.pellucid.api.dataset.Sampling;
import org.pellucid.api.download.Catalog;
import org.pellucid.api.download.CatalogEntry;
import org.pellucid.api.download.CatalogKind;
import org.pellucid.command.base.Arguments;
import org.pellucid.command.base.Call;
import org.pellucid.command.list.Fetching;

/** Opens the data set of a call: shared by the commands that work on one. */
final class DataRun {
    private DataRun() {
    }

    /** Adds the option that says where a data set is fetched from. */
    static void add(Options options) {
        options.addOption(Fetching.from("where the data set is still to be fetched"));
    }

    /** @return which samples of the data set to take, if not all */
    static Optional<Sampling> sampling(Arguments arguments, long seed) throws UsageException {
        if (!arguments.has("sample")) {
            return Optional.empty();
        }
        return Optional.of(new Sampling((int) arguments.integer("sample", 1, 1, Integer.MAX_VALUE), seed));
    }

    /** Opens the one data set that was named, to be closed by the caller; fetches it first if it is not here yet. */
    static Dataset open(Call call, Optional<Sampling> sampling) throws PellucidException, InterruptedException {
        String dataset = named(call.arguments());
        for (DatasetEntry kind : call.services().datasets().list()) {
            // a colon with nothing but options behind it: the one data set of that kind
            if (kind.download().isPresent() && dataset.split("\\?", 2)[0].equals(kind.scheme() + ":")) {
                fetch(call, kind.download().get());
            }
        }
        return call.services().datasets().open(dataset, call.directory(), sampling);
    }

    /** @return the data set as it was typed */
    static String named(Arguments arguments) throws UsageException {
        List<String> rest = arguments.rest();
        if (rest.size() != 1) {
            throw new UsageException(rest.isEmpty() ? "no data set given, see 'pellucid datasets'"
                    : "one data set at a time, not " + String.join(" ", rest));
        }
        return rest.get(0);
    }

    private static void fetch(Call call, String name) throws PellucidException, InterruptedException {
        Catalog catalog = call.services().catalog();
        for (CatalogEntry entry : catalog.list()) {
            if (entry.item().kind() == CatalogKind.DATASET && entry.item().name().equals(name)
                    && entry.path().isEmpty()) {
                call.console().note("Fetching " + entry.item().description());
                Fetching.fetch(call, catalog, entry.item());
            }
        }
    }
}
