package org.pellucid.launcher;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/**
 * While a shell runs: hands changed configuration on, so that it takes effect without a restart, and names plug-ins that
 * are none.
 */
final class FolderWatch extends Thread {
    private static final long PERIOD_MILLIS = 500;

    private final BundleContext context;
    private final Etc etc;
    private final Path jar;
    private final Plugins plugins;
    private final Consumer<String> trouble;
    private String known;

    /**
     * @param context of the framework
     * @param etc     the files
     * @param jar     what they are packed into
     * @param plugins the bundles beside the feature
     * @param known   fingerprint of what was handed on last
     * @param trouble told what is wrong with a file
     */
    FolderWatch(BundleContext context, Etc etc, Path jar, Plugins plugins, String known, Consumer<String> trouble) {
        super("pellucid-folders");
        setDaemon(true);
        this.context = context;
        this.etc = etc;
        this.jar = jar;
        this.plugins = plugins;
        this.known = known;
        this.trouble = trouble;
    }

    @Override
    public void run() {
        try {
            while (!isInterrupted()) {
                look();
                plugins.troubles(true).forEach(trouble);
                Thread.sleep(PERIOD_MILLIS);
            }
        } catch (InterruptedException | IllegalStateException e) {
            // the framework stops
        }
    }

    private void look() {
        try {
            String now = etc.fingerprint();
            if (!now.equals(known)) {
                known = now;
                handOn(now.isEmpty());
            }
        } catch (LaunchException e) {
            trouble.accept(e.getMessage() + "; the configuration stays as it was");
        } catch (BundleException e) {
            trouble.accept("the configuration cannot be handed on: " + e.getMessage());
        }
    }

    private void handOn(boolean empty) throws LaunchException, BundleException {
        String location = Host.location(jar);
        Bundle bundle = context.getBundle(location);
        if (empty) {
            if (bundle != null) {
                bundle.uninstall();
            }
            return;
        }
        etc.pack(jar);
        if (bundle == null) {
            context.installBundle(location).start();
        } else {
            bundle.update();
        }
    }
}
