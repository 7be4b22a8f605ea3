package org.pellucid.download;

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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.pellucid.api.InputException;
import org.pellucid.api.PellucidException;
import org.pellucid.api.UsageException;
import org.pellucid.api.download.Catalog;
import org.pellucid.api.download.CatalogEntry;
import org.pellucid.api.download.CatalogItem;
import org.pellucid.api.download.CatalogKind;
import org.pellucid.api.download.CatalogSource;
import org.pellucid.api.download.DownloadFile;
import org.pellucid.api.download.Downloaded;
import org.pellucid.api.download.Downloader;
import org.pellucid.api.download.FetchOptions;
import org.pellucid.api.explain.Progress;
import org.pellucid.zip.ZipLimits;

/** The catalogue, put together from the {@link CatalogSource} services present. Safe for use by several threads. */
@Component(service = Catalog.class, configurationPid = "org.pellucid.download.catalog")
@Designate(ocd = CatalogService.Config.class)
public final class CatalogService implements Catalog {
    private static final Comparator<CatalogItem> ORDER = Comparator.comparing(CatalogItem::kind)
            .thenComparing(CatalogItem::name);

    private final Downloader downloader;
    private final CacheFolder cache;
    private final ZipLimits limits;
    private final Logger logger;
    private final List<CatalogSource> sources = new CopyOnWriteArrayList<>();

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
    }

    /**
     * Made by Declarative Services.
     *
     * @param context    for framework properties
     * @param downloader downloads
     * @param logger     for checksums
     * @param config     places and limits
     */
    @Activate
    public CatalogService(BundleContext context, @Reference Downloader downloader,
            @Reference(service = LoggerFactory.class) Logger logger, Config config) {
        this(downloader, CacheFolder.of(config.cacheDirectory(), context::getProperty).base(),
                new ZipLimits(ZipLimits.DEFAULTS.maxItems(), ZipLimits.DEFAULTS.maxItemBytes(),
                        (long) config.maxUnpackedGibibytes() << 30, ZipLimits.DEFAULTS.maxRatio()),
                logger);
    }

    /**
     * For use without a framework; add sources next.
     *
     * @param downloader downloads
     * @param cache      base of all folders
     * @param limits     of archives that are unpacked
     * @param logger     for checksums
     */
    public CatalogService(Downloader downloader, Path cache, ZipLimits limits, Logger logger) {
        this.downloader = downloader;
        this.cache = new CacheFolder(cache);
        this.limits = limits;
        this.logger = logger;
    }

    /**
     * Adds to the catalogue; of two items of a kind and name the one added first is used.
     *
     * @param source items
     */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    public void addSource(CatalogSource source) {
        sources.add(source);
    }

    /** @param source items that go */
    void removeSource(CatalogSource source) {
        sources.remove(source);
    }

    private List<CatalogItem> items() {
        Map<List<Object>, CatalogItem> items = new LinkedHashMap<>();
        for (CatalogSource source : sources) {
            source.items().forEach(item -> items.putIfAbsent(List.of(item.kind(), item.name()), item));
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
        CatalogItem item = item(kind, name).orElseThrow(() -> unknown(kind, name));
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
            throws InputException, InterruptedException {
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
