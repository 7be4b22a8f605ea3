package org.pellucid.shell;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.apache.felix.service.command.Process;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.pellucid.api.PellucidException;
import org.pellucid.api.command.CommandResult;
import org.pellucid.api.command.Commands;
import org.pellucid.api.command.spi.Command;

/**
 * Registers a function of Gogo for each command that is present, as long as it is. They return values, which
 * {@link ResultConverter} prints; what fails is thrown, and the shell says it in words. There are none where Gogo is not
 * started.
 */
@Component(service = {}, reference = @Reference(name = "gogo", service = CommandProcessor.class))
public final class GogoCommands {
    /** The scope of the commands in Gogo. */
    static final String SCOPE = "pellucid";

    private final BundleContext context;
    private final Commands commands;
    /** Of each name, the services that bear it. */
    private final Map<String, List<Object>> bearers = new HashMap<>();
    private final Map<String, ServiceRegistration<Function>> functions = new HashMap<>();

    /**
     * Begins without functions; they come with the commands.
     *
     * @param context  of this bundle
     * @param commands runs them
     */
    @Activate
    public GogoCommands(BundleContext context, @Reference Commands commands) {
        this.context = context;
        this.commands = commands;
    }

    @Reference(service = Command.class, cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    synchronized void bindCommand(ServiceReference<Command> reference) {
        if (reference.getProperty(Command.NAME) instanceof String name) {
            List<Object> services = bearers.get(name);
            if (services == null) {
                services = new ArrayList<>();
                bearers.put(name, services);
            }
            services.add(reference);
            if (!functions.containsKey(name)) {
                functions.put(name, register(name));
            }
        }
    }

    synchronized void updatedCommand(ServiceReference<Command> reference) {
        unbindCommand(reference);
        bindCommand(reference);
    }

    synchronized void unbindCommand(ServiceReference<Command> reference) {
        bearers.values().forEach(list -> list.remove(reference));
        functions.entrySet().removeIf(function -> {
            boolean gone = bearers.get(function.getKey()).isEmpty();
            if (gone) {
                function.getValue().unregister();
            }
            return gone;
        });
    }

    private ServiceRegistration<Function> register(String name) {
        Function function = (session, arguments) -> run(name, session, words(arguments));
        return context.registerService(Function.class, function, new Hashtable<>(
                Map.of(CommandProcessor.COMMAND_SCOPE, SCOPE, CommandProcessor.COMMAND_FUNCTION, name)));
    }

    @Deactivate
    synchronized void close() {
        functions.values().forEach(ServiceRegistration::unregister);
        functions.clear();
    }

    /** A list, of files say, stands for its elements. */
    private static List<String> words(List<Object> arguments) {
        List<String> words = new ArrayList<>();
        for (Object argument : arguments) {
            if (argument instanceof Collection<?> several) {
                several.forEach(each -> words.add(String.valueOf(each)));
            } else {
                words.add(String.valueOf(argument));
            }
        }
        return words;
    }

    private Object run(String name, CommandSession session, List<String> arguments)
            throws PellucidException, InterruptedException {
        Process process = Process.Utils.current();
        GogoCaller caller = new GogoCaller(session, process, GogoScreen.of(session, process));
        try (Foreground.Work work = Foreground.enter(session, process)) {
            Object value = commands.run(name, arguments, caller);
            if (process != null && value instanceof CommandResult result && result.exitCode() != CommandResult.DONE) {
                caller.err().println("some inputs failed");
            }
            return value;
        }
    }
}
