package org.pellucid.karaf;

import java.util.Arrays;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;

/**
 * Starts the bundles of others that had to stop when the feature was uninstalled: a method of a user's own, say. They
 * are still marked as started, but Karaf looks after the bundles of features only, and the framework tries again no
 * sooner than at its next start.
 */
@Component(service = {})
public final class ReturningBundles {
    private static final String API = "org.pellucid.api";

    /**
     * @param context for all bundles
     * @param log     told what comes back and what does not
     */
    @Activate
    public ReturningBundles(BundleContext context, @Reference(service = LoggerFactory.class) Logger log) {
        if (context.getBundle(0).getState() == Bundle.ACTIVE) {
            Arrays.stream(context.getBundles()).filter(ReturningBundles::waits).forEach(bundle -> start(bundle, log));
        }
    }

    private static boolean waits(Bundle bundle) {
        String imports = bundle.getHeaders("").get(Constants.IMPORT_PACKAGE);
        return bundle.getState() == Bundle.INSTALLED && imports != null && imports.contains(API)
                && bundle.adapt(BundleStartLevel.class).isPersistentlyStarted();
    }

    private static void start(Bundle bundle, Logger log) {
        try {
            bundle.start(Bundle.START_ACTIVATION_POLICY);
            log.info("Bundle {} is started again", bundle.getSymbolicName());
        } catch (BundleException e) {
            log.warn("Bundle {} uses Pellucid and cannot be started again: {}", bundle.getSymbolicName(),
                    e.getMessage());
        }
    }
}
