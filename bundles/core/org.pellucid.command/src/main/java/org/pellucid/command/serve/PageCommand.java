package org.pellucid.command.serve;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.pellucid.api.NativeRuntimeException;
import org.pellucid.api.PellucidException;
import org.pellucid.api.UsageException;
import org.pellucid.api.command.CommandGroup;
import org.pellucid.api.command.CommandOption;
import org.pellucid.api.command.CommandResult;
import org.pellucid.api.command.JsonOutput;
import org.pellucid.api.command.TextOutput;
import org.pellucid.api.command.spi.CommandCall;
import org.pellucid.api.page.PageOptions;
import org.pellucid.api.page.PageServer;
import org.pellucid.command.base.DescribedCommand;

/** Serves the page. On a command line it stays until it is interrupted, in a shell it comes back at once. */
abstract class PageCommand extends DescribedCommand {
    private static final String PORT = "port";
    private static final String OPEN = "open";
    private static final String LISTEN = "listen";
    private static final String TOKEN = "token";
    private static final int LARGEST_PORT = 65_535;
    /** What a host offers that installs the page's bundles when they are needed. */
    private static final String WEB_FEATURE = "(pellucid.feature=pellucid-web)";

    PageCommand(String usage, String summary, String... examples) {
        super(CommandGroup.PICTURES, usage, summary, examples);
    }

    @Override
    public String parts() {
        return "pages";
    }

    @Override
    public List<CommandOption> options() {
        return List.of(
                CommandOption.value(PORT, "N", "port to listen at, 0 for any that is free (default "
                        + PageServer.DEFAULT_PORT + ", or any if that is taken)"),
                CommandOption.value(LISTEN, "ADDRESS", "listen at an address of this machine, 0.0.0.0 for all it has;"
                        + " unless it is this machine's own, others reach the page too, which demands --"
                        + TOKEN + " and is not encrypted (default this machine alone)"),
                CommandOption.value(TOKEN, "SECRET", "secret that every call needs, 16 characters or more: letters,"
                        + " digits and . _ ~ - (default a new one each time)"),
                CommandOption.flag(OPEN, "open the page in the browser"));
    }

    /** Starts the page, and serves it for as long as the caller wants it. */
    static CommandResult serve(CommandCall call, PageOptions options) throws PellucidException, InterruptedException {
        installPage();
        PageServer server = call.service(PageServer.class);
        URI address = server.start(options);
        warn(call, options);
        if (call.arguments().has(OPEN)) {
            open(call, address);
        }
        if (call.caller().wantsValues()) {
            return new Page(address);
        }
        try {
            call.report(new Page(address));
            call.caller().out().flush();
            new CountDownLatch(1).await();
            throw new IllegalStateException("nobody counts down");
        } finally {
            server.stop();
        }
    }

    /** {@return where to serve, and to whom} */
    static PageOptions options(CommandCall call) throws UsageException {
        PageOptions options = PageOptions.DEFAULTS;
        if (call.arguments().has(PORT)) {
            options = options.port((int) call.arguments().integer(PORT, PageServer.DEFAULT_PORT, 0, LARGEST_PORT));
        }
        options = call.arguments().text(LISTEN).map(options::listen).orElse(options);
        try {
            return call.arguments().text(TOKEN).map(options::token).orElse(options);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--" + TOKEN + ": " + e.getMessage(), e);
        }
    }

    /** Says what it means that others reach the page, if they do. */
    private static void warn(CommandCall call, PageOptions options) throws UsageException {
        Optional<String> listen = options.listen();
        try {
            if (listen.isPresent() && !InetAddress.getByName(listen.get()).isLoopbackAddress()) {
                call.console().note("Other machines reach this page at " + listen.get() + ": whoever has the token can"
                        + " have pictures explained and see those that are kept, and whoever can read what is sent can"
                        + " read the token");
            }
        } catch (UnknownHostException e) {
            throw new UsageException("--" + LISTEN + " " + listen.get() + " is not known any more", e);
        }
    }

    static boolean isThere() {
        BundleContext context = context();
        return context != null && context.getServiceReference(PageServer.class) != null;
    }

    private static BundleContext context() {
        Bundle bundle = FrameworkUtil.getBundle(PageCommand.class);
        return bundle == null ? null : bundle.getBundleContext();
    }

    /** Has the host install the bundles of the page; where it offers no such thing, they must be there already. */
    private static void installPage() throws PellucidException {
        BundleContext context = context();
        if (context == null || isThere()) {
            return;
        }
        try {
            @SuppressWarnings("rawtypes")
            Collection<ServiceReference<Callable>> offers = context.getServiceReferences(Callable.class, WEB_FEATURE);
            if (offers.isEmpty()) {
                throw new NativeRuntimeException("the bundles of the page are not installed: install the feature"
                        + " pellucid-web, in Karaf with 'feature:install pellucid-web'");
            }
            context.getService(offers.iterator().next()).call();
        } catch (PellucidException e) {
            throw e;
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        } catch (Exception e) {
            throw new NativeRuntimeException("the bundles of the page cannot be installed: " + e.getMessage(), e);
        }
    }

    private static void open(CommandCall call, URI address) {
        List<String> tool = new ArrayList<>(System.getProperty("os.name").startsWith("Mac") ? List.of("open")
                : List.of("xdg-open"));
        tool.add(address.toString());
        try {
            new ProcessBuilder(tool).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        } catch (IOException e) {
            call.console()
                    .note("No browser could be opened (" + tool.get(0) + " is not there): open the address yourself");
        }
    }

    /**
     * The page that is served.
     *
     * @param address of it
     */
    public record Page(URI address) implements CommandResult {
        @Override
        public void print(TextOutput out) {
            out.line(address.toString());
        }

        @Override
        public void json(JsonOutput out) throws IOException {
            out.name("address").value(address.toString());
        }
    }
}
