package org.pellucid.slf4j;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.service.log.LoggerFactory;
import org.osgi.util.tracker.ServiceTracker;

/** Follows the log service. What is logged while there is none is lost, as nobody could read it. */
public final class Activator implements BundleActivator {
    private static volatile ServiceTracker<LoggerFactory, LoggerFactory> factories;

    /** Returns the log service, or {@code null} while there is none. */
    static LoggerFactory factory() {
        ServiceTracker<LoggerFactory, LoggerFactory> tracker = factories;
        return tracker == null ? null : tracker.getService();
    }

    @Override
    public void start(BundleContext context) {
        ServiceTracker<LoggerFactory, LoggerFactory> tracker = new ServiceTracker<>(context, LoggerFactory.class, null);
        tracker.open();
        factories = tracker;
    }

    @Override
    public void stop(BundleContext context) {
        ServiceTracker<LoggerFactory, LoggerFactory> tracker = factories;
        factories = null;
        tracker.close();
    }
}
