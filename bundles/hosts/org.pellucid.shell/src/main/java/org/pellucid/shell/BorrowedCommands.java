package org.pellucid.shell;

import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.felix.gogo.jline.Builtin;
import org.apache.felix.gogo.jline.Converters;
import org.apache.felix.gogo.jline.Posix;
import org.apache.felix.gogo.jline.Procedural;
import org.apache.felix.gogo.jline.Shell;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.Converter;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceRegistration;

/**
 * Commands of Gogo's own shell, for Pellucid's and for scripts: taken from its bundle without starting it, which would
 * open the terminal and print a prompt.
 */
final class BorrowedCommands implements AutoCloseable {
    private static final List<String> CONTROL = List.of("each", "if", "not", "throw", "try", "until", "while",
            "break", "continue");
    private static final List<String> TOOLS = List.of("cat", "echo", "grep", "sort", "sleep", "cd", "pwd", "ls",
            "head", "tail", "wc", "date");
    /** These need a terminal. */
    private static final List<String> TERMINAL_TOOLS = List.of("less", "watch", "nano", "tmux", "clear", "ttop");
    private static final List<String> BUILT_IN = List.of("format", "getopt", "new", "set", "tac", "type", "jobs", "fg",
            "bg", "keymap", "setopt", "unsetopt", "complete", "history", "widget", "__files", "__directories",
            "__usage_completion");
    private static final List<String> SHELL = List.of("gosh", "sh", "source", "help");
    private static final Set<String> NAMES = Stream.concat(CONTROL.stream(), TOOLS.stream())
            .collect(Collectors.toUnmodifiableSet());

    private final List<ServiceRegistration<?>> registrations;

    private BorrowedCommands(List<ServiceRegistration<?>> registrations) {
        this.registrations = registrations;
    }

    /**
     * Tells whether a statement needs what is here.
     *
     * @param word that the statement begins with
     * @param ours names of Pellucid's commands
     * @return whether it may need what is here: its name is one of these, or that of the framework's commands
     */
    static boolean serve(String word, Set<String> ours) {
        return NAMES.contains(word) || !ours.contains(word.substring(word.indexOf(':') + 1));
    }

    /** Adds the commands that need no terminal; none if the shell is running or not installed. */
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

    /** Adds all commands, for a session in a terminal. */
    static BorrowedCommands registerAll(BundleContext context, CommandProcessor gogo) {
        BorrowedCommands borrowed = register(context, gogo);
        borrowed.registrations.add(context.registerService(Posix.class, new Posix(gogo), properties(TERMINAL_TOOLS)));
        borrowed.registrations.add(context.registerService(Builtin.class, new Builtin(), properties(BUILT_IN)));
        borrowed.registrations.add(context.registerService(Shell.class, new Shell(new Framework(context), gogo),
                properties(SHELL)));
        return borrowed;
    }

    /** What Gogo's shell asks of the framework. */
    private record Framework(BundleContext context) implements Shell.Context {
        @Override
        public String getProperty(String name) {
            return context.getProperty(name);
        }

        @Override
        public void exit() throws BundleException {
            context.getBundle(0).stop();
        }
    }

    private static Dictionary<String, Object> properties(List<String> functions) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(CommandProcessor.COMMAND_SCOPE, "gogo");
        properties.put(CommandProcessor.COMMAND_FUNCTION, functions.toArray(new String[0]));
        return properties;
    }

    @Override
    public void close() {
        for (ServiceRegistration<?> registration : registrations) {
            try {
                registration.unregister();
            } catch (IllegalStateException e) {
                // This bundle was stopped, and took it along.
            }
        }
    }
}
