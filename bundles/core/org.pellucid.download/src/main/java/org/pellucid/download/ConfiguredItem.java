package org.pellucid.download;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.pellucid.api.download.CatalogItem;
import org.pellucid.api.download.CatalogKind;
import org.pellucid.api.download.DownloadFile;
import org.pellucid.api.download.spi.CatalogSource;

/** A thing in the catalogue, as its configuration describes it or as it is published. Immutable. */
abstract class ConfiguredItem implements CatalogSource {
    private final CatalogItem item;

    /** Each URL ends in the name of its file; nothing is unpacked. */
    ConfiguredItem(String name, CatalogKind kind, String description, int maxMebibytes, String... urls) {
        List<DownloadFile> files = Arrays.stream(urls).map(url -> file(url.substring(url.lastIndexOf('/') + 1),
                new String[] {url}, "", maxMebibytes)).toList();
        item = new CatalogItem(name, kind, description, files, false);
    }

    ConfiguredItem(ItemConfig config) {
        String main = config.file().isBlank() ? config.name() + extension(config.kind()) : config.file().strip();
        List<DownloadFile> files = new ArrayList<>();
        files.add(file(main, config.urls(), config.sha256(), config.maxMebibytes()));
        if (config.weightsUrls().length > 0) {
            files.add(file(config.name() + ".bin", config.weightsUrls(), config.weightsSha256(),
                    config.maxMebibytes()));
        }
        item = new CatalogItem(config.name(), config.kind(), config.description(), files, config.unpack());
    }

    private static String extension(CatalogKind kind) {
        return switch (kind) {
            case MODEL -> ".xml";
            case DATASET -> ".zip";
            case LABELS -> ".txt";
        };
    }

    private static DownloadFile file(String name, String[] urls, String sha256, int maxMebibytes) {
        return new DownloadFile(name, Arrays.stream(urls).map(String::strip).map(URI::create).toList(),
                Optional.of(sha256).filter(sum -> !sum.isBlank()), (long) maxMebibytes << 20);
    }

    @Override
    public List<CatalogItem> items() {
        return List.of(item);
    }
}
