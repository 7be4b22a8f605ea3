package org.pellucid.dataset.archive;

import java.nio.file.Path;
import java.util.Optional;
import org.pellucid.api.InputException;
import org.pellucid.api.dataset.Dataset;
import org.pellucid.api.dataset.Sample;
import org.pellucid.api.dataset.Samples;
import org.pellucid.api.dataset.spi.SamplePath;
import org.pellucid.api.image.ImageService;
import org.pellucid.zip.ZipArchive;
import org.pellucid.zip.ZipItem;
import org.pellucid.zip.ZipItems;

/** The pictures in an archive. Safe for use by several threads. */
final class ArchiveDataset implements Dataset {
    private final String name;
    private final ZipArchive archive;
    private final Optional<String> split;
    private final ImageService images;
    private final String prefix;
    /** Where each name was seen first, so that none is given out twice; guarded by itself. */
    private final NameTable names = new NameTable();
    private boolean allNames;

    /** Owns the archive from now on, unless this fails. */
    ArchiveDataset(String name, ZipArchive archive, Optional<String> split, ImageService images)
            throws InputException {
        this.name = name;
        this.archive = archive;
        this.split = split;
        this.images = images;
        this.prefix = prefix();
    }

    private String prefix() throws InputException {
        ArchiveRoot root = new ArchiveRoot();
        ZipItems items = archive.items();
        Optional<ZipItem> item;
        while (!root.isTop() && (item = items.next()).isPresent()) {
            if (isPicture(item.get()) && item.get().refusal().isEmpty()) {
                root.add(item.get().name());
            }
        }
        return root.prefix();
    }

    private boolean isPicture(ZipItem item) {
        if (item.isFolder() || item.name().startsWith("__MACOSX/")) {
            return false;
        }
        String last = item.name().substring(item.name().lastIndexOf('/') + 1);
        // asked with the letters that matter only: a name from an archive need not be a valid path here
        String plain = last.replaceAll("[^A-Za-z0-9._-]", "_");
        return !last.startsWith(".") && !plain.isEmpty() && images.isPicture(Path.of(plain));
    }

    /**
     * @return the sample, or empty if the entry is no picture or not wanted
     * @throws InputException if it is hostile, or its name was there before
     */
    Optional<Sample> sample(ZipItem item) throws InputException {
        if (!isPicture(item)) {
            return Optional.empty();
        }
        Optional<String> refusal = item.refusal();
        if (refusal.isPresent()) {
            throw archive.refused(item, refusal.get());
        }
        synchronized (names) {
            if (names.putIfAbsent(item.name(), item.position()) != item.position()) {
                throw archive.refused(item, "is there twice; only the first one is used");
            }
        }
        if (!item.name().startsWith(prefix)) {
            throw archive.refused(item, "was not there when the archive was opened");
        }
        return Optional.of(SamplePath.of(item.name().substring(prefix.length())))
                .filter(path -> split.isEmpty() || split.equals(path.split()))
                .map(path -> ArchiveSample.of(path, item, archive, images));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Samples samples() {
        return new ArchiveSamples(this, archive.items());
    }

    @Override
    public Optional<Sample> find(String id) throws InputException {
        String wanted = prefix + id;
        long position;
        synchronized (names) {
            if (!allNames) {
                readNames();
            }
            position = names.get(wanted);
        }
        if (position < 0) {
            return Optional.empty();
        }
        ZipItem item = archive.item(position);
        return item.name().equals(wanted) ? sample(item) : Optional.empty();
    }

    private void readNames() throws InputException {
        ZipItems items = archive.items();
        Optional<ZipItem> item;
        while ((item = items.next()).isPresent()) {
            if (isPicture(item.get())) {
                names.putIfAbsent(item.get().name(), item.get().position());
            }
        }
        allNames = true;
    }

    @Override
    public void close() {
        archive.close();
    }
}
