package org.pellucid.download;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;
import org.pellucid.api.download.CatalogKind;
import org.pellucid.api.download.spi.CatalogSource;

/** The model of the published notebook; its configuration can name other places. */
@Component(service = CatalogSource.class, configurationPid = "org.pellucid.download.mobilenetv3",
        property = {"name=" + MobileNetItem.NAME, "kind=MODEL", "description=" + MobileNetItem.DESCRIPTION,
                "urls=" + MobileNetItem.URL + ".xml", "weightsUrls=" + MobileNetItem.URL + ".bin",
                "maxMebibytes:Integer=" + MobileNetItem.MAX_MEBIBYTES})
@Designate(ocd = ItemConfig.class)
public final class MobileNetItem extends ConfiguredItem {
    static final String NAME = "mobilenetv3_large_100.ra_in1k";
    static final String DESCRIPTION = "MobileNetV3 large of timm, ImageNet; preprocessing timm, or notebook as published";
    static final String URL = "https://storage.openvinotoolkit.org/repositories/openvino_training_extensions/models/"
            + "custom_image_classification/" + NAME;
    static final int MAX_MEBIBYTES = 256;

    /** @param config the item */
    @Activate
    public MobileNetItem(ItemConfig config) {
        super(config);
    }

    /** For use without a framework. */
    public MobileNetItem() {
        super(NAME, CatalogKind.MODEL, DESCRIPTION, MAX_MEBIBYTES, URL + ".xml", URL + ".bin");
    }
}
