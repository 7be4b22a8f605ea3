package org.pellucid.web;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import jakarta.servlet.Servlet;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.log.Logger;
import org.osgi.service.servlet.runtime.HttpServiceRuntime;
import org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants;
import org.osgi.util.tracker.ServiceTracker;
import org.pellucid.api.NativeRuntimeException;
import org.pellucid.api.PellucidException;

/**
 * A web server at one address with one servlet: one that Felix's Jetty makes for a configuration of ours. That of the
 * host, if there is one, stays as it is.
 */
final class WebServer implements AutoCloseable {
    /** Factory of web servers. */
    private static final String JETTY = "org.apache.felix.http";
    /** Tells our web servers from others: the servlet asks for one of them. */
    private static final String OURS = "org.pellucid.page";
    private static final long PATIENCE_MILLIS = TimeUnit.SECONDS.toMillis(10);
    private static final int IDLE_MILLIS = 30_000;
    private static final int THREADS = 64;
    private static final int LONGEST_HEADERS = 16_384;

    private final BundleContext context;
    private final Logger log;
    private final String name = UUID.randomUUID().toString();
    private final Configuration configuration;
    private ServiceRegistration<Servlet> servlet;

    private WebServer(BundleContext context, Logger log, Configuration configuration) {
        this.context = context;
        this.log = log;
        this.configuration = configuration;
    }

    /**
     * Starts a web server, and returns when it listens.
     *
     * @param context        registers the servlet
     * @param configurations takes that of the web server
     * @param log            told of what fails at the end
     * @param address        to listen at
     * @param port           to listen at
     * @param page           the servlet
     * @return to be closed
     * @throws PellucidException    if there is none to be had
     * @throws InterruptedException if the thread was interrupted
     */
    static WebServer start(BundleContext context, ConfigurationAdmin configurations, Logger log, InetAddress address,
            int port, Servlet page) throws PellucidException, InterruptedException {
        WebServer server;
        try {
            server = new WebServer(context, log, configurations.createFactoryConfiguration(JETTY, "?"));
        } catch (IOException e) {
            throw notConfigured(e);
        }
        try {
            server.configure(address.getHostAddress(), port);
            server.await(port);
            server.servlet = context.registerService(Servlet.class, page, server.properties());
            return server;
        } finally {
            if (server.servlet == null) {
                server.close();
            }
        }
    }

    private static NativeRuntimeException notConfigured(IOException e) {
        return new NativeRuntimeException("the web server cannot be configured: " + e.getMessage(), e);
    }

    private void configure(String host, int port) throws NativeRuntimeException {
        try {
            configuration.update(new Hashtable<>(Map.ofEntries(
                    Map.entry("org.apache.felix.http.host", host),
                    Map.entry("org.osgi.service.http.port", port),
                    Map.entry("org.apache.felix.http.enable", true),
                    Map.entry("org.apache.felix.https.enable", false),
                    Map.entry("org.apache.felix.http.name", "pellucid"),
                    Map.entry("org.apache.felix.http.timeout", IDLE_MILLIS),
                    Map.entry("org.apache.felix.http.jetty.threadpool.max", THREADS),
                    Map.entry("org.apache.felix.http.jetty.headerBufferSize", LONGEST_HEADERS),
                    Map.entry("org.apache.felix.http.jetty.sendServerHeader", false),
                    Map.entry("org.apache.felix.http.runtime.init." + OURS, name))));
        } catch (IOException e) {
            throw notConfigured(e);
        }
    }

    private void await(int port) throws PellucidException, InterruptedException {
        try {
            Filter ours = FrameworkUtil.createFilter("(&(objectClass=" + HttpServiceRuntime.class.getName() + ")("
                    + OURS + "=" + name + "))");
            ServiceTracker<Object, ServiceReference<Object>> tracker = new ServiceTracker<>(context, ours, null);
            tracker.open();
            try {
                if (tracker.waitForService(PATIENCE_MILLIS) == null) {
                    throw new NativeRuntimeException("the web server did not start at port " + port
                            + ": the bundle org.apache.felix.http.jetty12 is not there or not started; see 'pellucid bundles'");
                }
            } finally {
                tracker.close();
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private Dictionary<String, Object> properties() {
        return new Hashtable<>(Map.of(
                HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_PATTERN, "/*",
                HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_NAME, "Pellucid page",
                HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_ASYNC_SUPPORTED, true,
                HttpWhiteboardConstants.HTTP_WHITEBOARD_TARGET, "(" + OURS + "=" + name + ")"));
    }

    @Override
    public void close() {
        try {
            if (servlet != null) {
                servlet.unregister();
            }
        } catch (IllegalStateException e) {
            // the framework stops and did it already
        }
        try {
            configuration.delete();
        } catch (IOException | IllegalStateException e) {
            log.debug("The configuration of the web server cannot be taken back", e);
        }
    }
}
