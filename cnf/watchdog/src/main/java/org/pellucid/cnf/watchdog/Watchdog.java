package org.pellucid.cnf.watchdog;

import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/**
 * Ends the process of in-framework tests after {@code pellucid.test.seconds}. A tester that cannot be resolved never
 * begins, and bnd would wait for it for ever. Says what every thread was doing.
 */
public final class Watchdog implements BundleActivator {
    /** Tells bnd's launcher to call this as soon as the framework is there. */
    public static final String IMMEDIATE = "AFTER_FRAMEWORK_INIT";

    private static final String SECONDS = "pellucid.test.seconds";
    private static final int TOO_LONG = 124;

    @Override
    public void start(BundleContext context) {
        String given = context.getProperty(SECONDS);
        long seconds = given == null ? 600 : Long.parseLong(given);
        Thread thread = new Thread(() -> watch(seconds), "watchdog");
        thread.setDaemon(true);
        thread.start();
    }

    private static void watch(long seconds) {
        try {
            Thread.sleep(seconds * 1000);
        } catch (InterruptedException e) {
            return;
        }
        System.err.println("ERROR: the in-framework tests did not end within " + seconds + " s");
        for (Map.Entry<Thread, StackTraceElement[]> each : Thread.getAllStackTraces().entrySet()) {
            System.err.println(each.getKey());
            for (StackTraceElement element : each.getValue()) {
                System.err.println("    at " + element);
            }
        }
        Runtime.getRuntime().halt(TOO_LONG);
    }

    @Override
    public void stop(BundleContext context) {
        // the framework ends with the process
    }
}
