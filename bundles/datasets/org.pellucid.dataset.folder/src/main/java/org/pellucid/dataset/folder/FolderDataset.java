package org.pellucid.dataset.folder;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.pellucid.api.dataset.Dataset;
import org.pellucid.api.dataset.Sample;
import org.pellucid.api.dataset.Samples;
import org.pellucid.api.dataset.spi.SamplePath;
import org.pellucid.api.image.ImageService;

/** A folder of pictures. Immutable. */
final class FolderDataset implements Dataset {
    private final String name;
    private final Path root;
    private final Optional<String> split;
    private final ImageService images;
    private final Lister lister;

    FolderDataset(String name, Path root, Optional<String> split, ImageService images, Lister lister) {
        this.name = name;
        this.root = root;
        this.split = split;
        this.images = images;
        this.lister = lister;
    }

    Path root() {
        return root;
    }

    Optional<String> split() {
        return split;
    }

    boolean isPicture(Path file) {
        return images.isPicture(file);
    }

    boolean wants(SamplePath path) {
        return split.isEmpty() || split.equals(path.split());
    }

    Sample sample(SamplePath path, Path file) {
        return FolderSample.of(path, file, images);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Samples samples() {
        return new FolderSamples(this, lister);
    }

    @Override
    public Optional<Sample> find(String id) {
        Path file;
        try {
            file = root.resolve(id);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
        // An id is written in one way only, and stays inside.
        boolean plain = !id.isEmpty() && !file.equals(root) && file.equals(file.normalize()) && file.startsWith(root)
                && root.relativize(file).toString().replace('\\', '/').equals(id);
        if (!plain || !isPicture(file) || !Files.isRegularFile(file)) {
            return Optional.empty();
        }
        return Optional.of(SamplePath.of(id)).filter(this::wants).map(path -> sample(path, file));
    }
}
