package org.pellucid.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.pellucid.api.InputException;
import org.pellucid.api.PellucidException;
import org.pellucid.api.UsageException;
import org.pellucid.api.dataset.Dataset;
import org.pellucid.api.dataset.DatasetEntry;
import org.pellucid.api.dataset.DatasetLocation;
import org.pellucid.api.dataset.DatasetSource;
import org.pellucid.api.dataset.Datasets;
import org.pellucid.api.dataset.Samples;
import org.pellucid.api.dataset.Sampling;

/** Opens data sets with the {@link DatasetSource} services present. Safe for use by several threads. */
@Component
public final class DatasetsService implements Datasets {
    private final SourceRegistry registry = new SourceRegistry();
    /** Ids for sources without a service; those of a framework are positive. */
    private final AtomicLong plainIds = new AtomicLong();

    /**
     * Adds a source, for use without a framework; of two with a scheme the later one is used.
     *
     * @param scheme of the source
     * @param source the source
     */
    public void add(String scheme, DatasetSource source) {
        long id = -plainIds.incrementAndGet();
        registry.add(new SourceHolder(id, 0, scheme, source, "", ""));
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindSource(DatasetSource source, ServiceReference<DatasetSource> reference) {
        Object scheme = reference.getProperty(DatasetSource.SCHEME);
        if (!(scheme instanceof String name) || name.length() < 2) {
            return; // cannot be named by anyone
        }
        Object ranking = reference.getProperty(Constants.SERVICE_RANKING);
        registry.add(new SourceHolder(id(reference), ranking instanceof Integer number ? number : 0,
                name.toLowerCase(Locale.ROOT), source, reference.getBundle().getSymbolicName(),
                reference.getBundle().getVersion().toString()));
    }

    void updatedSource(DatasetSource source, ServiceReference<DatasetSource> reference) {
        bindSource(source, reference);
    }

    void unbindSource(ServiceReference<DatasetSource> reference) {
        registry.remove(id(reference));
    }

    private static long id(ServiceReference<DatasetSource> reference) {
        return (Long) reference.getProperty(Constants.SERVICE_ID);
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

    private Dataset resolve(String typed, Path directory) throws PellucidException {
        if (typed.isBlank()) {
            throw new UsageException("no data set given: " + known());
        }
        DatasetText text = DatasetText.parse(typed);
        Optional<SourceHolder> named = registry.best(text.scheme());
        if (named.isPresent()) {
            // what exists as typed is meant as typed, question mark included
            boolean literal = !text.options().isEmpty()
                    && DatasetText.existing(directory, typed.substring(text.scheme().length() + 1)).isPresent();
            return named.get().source().open(literal
                    ? new DatasetLocation(text.scheme(), typed.substring(text.scheme().length() + 1), Map.of(),
                            directory)
                    : new DatasetLocation(text.scheme(), text.location(), text.options(), directory));
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

    private Dataset open(Path path, String location, Map<String, String> options, Path directory)
            throws PellucidException {
        for (SourceHolder holder : registry.best()) {
            if (holder.source().takes(path)) {
                return holder.source().open(new DatasetLocation(holder.scheme(), location, options, directory));
            }
        }
        throw new InputException("data set " + location + ": neither a folder nor an archive that can be read; "
                + known());
    }

    private String known() {
        List<String> schemes = registry.best().stream().map(holder -> holder.scheme() + ":").toList();
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
        return registry.best().stream().map(SourceHolder::entry).toList();
    }
}
