package org.pellucid.dataset.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.pellucid.api.PellucidException;
import org.pellucid.api.dataset.Dataset;
import org.pellucid.api.dataset.spi.DatasetLocation;
import org.pellucid.api.dataset.spi.DatasetSource;
import org.pellucid.api.image.ImageService;
import org.pellucid.zip.ZipArchive;
import org.pellucid.zip.ZipLimits;

/** ZIP archives of pictures. Safe for use by several threads. */
@Component(configurationPid = "org.pellucid.dataset.archive", property = DatasetSource.SCHEME + "=zip")
@Designate(ocd = ArchiveSource.Config.class)
public final class ArchiveSource implements DatasetSource {
    private static final byte[][] MAGIC = {{'P', 'K', 3, 4}, {'P', 'K', 5, 6}};

    private final ImageService images;
    private final ZipLimits limits;

    /** Configuration. */
    @ObjectClassDefinition(name = "Pellucid data set archive", description = "Limits for ZIP archives of pictures")
    public @interface Config {
        /** @return largest number of entries */
        @AttributeDefinition(name = "Most entries", min = "1",
                description = "Archives with more entries are refused (default 2,000,000)")
        int maxEntries() default 2_000_000;

        /** @return largest picture file, MiB */
        @AttributeDefinition(name = "Largest picture", min = "1", max = "2047",
                description = "Larger picture files are refused, unpacked size in MiB (default 512)")
        int maxPictureMebibytes() default 512;

        /** @return largest ratio of unpacked to packed size */
        @AttributeDefinition(name = "Largest ratio", min = "1",
                description = "Pictures of more than 1 MiB that shrank further are refused, unpacked to packed size "
                        + "(default 200)")
        int maxRatio() default 200;
    }

    /**
     * @param images decodes the pictures
     * @param config limits
     */
    @Activate
    public ArchiveSource(@Reference ImageService images, Config config) {
        this(images, new ZipLimits(config.maxEntries(), (long) config.maxPictureMebibytes() << 20, Long.MAX_VALUE,
                config.maxRatio()));
    }

    /**
     * For use without a framework.
     *
     * @param images decodes the pictures
     * @param limits of archives
     */
    public ArchiveSource(ImageService images, ZipLimits limits) {
        this.images = images;
        this.limits = limits;
    }

    @Override
    public String description() {
        return "pictures in a ZIP archive, read without unpacking: [train/|val/|test/][CLASS/]NAME";
    }

    @Override
    public String usage() {
        return "[zip:]FILE[?split=NAME]";
    }

    @Override
    public boolean takes(Path path) {
        if (!Files.isRegularFile(path)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] start = in.readNBytes(4);
            return Arrays.stream(MAGIC).anyMatch(magic -> Arrays.equals(magic, start));
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public Dataset open(DatasetLocation location) throws PellucidException {
        location.allow("split");
        ZipArchive archive = ZipArchive.open(location.path(), limits);
        boolean opened = false;
        try {
            Dataset dataset = new ArchiveDataset(location.toString(), archive,
                    Optional.ofNullable(location.options().get("split")), images);
            opened = true;
            return dataset;
        } finally {
            if (!opened) {
                archive.close();
            }
        }
    }
}
