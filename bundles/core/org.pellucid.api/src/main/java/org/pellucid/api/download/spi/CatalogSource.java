package org.pellucid.api.download.spi;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;
import org.pellucid.api.download.CatalogItem;

/** Adds to the catalogue: the SPI. Register an implementation as a service. Safe for use by several threads. */
@ConsumerType
public interface CatalogSource {
    /** {@return what can be fetched} */
    List<CatalogItem> items();
}
