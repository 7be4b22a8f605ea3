package org.pellucid.download;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;
import org.pellucid.api.download.CatalogSource;

/** The model of the published notebook; its configuration can name other places. */
@Component(service = CatalogSource.class, configurationPid = "org.pellucid.download.mobilenetv3",
        property = {"name=mobilenetv3_large_100.ra_in1k", "kind=MODEL",
                "description=MobileNetV3 large of timm, ImageNet; preprocessing timm, or notebook as published",
                "urls=" + MobileNetItem.FOLDER + "mobilenetv3_large_100.ra_in1k.xml",
                "weightsUrls=" + MobileNetItem.FOLDER + "mobilenetv3_large_100.ra_in1k.bin",
                "maxMebibytes:Integer=256"})
@Designate(ocd = ItemConfig.class)
public final class MobileNetItem extends ConfiguredItem {
    static final String FOLDER = "https://storage.openvinotoolkit.org/repositories/"
            + "openvino_training_extensions/models/custom_image_classification/";

    /** @param config the item */
    @Activate
    public MobileNetItem(ItemConfig config) {
        super(config);
    }
}
