package org.pellucid.dataset.imagewoof;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.pellucid.api.InputException;
import org.pellucid.api.PellucidException;
import org.pellucid.api.dataset.Dataset;
import org.pellucid.api.dataset.spi.DatasetLocation;
import org.pellucid.api.dataset.spi.DatasetSource;
import org.pellucid.api.download.Catalog;
import org.pellucid.api.download.CatalogKind;

/**
 * ImageWoof: 12,954 pictures of ten dog breeds, a part of ImageNet. Fetched by explicit command only; opened from where
 * it was fetched to, or from a folder or archive of one's own. Safe for use by several threads.
 */
@Component(property = DatasetSource.SCHEME + "=imagewoof")
public final class ImageWoofSource implements DatasetSource {
    /** In the catalogue. */
    static final String NAME = "imagewoof";

    private final DatasetSource folders;
    private final DatasetSource archives;
    private final Catalog catalog;

    /**
     * @param folders  opens folders
     * @param archives opens archives
     * @param catalog  knows where the data set was fetched to
     */
    @Activate
    public ImageWoofSource(@Reference(target = "(" + SCHEME + "=folder)") DatasetSource folders,
            @Reference(target = "(" + SCHEME + "=zip)") DatasetSource archives, @Reference Catalog catalog) {
        this.folders = folders;
        this.archives = archives;
        this.catalog = catalog;
    }

    @Override
    public String description() {
        return "ImageWoof, ten dog breeds of ImageNet, 12,954 pictures; fetched once, or a folder or ZIP of one's own";
    }

    @Override
    public String usage() {
        return "imagewoof:[FOLDER|FILE][?split=train|val]";
    }

    @Override
    public Optional<String> download() {
        return Optional.of(NAME);
    }

    @Override
    public Dataset open(DatasetLocation location) throws PellucidException {
        location.allow("split");
        Path path = location.location().isBlank() ? fetched(location) : location.path();
        boolean archive = Files.isRegularFile(path);
        DatasetSource source = archive ? archives : folders;
        Dataset plain = source.open(new DatasetLocation(archive ? "zip" : "folder", path.toString(),
                location.options(), location.directory()));
        return new ImageWoofDataset(location.toString(), plain);
    }

    private Path fetched(DatasetLocation location) throws InputException {
        return catalog.find(CatalogKind.DATASET, NAME).orElseThrow(() -> new InputException("data set " + location
                + " is not here yet: fetch it with 'pellucid datasets fetch " + NAME
                + "', or name a folder or ZIP archive behind the colon"));
    }
}
