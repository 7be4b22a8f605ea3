package org.pellucid.command.base;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.pellucid.api.NativeRuntimeException;
import org.pellucid.api.UsageException;
import org.pellucid.api.command.Caller;
import org.pellucid.api.command.CommandResult;
import org.pellucid.api.command.spi.CommandCall;
import org.pellucid.console.Console;

/** One call of a command. For one thread. */
public final class Call implements CommandCall {
    private final Arguments arguments;
    private final Console console;
    private final Services services;
    private final Caller caller;
    private final Optional<Consumer<CommandResult>> sink;
    private final List<CommandResult> kept = new ArrayList<>();

    /**
     * Creates a call.
     *
     * @param arguments what was asked
     * @param console   of the caller
     * @param services  of the framework
     * @param caller    who asked
     * @param sink      takes the parts of the result as they are ready; empty to keep them
     */
    public Call(Arguments arguments, Console console, Services services, Caller caller,
            Optional<Consumer<CommandResult>> sink) {
        this.arguments = arguments;
        this.console = console;
        this.services = services;
        this.caller = caller;
        this.sink = sink;
    }

    @Override
    public Arguments arguments() {
        return arguments;
    }

    @Override
    public Console console() {
        return console;
    }

    @Override
    public Caller caller() {
        return caller;
    }

    @Override
    public <T> T service(Class<T> type) throws NativeRuntimeException, InterruptedException {
        return services.require(type);
    }

    @Override
    public void report(CommandResult part) {
        if (sink.isPresent()) {
            sink.get().accept(part);
        } else {
            kept.add(part);
        }
    }

    @Override
    public List<CommandResult> kept() {
        return List.copyOf(kept);
    }

    @Override
    public Path path(String typed) throws UsageException {
        try {
            return directory().resolve(typed);
        } catch (InvalidPathException e) {
            throw new UsageException("'" + typed + "' is no path: " + e.getReason(), e);
        }
    }
}
