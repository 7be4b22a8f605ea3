package org.pellucid.explain.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/** Restarts, updates, refreshes and installs anew all bundles of a kind, in an order drawn at random. */
final class Swaps {
    private enum Kind {
        RESTART, UPDATE, REFRESH, REINSTALL
    }

    private final BundleContext system;
    private final List<Bundle> bundles;
    private final Random random;
    private final List<WeakReference<ClassLoader>> replaced = new ArrayList<>();
    private final Set<String> done = new HashSet<>();

    /**
     * @param system context of the framework: one that is a test's would uninstall with the test what it installed
     * @param names  of the bundles
     */
    Swaps(BundleContext system, Pattern names, long seed) {
        this.system = system;
        this.bundles = new ArrayList<>(Arrays.stream(system.getBundles())
                .filter(candidate -> names.matcher(candidate.getSymbolicName()).matches()).toList());
        this.random = new Random(seed);
    }

    List<String> names() {
        return bundles.stream().map(Bundle::getSymbolicName).toList();
    }

    /** @return how many different swaps there were, of so many that there can be */
    String covered() {
        return done.size() + " of " + bundles.size() * Kind.values().length;
    }

    void next() throws BundleException, InterruptedException {
        int chosen = random.nextInt(bundles.size());
        Bundle bundle = bundles.get(chosen);
        Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
        done.add(kind + " " + bundle.getSymbolicName());
        if (kind != Kind.RESTART) {
            replaced.add(new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader()));
        }
        switch (kind) {
            case RESTART -> {
                bundle.stop();
                bundle.start();
            }
            case UPDATE -> {
                bundle.update();
                // The old classes stay with the bundle until then.
                refresh(bundle);
            }
            case REFRESH -> refresh(bundle);
            default -> bundles.set(chosen, reinstall(bundle));
        }
        assertThat(bundles.get(chosen).getState()).as("state of %s after %s", bundle, kind).isEqualTo(Bundle.ACTIVE);
    }

    private Bundle reinstall(Bundle bundle) throws BundleException, InterruptedException {
        String location = bundle.getLocation();
        bundle.uninstall();
        refresh(bundle);
        Bundle again = system.installBundle(location);
        again.start();
        return again;
    }

    private void refresh(Bundle bundle) throws InterruptedException {
        CountDownLatch refreshed = new CountDownLatch(1);
        FrameworkListener listener = event -> refreshed.countDown();
        system.getBundle(0).adapt(FrameworkWiring.class).refreshBundles(List.of(bundle), listener);
        refreshed.await();
    }

    /** @return whether the garbage collector found nobody holding on to a class that was replaced */
    boolean allCollected() {
        System.gc();
        return replaced.stream().allMatch(loader -> loader.get() == null);
    }
}
