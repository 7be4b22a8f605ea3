package org.pellucid.download;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.pellucid.api.download.spi.CatalogSource;

/** Whatever a user adds to the catalogue: one for each factory configuration. */
@Component(service = CatalogSource.class, configurationPid = "org.pellucid.download.item",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ItemConfig.class, factory = true)
public final class FurtherItem extends ConfiguredItem {
    /** @param config the item */
    @Activate
    public FurtherItem(ItemConfig config) {
        super(config);
    }
}
