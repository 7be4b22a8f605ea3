package org.pellucid.download;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;
import org.pellucid.api.download.CatalogKind;
import org.pellucid.api.download.spi.CatalogSource;

/** The label file of the published notebook; its configuration can name other places. */
@Component(service = CatalogSource.class, configurationPid = "org.pellucid.download.imagenet-labels",
        property = {"name=" + ImageNetLabelsItem.NAME, "kind=LABELS", "description=" + ImageNetLabelsItem.DESCRIPTION,
                "urls=" + ImageNetLabelsItem.URL, "maxMebibytes:Integer=" + ImageNetLabelsItem.MAX_MEBIBYTES})
@Designate(ocd = ItemConfig.class)
public final class ImageNetLabelsItem extends ConfiguredItem {
    static final String NAME = "imagenet_2012";
    static final String DESCRIPTION = "The 1,000 classes of ImageNet 2012 with WordNet ids";
    static final String URL = "https://storage.openvinotoolkit.org/repositories/openvino_notebooks/data/data/datasets/"
            + "imagenet/imagenet_2012.txt";
    static final int MAX_MEBIBYTES = 16;

    /** @param config the item */
    @Activate
    public ImageNetLabelsItem(ItemConfig config) {
        super(config);
    }

    /** For use without a framework. */
    public ImageNetLabelsItem() {
        super(NAME, CatalogKind.LABELS, DESCRIPTION, MAX_MEBIBYTES, URL);
    }
}
