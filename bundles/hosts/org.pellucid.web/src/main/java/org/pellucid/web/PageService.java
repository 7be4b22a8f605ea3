package org.pellucid.web;

import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.BundleContext;
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
import org.pellucid.api.NativeRuntimeException;
import org.pellucid.api.PellucidException;
import org.pellucid.api.page.PageOptions;
import org.pellucid.api.page.PageServer;
import org.pellucid.files.Folders;
import org.pellucid.web.http.Guard;
import org.pellucid.web.http.PageServlet;
import org.pellucid.web.http.Refusal;

/** Serves the page by web servers of its own, one for each address, with our servlet and nobody else's. */
@Component(service = PageServer.class)
public final class PageService implements PageServer {
    private final BundleContext context;
    private final ConfigurationAdmin configurations;
    private final Logger log;
    private volatile Parts parts;
    private Running running;

    private record Running(URI address, List<WebServer> servers, PageServlet page, Room room)
            implements
                AutoCloseable {
        @Override
        public void close() {
            page.stop();
            room.close();
            servers.forEach(WebServer::close);
        }
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
        // read first: nothing is served for an archive that is refused
        Optional<Evidence> evidence = options.evidence().isPresent()
                ? Optional.of(Evidence.read(options.evidence().get())) : Optional.empty();
        Running serving = running == null ? serve(options) : running;
        try {
            URI address = serving.address();
            if (evidence.isPresent()) {
                serving.room().evidence().open(evidence.get());
                address = URI.create(address + "&e=1&" + evidence.get().list().state());
            }
            running = serving;
            return address;
        } catch (Refusal e) {
            throw new NativeRuntimeException(e.getMessage(), e);
        } finally {
            if (running == null) {
                serving.close();
            }
        }
    }

    private Running serve(PageOptions options) throws PellucidException, InterruptedException {
        Addresses addresses = Addresses.of(options);
        int port = addresses.freePort(options.port());
        String secret = options.token().orElseGet(Guard::makeSecret);
        Room room = new Room(context, this::parts, options, Folders.cache("", context::getProperty).resolve("pictures"),
                log);
        PageServlet page = new PageServlet(new Guard(addresses.hosts(port), secret), room.router(), log,
                addresses.reachOthers());
        Running starting = new Running(addresses.page(port, secret), new ArrayList<>(), page, room);
        try {
            for (InetAddress address : addresses.at()) {
                starting.servers().add(WebServer.start(context, configurations, log, address, port, page));
            }
            return starting;
        } finally {
            if (starting.servers().size() < addresses.at().size()) {
                starting.close();
            }
        }
    }

    @Override
    public synchronized boolean stop() {
        if (running == null) {
            return false;
        }
        Running stopping = running;
        running = null;
        stopping.close();
        return true;
    }
}
