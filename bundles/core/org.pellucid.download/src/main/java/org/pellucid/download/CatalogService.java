package org.pellucid.download;

import static org.osgi.service.component.annotations.ReferenceCardinality.MULTIPLE;
import static org.osgi.service.component.annotations.ReferencePolicy.DYNAMIC;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.pellucid.api.InputException;
import org.pellucid.api.OutputException;
import org.pellucid.api.PellucidException;
import org.pellucid.api.Progress;
import org.pellucid.api.UsageException;
import org.pellucid.api.download.Catalog;
import org.pellucid.api.download.CatalogEntry;
import org.pellucid.api.download.CatalogItem;
import org.pellucid.api.download.CatalogKind;
import org.pellucid.api.download.DownloadFile;
import org.pellucid.api.download.Downloaded;
import org.pellucid.api.download.Downloader;
import org.pellucid.api.download.FetchOptions;
import org.pellucid.api.download.spi.CatalogSource;
import org.pellucid.whiteboard.Offer;
import org.pellucid.whiteboard.Whiteboard;
import org.pellucid.whiteboard.WhiteboardComponent;
import org.pellucid.zip.ZipLimits;

/** The catalogue, put together from the {@link CatalogSource} services present. Safe for use by several threads. */
@Component(service = Catalog.class, configurationPid = "org.pellucid.download.catalog")
@Designate(ocd = CatalogService.Config.class)
public final class CatalogService extends WhiteboardComponent<CatalogSource> implements Catalog {
    private static final Comparator<CatalogItem> ORDER = Comparator.comparing(CatalogItem::kind)
            .thenComparing(CatalogItem::name);

    /** Which items a source has is known to the source alone: all sources go by one name. */
    private static final String ITEMS = "items";

    private final Downloader downloader;
    private final CacheFolder cache;
    private final ZipLimits limits;
    private final Logger logger;

    /** Configuration. */
    @ObjectClassDefinition(name = "Pellucid catalogue", description = "Where fetched things are put")
    public @interface Config {
        /** @return directory, empty for the default */
        @AttributeDefinition(name = "Cache directory", required = false,
                description = "Directory for models, data sets and labels that were fetched. Default: empty, which "
                        + "means the framework property pellucid.cache, else ${XDG_CACHE_HOME:-~/.cache}/pellucid.")
        String cacheDirectory() default "";

        /** @return largest unpacked size, GiB */
        @AttributeDefinition(name = "Largest data set", min = "1", max = "1000000",
                description = "Archives that would unpack to more are refused, in GiB (default 64)")
        int maxUnpackedGibibytes() default 64;

        /** @return milliseconds to wait for an item whose bundle is away, e.g. while it is updated */
        @AttributeDefinition(name = "Wait", min = "0", max = "600000",
                description = "How long a request waits for an item whose bundle went, e.g. to be updated, in "
                        + "milliseconds (default 2000)")
        int waitMillis() default 2000;

        /** @return milliseconds to wait for calls in flight when a bundle of items goes away */
        @AttributeDefinition(name = "Drain time", min = "0", max = "600000",
                description = "How long a bundle of items that goes away is given to finish listing them, in "
                        + "milliseconds (default 30000)")
        int drainMillis() default 30000;
    }

    /**
     * Made by Declarative Services.
     *
     * @param context    for framework properties
     * @param downloader downloads
     * @param logger     for checksums
     * @param config     places, limits and times
     */
    @Activate
    public CatalogService(BundleContext context, @Reference Downloader downloader,
            @Reference(service = LoggerFactory.class) Logger logger, Config config) {
        this(context::getProperty, downloader, logger, config);
    }

    /**
     * For use without a framework; add sources next.
     *
     * @param properties framework or system properties by name
     * @param downloader downloads
     * @param logger     for checksums
     * @param config     places, limits and times
     */
    public CatalogService(UnaryOperator<String> properties, Downloader downloader, Logger logger, Config config) {
        this(CacheFolder.of(config.cacheDirectory(), properties), downloader,
                new ZipLimits(ZipLimits.DEFAULTS.maxItems(), ZipLimits.DEFAULTS.maxItemBytes(),
                        (long) config.maxUnpackedGibibytes() << 30, ZipLimits.DEFAULTS.maxRatio()),
                logger, config);
    }

    CatalogService(CacheFolder cache, Downloader downloader, ZipLimits limits, Logger logger, Config config) {
        super(new Whiteboard<>(config.waitMillis(), config.drainMillis(), (source, properties) -> Set.of(ITEMS)));
        this.downloader = downloader;
        this.cache = cache;
        this.limits = limits;
        this.logger = logger;
    }

    @Override
    @Reference(name = "Source", cardinality = MULTIPLE, policy = DYNAMIC)
    public void bind(CatalogSource source, ServiceReference<CatalogSource> reference) {
        super.bind(source, reference);
    }

    /** Of two items of a kind and name the one of the better source counts. */
    private List<CatalogItem> items() {
        Map<List<Object>, CatalogItem> items = new LinkedHashMap<>();
        for (Offer<CatalogSource> source : board.offers()) {
            board.lease(source).ifPresent(lease -> {
                try (lease) {
                    lease.service().items()
                            .forEach(item -> items.putIfAbsent(List.of(item.kind(), item.name()), item));
                }
            });
        }
        return items.values().stream().sorted(ORDER).toList();
    }

    private Optional<CatalogItem> item(CatalogKind kind, String name) {
        return items().stream().filter(item -> item.kind() == kind && item.name().equals(name)).findFirst();
    }

    @Override
    public List<CatalogEntry> list() {
        return items().stream().map(item -> new CatalogEntry(item, present(item))).toList();
    }

    @Override
    public Optional<Path> find(CatalogKind kind, String name) {
        return item(kind, name).flatMap(this::present);
    }

    private Optional<Path> present(CatalogItem item) {
        boolean whole = item.unpack() ? Files.isDirectory(cache.home(item))
                : item.files().stream().allMatch(file -> Files.isRegularFile(cache.home(item).resolve(file.name())));
        return whole ? Optional.of(cache.result(item)) : Optional.empty();
    }

    @Override
    public Path fetch(CatalogKind kind, String name, FetchOptions options, Progress progress)
            throws PellucidException, InterruptedException {
        CatalogItem item = awaited(kind, name);
        FetchLock lock = FetchLock.take(cache.lock(kind, name), name);
        try {
            Optional<Path> present = present(item);
            if (present.isEmpty() || options.again()) {
                bring(item, options, progress);
            }
            return cache.result(item);
        } finally {
            lock.close();
        }
    }

    private CatalogItem awaited(CatalogKind kind, String name) throws UsageException, InterruptedException {
        while (true) {
            long state = board.state();
            Optional<CatalogItem> item = item(kind, name);
            if (item.isPresent()) {
                return item.get();
            }
            if (!board.awaitReturn(state)) {
                throw unknown(kind, name);
            }
        }
    }

    private void bring(CatalogItem item, FetchOptions options, Progress progress)
            throws PellucidException, InterruptedException {
        List<DownloadFile> files = new ArrayList<>();
        for (DownloadFile file : item.files()) {
            files.add(from(file, item, options));
        }
        // the file that others look for comes last, so that they never find half of the item
        Collections.reverse(files);
        for (DownloadFile file : files) {
            Downloaded downloaded = download(file, item, progress);
            logger.info("{}: {} bytes, SHA-256 {}, from {}", downloaded.path(), downloaded.bytes(),
                    downloaded.sha256(), downloaded.from().map(URI::toString).orElse("an earlier download"));
            if (item.unpack()) {
                Unzip.unpack(downloaded.path(), cache.home(item), limits, progress);
                deleteArchive(downloaded.path());
            }
        }
    }

    private Downloaded download(DownloadFile file, CatalogItem item, Progress progress)
            throws InputException, OutputException, InterruptedException {
        try {
            return downloader.download(file, cache.downloads(item), progress);
        } catch (NoPlaceException e) {
            String names = item.files().stream().map(DownloadFile::name).collect(Collectors.joining(" and "));
            throw new InputException(e.getMessage() + "; got in another way, " + (item.unpack()
                    ? names + " is to be unpacked into the folder " : names + " belong" + (item.files().size() > 1
                            ? "" : "s") + " into the folder ")
                    + cache.home(item), e);
        }
    }

    private static DownloadFile from(DownloadFile file, CatalogItem item, FetchOptions options)
            throws UsageException {
        if (options.from().isEmpty()) {
            return file;
        }
        URI from = options.from().get();
        boolean folder = from.getPath() != null && from.getPath().endsWith("/");
        if (!folder && item.files().size() > 1) {
            throw new UsageException(item.name() + " consists of " + item.files().size() + " files: " + from
                    + " must be the URL of a folder, ending in a slash");
        }
        try {
            URI url = folder ? from.resolve(file.name()) : from;
            return new DownloadFile(file.name(), List.of(url), file.sha256(), file.maxBytes());
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage(), e);
        }
    }

    private UsageException unknown(CatalogKind kind, String name) {
        String what = switch (kind) {
            case MODEL -> "model";
            case DATASET -> "data set";
            case LABELS -> "label file";
        };
        String names = items().stream().filter(item -> item.kind() == kind).map(CatalogItem::name)
                .collect(Collectors.joining(", "));
        return new UsageException("no " + what + " '" + name + "' can be fetched; "
                + (names.isEmpty() ? "there is none" : "there is " + names));
    }

    private void deleteArchive(Path archive) {
        try {
            Files.deleteIfExists(archive);
        } catch (IOException e) {
            logger.warn("{} was unpacked but cannot be deleted: {}", archive, e.toString());
        }
    }
}
