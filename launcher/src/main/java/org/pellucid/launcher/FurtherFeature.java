package org.pellucid.launcher;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/**
 * A feature that is installed when a command asks for it, and goes at the end: other commands start without it, and
 * as fast as if it were not there. A command finds it as a service, a JDK type, so that both sides need no class in
 * common; calling it returns when the bundles are started.
 */
final class FurtherFeature implements Callable<Object> {
    private static final String NAME = "pellucid.feature";

    private final BundleContext context;
    private final Distribution distribution;
    private final String name;
    private final Deque<Bundle> installed = new ArrayDeque<>();

    /**
     * @param context      of the framework
     * @param distribution where features lie
     * @param name         of the feature, without extension
     */
    FurtherFeature(BundleContext context, Distribution distribution, String name) {
        this.context = context;
        this.distribution = distribution;
        this.name = name;
    }

    /** Lets commands find it. */
    void offer() {
        context.registerService(Callable.class, this, new Hashtable<>(Map.of(NAME, name)));
    }

    @Override
    public synchronized Object call() throws LaunchException, BundleException {
        if (!installed.isEmpty()) {
            return name;
        }
        FrameworkStartLevel level = context.getBundle(0).adapt(FrameworkStartLevel.class);
        if (level.getStartLevel() < Host.CONFIGURATION_LEVEL) {
            // a web server is configured by its page; other commands start without the means for that
            level.setStartLevel(Host.CONFIGURATION_LEVEL);
        }
        Path file = distribution.feature().resolveSibling(name + ".json");
        List<Bundle> bundles = new ArrayList<>();
        for (Installed.Entry entry : Installed.read(distribution, file).bundles()) {
            Bundle bundle = context.installBundle(Host.location(entry.file()));
            installed.push(bundle);
            bundles.add(bundle);
        }
        for (Bundle bundle : bundles) {
            bundle.start(Bundle.START_ACTIVATION_POLICY);
        }
        return name;
    }

    /** Leaves the framework as the next command expects it. */
    synchronized void uninstall() throws BundleException {
        while (!installed.isEmpty()) {
            Bundle bundle = installed.pop();
            if (bundle.getState() != Bundle.UNINSTALLED) {
                bundle.uninstall();
            }
        }
    }
}
