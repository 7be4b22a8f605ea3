package org.pellucid.console;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;
import org.osgi.service.log.LogReaderService;
import org.pellucid.api.command.spi.CommandConsole;

/** What the log says of configuration and plug-ins that are wrong, for people who do not read logs. */
public final class StartupProblems {
    /** Bundles whose errors are those of a person who configures or drops files. */
    private static final Set<String> SOURCES = Set.of("org.pellucid.configuration", "org.apache.felix.configurator");
    /** It only warns of a bundle that does not start. */
    private static final String FILE_INSTALL = "org.apache.felix.fileinstall";
    /** Having no plug-ins is no trouble. */
    private static final String NO_FOLDER = "does not exist, please create it.";

    private StartupProblems() {
    }

    /**
     * Prints what was logged so far.
     *
     * @param context of the framework
     * @param console for the lines
     */
    public static void print(BundleContext context, CommandConsole console) {
        ServiceReference<LogReaderService> reader = context.getServiceReference(LogReaderService.class);
        LogReaderService log = reader == null ? null : context.getService(reader);
        if (log == null) {
            return;
        }
        List<LogEntry> entries = Collections.list(log.getLog());
        Collections.reverse(entries); // the latest comes first
        Set<String> lines = new LinkedHashSet<>();
        entries.stream().filter(StartupProblems::matters).forEach(entry -> lines.add(line(entry)));
        lines.forEach(console::error);
        context.ungetService(reader);
    }

    /** Prints that, and from now on what comes. */
    public static void follow(BundleContext context, CommandConsole console) {
        print(context, console);
        ServiceReference<LogReaderService> reader = context.getServiceReference(LogReaderService.class);
        LogReaderService log = reader == null ? null : context.getService(reader);
        if (log != null) {
            log.addLogListener(entry -> {
                if (matters(entry)) {
                    console.error(line(entry));
                }
            });
        }
    }

    private static boolean matters(LogEntry entry) {
        String bundle = entry.getBundle() == null ? "" : String.valueOf(entry.getBundle().getSymbolicName());
        return entry.getLogLevel() == LogLevel.ERROR && SOURCES.contains(bundle)
                || entry.getLogLevel().ordinal() <= LogLevel.WARN.ordinal() && bundle.equals(FILE_INSTALL)
                        && !isEvent(entry) && !entry.getMessage().endsWith(NO_FOLDER);
    }

    /** The log service turns events of the framework into entries. */
    private static boolean isEvent(LogEntry entry) {
        return String.valueOf(entry.getLoggerName()).startsWith("Events.");
    }

    private static String line(LogEntry entry) {
        List<String> parts = new ArrayList<>(List.of("pellucid: " + entry.getMessage()));
        if (entry.getException() != null) {
            parts.add(OneLine.of(entry.getException()));
        }
        return String.join(": ", parts);
    }
}
