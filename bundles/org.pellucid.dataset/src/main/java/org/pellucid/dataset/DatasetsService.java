package org.pellucid.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
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
@Component(configurationPid = "org.pellucid.dataset")
@Designate(ocd = DatasetsService.Config.class)
public final class DatasetsService implements Datasets {
    /** Configuration. */
    @ObjectClassDefinition(name = "Pellucid data sets", description = "Opens data sets")
    public @interface Config {
        /** @return milliseconds to wait for the source of a data set that is away, e.g. while its bundle is updated */
        @AttributeDefinition(name = "Source wait", min = "0", max = "600000",
                description = "How long the source of a data set that went may be away, e.g. while its bundle is "
                        + "updated, before a data set of it is refused, in milliseconds (default 2000)")
        int sourceWaitMillis() default 2000;

        /** @return milliseconds to wait for calls in flight when a source goes away */
        @AttributeDefinition(name = "Drain time", min = "0", max = "600000",
                description = "How long a source that goes away is given to finish listing or reading a picture, in "
                        + "milliseconds (default 30000)")
        int drainMillis() default 30000;
    }

    private final SourceRegistry registry = new SourceRegistry();
    /** Ids for sources without a service; those of a framework are positive. */
    private final AtomicLong plainIds = new AtomicLong();
    private final int sourceWaitMillis;
    private final int drainMillis;

    /** @param config times */
    @Activate
    public DatasetsService(Config config) {
        this(config.sourceWaitMillis(), config.drainMillis());
    }

    /** For use without a framework, where no source goes away; add sources next. */
    public DatasetsService() {
        this(0, 0);
    }

    DatasetsService(int sourceWaitMillis, int drainMillis) {
        this.sourceWaitMillis = sourceWaitMillis;
        this.drainMillis = drainMillis;
    }

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
        registry.remove(id(reference), drainMillis);
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
            long state = registry.state();
            for (SourceHolder holder : registry.best()) {
                if (takes(holder, path)) {
                    DatasetLocation location = new DatasetLocation(holder.scheme, text, options, directory);
                    return open(location, awaited(location));
                }
            }
            // What takes it may be away for an update.
            if (!registry.awaitReturn(state, scheme -> true, sourceWaitMillis)) {
                throw new InputException("data set " + text + ": neither a folder nor an archive that can be read; "
                        + known());
            }
        }
    }

    private boolean takes(SourceHolder holder, Path path) {
        if (!registry.enter(holder)) {
            return false;
        }
        try {
            return holder.source.takes(path);
        } finally {
            registry.leave(holder);
        }
    }

    private OpenDataset open(DatasetLocation location, OpenDataset.Instance instance) {
        return new OpenDataset(registry, instance, () -> awaited(location));
    }

    private OpenDataset.Instance awaited(DatasetLocation location) throws PellucidException, InterruptedException {
        return instance(location).orElseThrow(() -> new UsageException("data set " + location + ": scheme "
                + location.scheme() + " has gone (waited " + sourceWaitMillis + " ms for it); " + known()));
    }

    /** Opens a data set with the best source of its scheme, after waiting for it if it is away. */
    private Optional<OpenDataset.Instance> instance(DatasetLocation location)
            throws PellucidException, InterruptedException {
        while (true) {
            long state = registry.state();
            Optional<SourceHolder> holder = registry.enter(location.scheme());
            if (holder.isPresent()) {
                try {
                    return Optional.of(new OpenDataset.Instance(holder.get(), holder.get().source.open(location)));
                } finally {
                    registry.leave(holder.get());
                }
            }
            if (!registry.awaitReturn(state, location.scheme()::equals, sourceWaitMillis)) {
                return Optional.empty();
            }
        }
    }

    private String known() {
        List<String> schemes = registry.best().stream().map(holder -> holder.scheme + ":").toList();
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
