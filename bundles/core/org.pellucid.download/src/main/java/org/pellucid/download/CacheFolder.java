package org.pellucid.download;

import java.nio.file.Path;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.pellucid.api.download.CatalogItem;
import org.pellucid.api.download.CatalogKind;
import org.pellucid.files.Folders;

/**
 * Where things lie that were fetched: <code>models/NAME/</code>, <code>datasets/NAME/</code>, <code>labels/</code>.
 *
 * @param base of all
 */
record CacheFolder(Path base) {
    /**
     * @param configured directory, empty if not configured
     * @param properties framework or system properties by name
     * @return the directory to use: configured, else {@code pellucid.cache}, else as the XDG rules say
     */
    static CacheFolder of(String configured, UnaryOperator<String> properties) {
        return new CacheFolder(Folders.cache(configured, properties));
    }

    /** @return folder of the item's files, or the one it is unpacked to */
    Path home(CatalogItem item) {
        return switch (item.kind()) {
            case MODEL -> base.resolve("models").resolve(item.name());
            case DATASET -> base.resolve("datasets").resolve(item.name());
            case LABELS -> base.resolve("labels");
        };
    }

    /** @return where others find the item once it is there */
    Path result(CatalogItem item) {
        return item.unpack() ? home(item) : home(item).resolve(item.files().get(0).name());
    }

    /** @return where the item's files are downloaded to */
    Path downloads(CatalogItem item) {
        return item.unpack() ? base.resolve("downloads").resolve(item.name()) : home(item);
    }

    Path lock(CatalogKind kind, String name) {
        return base.resolve("downloads").resolve(kind.name().toLowerCase(Locale.ROOT) + "-" + name + ".lock");
    }
}
