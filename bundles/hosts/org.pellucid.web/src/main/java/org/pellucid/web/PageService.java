package org.pellucid.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
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
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;
import org.osgi.service.servlet.runtime.HttpServiceRuntime;
import org.osgi.service.servlet.whiteboard.HttpWhiteboardConstants;
import org.osgi.util.tracker.ServiceTracker;
import org.pellucid.api.NativeRuntimeException;
import org.pellucid.api.PellucidException;
import org.pellucid.api.UsageException;
import org.pellucid.api.page.PageOptions;
import org.pellucid.api.page.PageServer;
import org.pellucid.files.Folders;
import org.pellucid.web.http.Guard;
import org.pellucid.web.http.PageServlet;
import org.pellucid.web.http.Refusal;

/**
 * Serves the page by a web server of its own: one that Felix's Jetty makes for a configuration of ours, bound to this
 * machine, with our servlet and nobody else's. That of the host, if there is one, stays as it is.
 */
@Component(service = PageServer.class)
public final class PageService implements PageServer {
    /** Factory of web servers. */
    private static final String JETTY = "org.apache.felix.http";
    /** Tells our web server from others: the servlet asks for it. */
    private static final String OURS = "org.pellucid.page";
    private static final String LOOPBACK = "127.0.0.1";
    private static final long PATIENCE_MILLIS = TimeUnit.SECONDS.toMillis(10);
    private static final int IDLE_MILLIS = 30_000;
    private static final int THREADS = 64;
    private static final int LONGEST_HEADERS = 16_384;

    private final BundleContext context;
    private final ConfigurationAdmin configurations;
    private final Logger log;
    private volatile Parts parts;
    private Running running;

    private record Running(URI address, Configuration server, ServiceRegistration<Servlet> servlet,
            PageServlet page, Room room) {
    }

    /**
     * Creates the service; nothing is served yet.
     *
     * @param context        of this bundle
     * @param configurations takes that of the web server
     * @param log            told of what fails
     */
    @Activate
    public PageService(BundleContext context, @Reference ConfigurationAdmin configurations,
            @Reference(service = LoggerFactory.class) Logger log) {
        this.context = context;
        this.configurations = configurations;
        this.log = log;
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void setParts(Parts newParts) {
        parts = newParts;
    }

    void unsetParts(Parts gone) {
        if (parts == gone) {
            parts = null;
        }
    }

    @Deactivate
    void close() {
        stop();
    }

    private Parts parts() throws Refusal {
        Parts present = parts;
        if (present == null) {
            throw new Refusal(Refusal.BUSY, "Pellucid is being updated: try again in a moment");
        }
        return present;
    }

    @Override
    public synchronized Optional<URI> address() {
        return Optional.ofNullable(running).map(Running::address);
    }

    @Override
    public synchronized URI start(PageOptions options) throws PellucidException, InterruptedException {
        if (running != null) {
            return running.address();
        }
        int port = free(options.port());
        String name = UUID.randomUUID().toString();
        Configuration server = configure(port, name);
        try {
            awaitServer(name, port);
            String secret = Guard.makeSecret();
            Room room = new Room(context, this::parts, options,
                    Folders.cache("", context::getProperty).resolve("pictures"), log);
            PageServlet page = new PageServlet(new Guard(port, secret), room.router(), log);
            ServiceRegistration<Servlet> servlet = context.registerService(Servlet.class, page, properties(name));
            running = new Running(URI.create("http://" + LOOPBACK + ":" + port + "/#key=" + secret), server, servlet,
                    page,
                    room);
            return running.address();
        } finally {
            if (running == null) {
                delete(server);
            }
        }
    }

    private static Dictionary<String, Object> properties(String server) {
        return new Hashtable<>(Map.of(
                HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_PATTERN, "/*",
                HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_NAME, "Pellucid page",
                HttpWhiteboardConstants.HTTP_WHITEBOARD_SERVLET_ASYNC_SUPPORTED, true,
                HttpWhiteboardConstants.HTTP_WHITEBOARD_TARGET, "(" + OURS + "=" + server + ")"));
    }

    /** The web server would only log that the port is taken. */
    private static int free(OptionalInt wanted) throws UsageException {
        try {
            return tryPort(wanted.orElse(DEFAULT_PORT));
        } catch (IOException e) {
            if (wanted.isPresent()) {
                throw new UsageException("port " + wanted.getAsInt() + " cannot be used (" + e.getMessage()
                        + "): choose another with --port, or --port 0 for any that is free", e);
            }
        }
        try {
            return tryPort(0);
        } catch (IOException e) {
            throw new UsageException("no port is free on " + LOOPBACK + ": " + e.getMessage(), e);
        }
    }

    private static int tryPort(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(LOOPBACK, port));
            return socket.getLocalPort();
        }
    }

    private Configuration configure(int port, String name) throws PellucidException {
        try {
            Configuration server = configurations.createFactoryConfiguration(JETTY, "?");
            server.update(new Hashtable<>(Map.ofEntries(
                    Map.entry("org.apache.felix.http.host", LOOPBACK),
                    Map.entry("org.osgi.service.http.port", port),
                    Map.entry("org.apache.felix.http.enable", true),
                    Map.entry("org.apache.felix.https.enable", false),
                    Map.entry("org.apache.felix.http.name", "pellucid"),
                    Map.entry("org.apache.felix.http.timeout", IDLE_MILLIS),
                    Map.entry("org.apache.felix.http.jetty.threadpool.max", THREADS),
                    Map.entry("org.apache.felix.http.jetty.headerBufferSize", LONGEST_HEADERS),
                    Map.entry("org.apache.felix.http.jetty.sendServerHeader", false),
                    Map.entry("org.apache.felix.http.runtime.init." + OURS, name))));
            return server;
        } catch (IOException e) {
            throw new NativeRuntimeException("the web server cannot be configured: " + e.getMessage(), e);
        }
    }

    private void awaitServer(String name, int port) throws PellucidException, InterruptedException {
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

    @Override
    public synchronized boolean stop() {
        if (running == null) {
            return false;
        }
        Running stopping = running;
        running = null;
        stopping.page().stop();
        stopping.room().close();
        try {
            stopping.servlet().unregister();
        } catch (IllegalStateException e) {
            // the framework stops and did it already
        }
        delete(stopping.server());
        return true;
    }

    private void delete(Configuration server) {
        try {
            server.delete();
        } catch (IOException | IllegalStateException e) {
            log.debug("The configuration of the web server cannot be taken back", e);
        }
    }
}
