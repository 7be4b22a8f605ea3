package org.pellucid.dataset.folder;

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
import org.pellucid.api.image.ImageService;

/** Folders of pictures, plain or with a folder a class, split or not. Safe for use by several threads. */
@Component(property = DatasetSource.SCHEME + "=folder")
public final class FolderSource implements DatasetSource {
    private final ImageService images;
    private final Lister lister;

    /** @param images decodes the pictures */
    @Activate
    public FolderSource(@Reference ImageService images) {
        this(images, Lister.FILES);
    }

    FolderSource(ImageService images, Lister lister) {
        this.images = images;
        this.lister = lister;
    }

    @Override
    public String description() {
        return "pictures in a folder and those below: [train/|val/|test/][CLASS/]NAME";
    }

    @Override
    public String usage() {
        return "[folder:]FOLDER[?split=NAME]";
    }

    @Override
    public boolean takes(Path path) {
        return Files.isDirectory(path);
    }

    @Override
    public Dataset open(DatasetLocation location) throws PellucidException {
        location.allow("split");
        Path folder = location.path();
        if (!Files.isDirectory(folder)) {
            throw new InputException("data set " + location + ": "
                    + (Files.exists(folder) ? folder + " is not a folder" : "there is no folder " + folder));
        }
        return new FolderDataset(location.toString(), new FolderRoot(lister, images::isPicture).of(folder),
                Optional.ofNullable(location.options().get("split")), images, lister);
    }
}
