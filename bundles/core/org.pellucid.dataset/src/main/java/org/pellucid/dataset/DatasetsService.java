package org.pellucid.dataset;

import static org.osgi.service.component.annotations.ReferenceCardinality.MULTIPLE;
import static org.osgi.service.component.annotations.ReferencePolicy.DYNAMIC;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.pellucid.api.InputException;
import org.pellucid.api.PellucidException;
import org.pellucid.api.UsageException;
import org.pellucid.api.dataset.Dataset;
import org.pellucid.api.dataset.DatasetEntry;
import org.pellucid.api.dataset.Datasets;
import org.pellucid.api.dataset.Samples;
import org.pellucid.api.dataset.Sampling;
import org.pellucid.api.dataset.spi.DatasetLocation;
import org.pellucid.api.dataset.spi.DatasetSource;
import org.pellucid.whiteboard.Offer;
import org.pellucid.whiteboard.Patience;
import org.pellucid.whiteboard.Whiteboard;
import org.pellucid.whiteboard.Whiteboard.Lease;
import org.pellucid.whiteboard.WhiteboardComponent;

/** Opens data sets with the {@link DatasetSource} services present. Safe for use by several threads. */
@Component(service = Datasets.class, configurationPid = "org.pellucid.dataset")
@Designate(ocd = Patience.class)
public final class DatasetsService extends WhiteboardComponent<DatasetSource> implements Datasets {
    private final Patience patience;

    /** @param patience times */
    @Activate
    public DatasetsService(Patience patience) {
        super(new Whiteboard<>(patience.waitMillis(), patience.drainMillis(),
                (source, properties) -> schemes(properties.get(DatasetSource.SCHEME))));
        this.patience = patience;
    }

    /** A letter alone would be a drive to some. */
    private static Set<String> schemes(Object property) {
        return property instanceof String name && name.length() > 1 ? Set.of(name.toLowerCase(Locale.ROOT)) : Set.of();
    }

    @Override
    @Reference(name = "Source", cardinality = MULTIPLE, policy = DYNAMIC)
    public void bind(DatasetSource source, ServiceReference<DatasetSource> reference) {
        super.bind(source, reference);
    }

    @Override
    public Dataset open(String typed, Path directory, Optional<Sampling> sampling)
            throws PellucidException, InterruptedException {
        Dataset dataset = resolve(typed, directory);
        boolean opened = false;
        try {
            checkNotEmpty(dataset);
            Dataset result = dataset;
            if (sampling.isPresent()) {
                SampleChooser chooser = new SampleChooser(sampling.get());
                chooser.pass(dataset);
                result = new SampledDataset(dataset, chooser.samples(), chooser.problems());
            }
            opened = true;
            return result;
        } finally {
            if (!opened) {
                dataset.close();
            }
        }
    }

    private Dataset resolve(String typed, Path directory) throws PellucidException, InterruptedException {
        if (typed.isBlank()) {
            throw new UsageException("no data set given: " + known());
        }
        DatasetText text = DatasetText.parse(typed);
        Optional<Dataset> named = named(text, typed, directory);
        if (named.isPresent()) {
            return named.get();
        }
        Optional<Path> path = DatasetText.existing(directory, typed);
        if (path.isPresent()) {
            return open(path.get(), typed, Map.of(), directory);
        }
        if (!text.scheme().isEmpty()) {
            throw new UsageException("data set " + typed + ": unknown scheme " + text.scheme() + "; " + known());
        }
        path = DatasetText.existing(directory, text.location());
        if (path.isPresent()) {
            return open(path.get(), text.location(), text.options(), directory);
        }
        throw new InputException("data set " + typed + ": no such file or folder; " + known());
    }

    /** @return the data set, empty if nothing has the scheme and nothing had it lately */
    private Optional<Dataset> named(DatasetText text, String typed, Path directory)
            throws PellucidException, InterruptedException {
        if (text.scheme().isEmpty()) {
            return Optional.empty();
        }
        // what exists as typed is meant as typed, question mark included
        String rest = typed.substring(text.scheme().length() + 1);
        boolean literal = !text.options().isEmpty() && DatasetText.existing(directory, rest).isPresent();
        DatasetLocation location = literal ? new DatasetLocation(text.scheme(), rest, Map.of(), directory)
                : new DatasetLocation(text.scheme(), text.location(), text.options(), directory);
        Optional<OpenDataset.Instance> instance = instance(location);
        return instance.isEmpty() ? Optional.empty() : Optional.of(open(location, instance.get()));
    }

    private Dataset open(Path path, String text, Map<String, String> options, Path directory)
            throws PellucidException, InterruptedException {
        while (true) {
            long state = board.state();
            for (Map.Entry<String, Offer<DatasetSource>> source : board.serving().entrySet()) {
                if (takes(source.getValue(), path)) {
                    DatasetLocation location = new DatasetLocation(source.getKey(), text, options, directory);
                    return open(location, awaited(location));
                }
            }
            // What takes it may be away for an update.
            if (!board.awaitReturn(state)) {
                throw new InputException("data set " + text + ": neither a folder nor an archive that can be read; "
                        + known());
            }
        }
    }

    private boolean takes(Offer<DatasetSource> source, Path path) {
        Optional<Lease<DatasetSource>> lease = board.lease(source);
        try {
            return lease.isPresent() && source.service().takes(path);
        } finally {
            lease.ifPresent(Lease::close);
        }
    }

    private OpenDataset open(DatasetLocation location, OpenDataset.Instance instance) {
        return new OpenDataset(board, instance, () -> awaited(location));
    }

    private OpenDataset.Instance awaited(DatasetLocation location) throws PellucidException, InterruptedException {
        return instance(location).orElseThrow(() -> new UsageException("data set " + location + ": scheme "
                + location.scheme() + " has gone (waited " + patience.waitMillis() + " ms for it); " + known()));
    }

    /** Opens a data set with the best source of its scheme, after waiting for it if it is away. */
    private Optional<OpenDataset.Instance> instance(DatasetLocation location)
            throws PellucidException, InterruptedException {
        Optional<Lease<DatasetSource>> lease = board.lease(location.scheme());
        if (lease.isEmpty()) {
            return Optional.empty();
        }
        try (Lease<DatasetSource> source = lease.get()) {
            return Optional.of(new OpenDataset.Instance(source.offer(), source.service().open(location)));
        }
    }

    private String known() {
        List<String> schemes = board.serving().keySet().stream().map(scheme -> scheme + ":").toList();
        return schemes.isEmpty() ? "there are no data sets" : "there are " + String.join(", ", schemes);
    }

    private static void checkNotEmpty(Dataset dataset) throws InputException {
        InputException problem = null;
        try (Samples samples = dataset.samples()) {
            while (true) {
                try {
                    if (samples.next().isPresent()) {
                        return;
                    }
                    break;
                } catch (InputException e) {
                    problem = problem == null ? e : problem;
                }
            }
        }
        throw problem != null ? problem : new InputException("data set " + dataset.name() + " holds no pictures");
    }

    @Override
    public List<DatasetEntry> list() {
        return board.ask((scheme, offer) -> new DatasetEntry(scheme, offer.service().description(),
                offer.service().usage(), offer.service().download(), offer.bundle(), offer.version()));
    }
}
