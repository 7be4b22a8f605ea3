package org.pellucid.console;

import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;

/** The version of the product, as people write it. */
public final class ProductVersion {
    private ProductVersion() {
    }

    /**
     * Returns the version of a bundle of the product.
     *
     * @param context of that bundle
     * @return {@code 1.2.3}, or {@code 1.2.3-SNAPSHOT}
     */
    public static String of(BundleContext context) {
        Version version = context.getBundle().getVersion();
        return version.getMajor() + "." + version.getMinor() + "." + version.getMicro()
                + (version.getQualifier().isEmpty() ? "" : "-" + version.getQualifier());
    }
}
