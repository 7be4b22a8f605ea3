package org.pellucid.download;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;
import org.pellucid.api.download.CatalogSource;

/** The label file of the published notebook; its configuration can name other places. */
@Component(service = CatalogSource.class, configurationPid = "org.pellucid.download.imagenet-labels",
        property = {"name=imagenet_2012", "kind=LABELS",
                "description=The 1,000 classes of ImageNet 2012 with WordNet ids",
                "urls=https://storage.openvinotoolkit.org/repositories/openvino_notebooks/data/data/datasets/imagenet/"
                        + "imagenet_2012.txt",
                "maxMebibytes:Integer=16"})
@Designate(ocd = ItemConfig.class)
public final class ImageNetLabelsItem extends ConfiguredItem {
    /** @param config the item */
    @Activate
    public ImageNetLabelsItem(ItemConfig config) {
        super(config);
    }
}
