package org.pellucid.shell;

import java.util.concurrent.CountDownLatch;
import org.apache.felix.service.command.CommandProcessor;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/** Starts the bundles that most calls of a command do without: the launcher gives them higher start levels. */
final class StartLevels {
    private static final int GOGO = 4;
    private static final int INTERACTIVE = 6;

    private StartLevels() {
    }

    /** Starts Gogo, where it is not. Returns when it has all commands. */
    static void startGogo(BundleContext context) throws InterruptedException {
        if (context.getServiceReference(CommandProcessor.class) == null) {
            CountDownLatch started = new CountDownLatch(1);
            if (raise(context, GOGO, event -> started.countDown())) {
                started.await();
            }
        }
    }

    /** Has everything started, while the shell shows its prompt. */
    static void startInteractive(BundleContext context) {
        raise(context, INTERACTIVE);
    }

    private static boolean raise(BundleContext context, int wanted, FrameworkListener... told) {
        FrameworkStartLevel level = context.getBundle(0).adapt(FrameworkStartLevel.class);
        if (level.getStartLevel() >= wanted) {
            return false;
        }
        level.setStartLevel(wanted, told);
        return true;
    }
}
