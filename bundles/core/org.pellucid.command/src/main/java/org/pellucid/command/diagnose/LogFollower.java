package org.pellucid.command.diagnose;

import java.util.HashMap;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;
import org.osgi.service.log.Logger;
import org.osgi.service.log.admin.LoggerAdmin;
import org.osgi.service.log.admin.LoggerContext;
import org.pellucid.api.command.spi.CommandConsole;
import org.pellucid.console.OneLine;

/** While a verbose command works: log entries of Pellucid's bundles, down to debug, on its console. */
public final class LogFollower implements LogListener {
    private static final String OURS = "org.pellucid.";
    private static final String EVENTS = "Events.";
    private static final String COMPONENT_RUNTIME = "bundle " + OURS;
    private static final long QUIET_MILLIS = 30;
    private static final long PATIENCE_MILLIS = 300;

    private final BundleContext context;
    private final CommandConsole console;
    private final ServiceReference<LogReaderService> reader;
    private final ServiceReference<LoggerAdmin> admin;
    private Map<String, LogLevel> before = Map.of();
    private volatile long last;

    private LogFollower(BundleContext context, CommandConsole console) {
        this.context = context;
        this.console = console;
        this.reader = context.getServiceReference(LogReaderService.class);
        this.admin = context.getServiceReference(LoggerAdmin.class);
    }

    /** Begins to follow; does nothing where there is no log service. */
    public static LogFollower begin(BundleContext context, CommandConsole console) {
        LogFollower follower = new LogFollower(context, console);
        LoggerContext levels = follower.levels();
        if (levels != null) {
            follower.before = levels.getLogLevels();
            Map<String, LogLevel> everything = new HashMap<>(follower.before);
            everything.put(Logger.ROOT_LOGGER_NAME, LogLevel.DEBUG);
            levels.setLogLevels(everything);
        }
        LogReaderService service = follower.reader == null ? null : context.getService(follower.reader);
        if (service != null) {
            service.addLogListener(follower);
        }
        return follower;
    }

    private LoggerContext levels() {
        LoggerAdmin service = admin == null ? null : context.getService(admin);
        return service == null ? null : service.getLoggerContext(null);
    }

    @Override
    public void logged(LogEntry entry) {
        String bundle = entry.getBundle() == null ? "" : String.valueOf(entry.getBundle().getSymbolicName());
        // The framework logs events, and the component runtime its own doings, in the name of the bundle concerned.
        if (!bundle.startsWith(OURS) || String.valueOf(entry.getLoggerName()).startsWith(EVENTS)
                || entry.getMessage().startsWith(COMPONENT_RUNTIME)) {
            return;
        }
        last = System.nanoTime();
        console.note(entry.getLogLevel() + " " + bundle + ": " + entry.getMessage()
                + (entry.getException() == null ? "" : " (" + OneLine.of(entry.getException()) + ")"));
    }

    /** Ends following, once entries on their way have arrived: the log delivers on a thread of its own. */
    public void end() {
        long begun = System.nanoTime();
        last = Math.max(last, begun);
        try {
            while ((System.nanoTime() - last) / 1_000_000 < QUIET_MILLIS
                    && (System.nanoTime() - begun) / 1_000_000 < PATIENCE_MILLIS) {
                Thread.sleep(QUIET_MILLIS / 3);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        LogReaderService service = reader == null ? null : context.getService(reader);
        if (service != null) {
            service.removeLogListener(this);
        }
        LoggerContext levels = levels();
        if (levels != null) {
            levels.setLogLevels(before);
        }
    }
}
