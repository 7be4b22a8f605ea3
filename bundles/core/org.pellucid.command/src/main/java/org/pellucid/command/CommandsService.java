package org.pellucid.command;

import static org.osgi.service.component.annotations.ReferenceCardinality.MULTIPLE;
import static org.osgi.service.component.annotations.ReferencePolicy.DYNAMIC;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.pellucid.api.NativeRuntimeException;
import org.pellucid.api.PellucidException;
import org.pellucid.api.UsageException;
import org.pellucid.api.command.Caller;
import org.pellucid.api.command.CommandEntry;
import org.pellucid.api.command.CommandResult;
import org.pellucid.api.command.Commands;
import org.pellucid.api.command.spi.Command;
import org.pellucid.command.base.Arguments;
import org.pellucid.command.base.Call;
import org.pellucid.command.base.CommonOptions;
import org.pellucid.command.base.Help;
import org.pellucid.command.base.JsonDocument;
import org.pellucid.command.base.Services;
import org.pellucid.command.diagnose.LogFollower;
import org.pellucid.console.Console;
import org.pellucid.console.Text;
import org.pellucid.console.spelling.Spelling;
import org.pellucid.whiteboard.Offer;
import org.pellucid.whiteboard.Patience;
import org.pellucid.whiteboard.Whiteboard;
import org.pellucid.whiteboard.Whiteboard.Lease;

/**
 * Finds the {@link Command} services that are present. A command's component is activated, and its class loaded, when
 * it is called: most calls need only one.
 */
@Component(service = {Commands.class, CommandsService.class}, configurationPid = "org.pellucid.command")
@Designate(ocd = Patience.class)
public final class CommandsService implements Commands {
    private final BundleContext context;
    private final Services services;
    private final Whiteboard<CommandSource> board;

    /**
     * Creates the service.
     *
     * @param context  of this bundle; {@code null} without a framework
     * @param services for the commands
     * @param patience times
     */
    @Activate
    public CommandsService(BundleContext context, @Reference Services services, Patience patience) {
        this.context = context;
        this.services = services;
        this.board = new Whiteboard<>(patience.waitMillis(), patience.drainMillis(),
                (command, properties) -> properties.get(Command.NAME) instanceof String name ? Set.of(name) : Set.of());
    }

    /**
     * Adds a command, for use without a framework.
     *
     * @param name    it is called by
     * @param command the command
     */
    public void add(String name, Command command) {
        board.add(CommandSource.of(command), Map.of(Command.NAME, name));
    }

    @Reference(service = Command.class, cardinality = MULTIPLE, policy = DYNAMIC)
    void bindCommand(ServiceReference<Command> reference) {
        board.add(reference, CommandSource.of(context, reference));
    }

    void updatedCommand(ServiceReference<Command> reference) {
        board.update(reference);
    }

    void unbindCommand(ServiceReference<Command> reference) {
        board.remove(reference);
    }

    Services services() {
        return services;
    }

    /**
     * A command while it is used, which does not go before this is closed.
     *
     * @param name    it is called by
     * @param command the command
     * @param lease   of the command
     */
    record Held(String name, Command command, Lease<CommandSource> lease) implements AutoCloseable {
        @Override
        public void close() {
            lease.service().release();
            lease.close();
        }
    }

    /** Takes a command for a call. */
    Held hold(String name) throws UsageException, NativeRuntimeException, InterruptedException {
        Optional<Lease<CommandSource>> lease = board.lease(name);
        if (lease.isEmpty()) {
            throw new UsageException("unknown command '" + name + "'" + Spelling.of(name, names()));
        }
        return held(name, lease.get());
    }

    private static Held held(String name, Lease<CommandSource> lease) throws NativeRuntimeException {
        Command command = null;
        try {
            command = lease.service().get();
        } finally {
            if (command == null) {
                lease.close();
            }
        }
        if (command == null) {
            throw new NativeRuntimeException("command '" + name + "' cannot be started; see 'pellucid bundles --why "
                    + lease.offer().bundle() + "'");
        }
        return new Held(name, command, lease);
    }

    @Override
    public SortedSet<String> names() {
        return new TreeSet<>(board.serving().keySet());
    }

    @Override
    public List<CommandEntry> list() {
        List<CommandEntry> entries = new ArrayList<>();
        board.serving().forEach((name, offer) -> describe(name, offer).ifPresent(entries::add));
        entries.sort(Comparator.comparing(CommandEntry::group).thenComparing(CommandEntry::name));
        return entries;
    }

    /** One that goes just now, or cannot be started, must not hide the others. */
    private Optional<CommandEntry> describe(String name, Offer<CommandSource> offer) {
        Optional<Lease<CommandSource>> lease = board.lease(offer);
        if (lease.isEmpty()) {
            return Optional.empty();
        }
        try (Held held = held(name, lease.get())) {
            return Optional.of(new CommandEntry(name, held.command().group(), held.command().summary(),
                    CommonOptions.of(held.command()), offer.bundle(), offer.version()));
        } catch (NativeRuntimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public String overview(int width) {
        return Help.overview(list(), width);
    }

    @Override
    public String help(String name, int width) throws UsageException {
        try (Held held = hold(name)) {
            return Help.of(name, held.command(), width);
        } catch (NativeRuntimeException e) {
            throw new UsageException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UsageException("interrupted while waiting for command '" + name + "'", e);
        }
    }

    @Override
    public Object run(String name, List<String> arguments, Caller caller)
            throws PellucidException, InterruptedException {
        try (Held held = hold(name)) {
            Arguments parsed = Arguments.parse(held.command(), arguments.toArray(String[]::new));
            Console console = Console.of(caller);
            if (parsed.has(CommonOptions.HELP)) {
                return new Text(Help.of(name, held.command(), caller.width()));
            }
            console.level(parsed.has(CommonOptions.QUIET), parsed.has(CommonOptions.VERBOSE));
            LogFollower log = console.verbose() ? LogFollower.begin(services.context(), console) : null;
            try {
                return parsed.has(CommonOptions.JSON) ? json(held, parsed, console, caller)
                        : held.command().run(call(parsed, console, caller, Optional.empty()));
            } finally {
                if (log != null) {
                    log.end();
                }
            }
        }
    }

    Call call(Arguments arguments, Console console, Caller caller, Optional<Consumer<CommandResult>> sink) {
        return new Call(arguments, console, services, caller, sink);
    }

    private String json(Held held, Arguments arguments, Console console, Caller caller)
            throws PellucidException, InterruptedException {
        StringWriter text = new StringWriter();
        JsonDocument document = new JsonDocument(text, held.name(), held.command().parts());
        document.end(held.command().run(call(arguments, console, caller, Optional.of(document::part))));
        return text.toString().stripTrailing();
    }

    @Override
    public Map<String, String> complete(List<String> words) throws InterruptedException {
        if (words.size() < 2) {
            return Map.of();
        }
        try (Held held = hold(words.get(0))) {
            return Completion.of(held.command(), words, services);
        } catch (PellucidException e) {
            // There is no such command, or a model that cannot be read has no labels to offer: the command will say why.
            return Map.of();
        }
    }
}
