package org.pellucid.dataset.imagewoof;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.pellucid.api.download.CatalogItem;
import org.pellucid.api.download.CatalogKind;
import org.pellucid.api.download.DownloadFile;
import org.pellucid.api.download.spi.CatalogSource;

/** Where ImageWoof is fetched from. Immutable. */
@Component(configurationPid = "org.pellucid.dataset.imagewoof")
@Designate(ocd = ImageWoofDownload.Config.class)
public final class ImageWoofDownload implements CatalogSource {
    private static final String SITE = "https://ultralytics.com/assets/imagewoof320.zip";
    private static final String RELEASE = "https://github.com/ultralytics/yolov5/releases/download/v1.0/imagewoof320.zip";
    private static final int MAX_MEBIBYTES = 1024;

    private final CatalogItem item;

    /** Configuration. */
    @ObjectClassDefinition(name = "Pellucid data set ImageWoof", description = "Where ImageWoof is fetched from")
    public @interface Config {
        /** @return places of the archive */
        @AttributeDefinition(name = "URLs",
                description = "Places of the ZIP archive, http or https, tried in this order (default those that publish it)")
        String[] urls() default {SITE, RELEASE};

        /** @return checksum of the archive, or empty */
        @AttributeDefinition(name = "SHA-256", required = false,
                description = "Checksum of the archive, 64 hexadecimal digits (default: empty, not checked)")
        String sha256() default "";

        /** @return largest size, MiB */
        @AttributeDefinition(name = "Largest size", min = "1",
                description = "A larger archive is refused, in MiB (default 1024; the archive has about 330)")
        int maxMebibytes() default MAX_MEBIBYTES;
    }

    /** @param config places, checksum and limit */
    @Activate
    public ImageWoofDownload(Config config) {
        this(Arrays.stream(config.urls()).map(String::strip).map(URI::create).toList(), config.sha256(),
                config.maxMebibytes());
    }

    /** For use without a framework, from the usual places. */
    public ImageWoofDownload() {
        this(List.of(URI.create(SITE), URI.create(RELEASE)), "", MAX_MEBIBYTES);
    }

    /**
     * For use without a framework.
     *
     * @param urls         places of the archive
     * @param sha256       its checksum, or empty
     * @param maxMebibytes largest size
     */
    public ImageWoofDownload(List<URI> urls, String sha256, int maxMebibytes) {
        DownloadFile file = new DownloadFile("imagewoof320.zip", urls,
                Optional.of(sha256).filter(sum -> !sum.isBlank()), (long) maxMebibytes << 20);
        item = new CatalogItem(ImageWoofSource.NAME, CatalogKind.DATASET,
                "ImageWoof, 320 pixels: ten dog breeds of ImageNet, 12,954 pictures, about 330 MB", List.of(file),
                true);
    }

    @Override
    public List<CatalogItem> items() {
        return List.of(item);
    }
}
