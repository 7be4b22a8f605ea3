package org.pellucid.shell.command;

import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.felix.gogo.jline.Converters;
import org.apache.felix.gogo.jline.Posix;
import org.apache.felix.gogo.jline.Procedural;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.Converter;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/**
 * Commands of the interactive shell that need no terminal, for scripts: taken from its bundle without starting it,
 * which would open the terminal and print a prompt.
 */
final class BorrowedCommands implements AutoCloseable {
    private static final List<String> CONTROL = List.of("each", "if", "not", "throw", "try", "until", "while",
            "break", "continue");
    private static final List<String> TOOLS = List.of("cat", "echo", "grep", "sort", "sleep", "cd", "pwd", "ls",
            "head", "tail", "wc", "date");
    private static final Set<String> NAMES = Stream.concat(CONTROL.stream(), TOOLS.stream())
            .collect(Collectors.toUnmodifiableSet());

    private final List<ServiceRegistration<?>> registrations;

    private BorrowedCommands(List<ServiceRegistration<?>> registrations) {
        this.registrations = registrations;
    }

    /**
     * @param word that a statement begins with
     * @return whether it may need what is here: its name is one of these, or that of the framework's commands
     */
    static boolean serve(String word) {
        return NAMES.contains(word) || !Commands.NAMES.contains(word.substring(word.indexOf(':') + 1));
    }

    /** Adds the commands; none if the shell is running or not installed. */
    static BorrowedCommands register(BundleContext context, CommandProcessor gogo) {
        List<ServiceRegistration<?>> registrations = new ArrayList<>();
        try {
            if (context.getServiceReference("org.apache.felix.gogo.jline.Procedural") == null) {
                registrations.add(context.registerService(Procedural.class, new Procedural(), properties(CONTROL)));
                registrations.add(context.registerService(Posix.class, new Posix(gogo), properties(TOOLS)));
                // of bundles and the like from their numbers and names, for the commands of the framework
                registrations.add(context.registerService(Converter.class,
                        new Converters(context.getBundle(0).getBundleContext()), null));
            }
        } catch (NoClassDefFoundError e) {
            // Not installed: the line fails as it should, with a command that is not found.
            registrations.clear();
        }
        return new BorrowedCommands(registrations);
    }

    private static Dictionary<String, Object> properties(List<String> functions) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(CommandProcessor.COMMAND_SCOPE, "gogo");
        properties.put(CommandProcessor.COMMAND_FUNCTION, functions.toArray(new String[0]));
        return properties;
    }

    @Override
    public void close() {
        registrations.forEach(ServiceRegistration::unregister);
    }
}
