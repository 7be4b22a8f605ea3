package org.pellucid.command.base;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.pellucid.api.UsageException;

/** One call of a command: what was asked, by whom, and with what it can be done. For one thread. */
public final class Call {
    private final Arguments arguments;
    private final Console console;
    private final Services services;
    private final Caller caller;
    private final List<Result> kept = new ArrayList<>();
    private Optional<Consumer<Result>> sink = Optional.empty();

    /**
     * @param arguments what was asked
     * @param console   of the caller
     * @param services  of the framework
     * @param caller    who asked
     */
    public Call(Arguments arguments, Console console, Services services, Caller caller) {
        this.arguments = arguments;
        this.console = console;
        this.services = services;
        this.caller = caller;
    }

    /** @param newSink takes the parts of the report as they are ready, instead of keeping them */
    public void sink(Consumer<Result> newSink) {
        sink = Optional.of(newSink);
    }

    /** @return what was asked */
    public Arguments arguments() {
        return arguments;
    }

    /** @return the caller's console */
    public Console console() {
        return console;
    }

    /** @return the framework's services */
    public Services services() {
        return services;
    }

    /** @return the directory that relative paths start from, absolute */
    public Path directory() {
        return caller.directory();
    }

    /** @return who asked */
    public Caller caller() {
        return caller;
    }

    /** @param part of a long report, ready now: printed at once, or kept where the caller wants values */
    public void report(Result part) {
        if (sink.isPresent()) {
            sink.get().accept(part);
        } else {
            kept.add(part);
        }
    }

    /** @return the parts that were not printed at once */
    public List<Result> kept() {
        return List.copyOf(kept);
    }

    /**
     * @param typed a path as the caller typed it
     * @return the same, from the caller's directory
     * @throws UsageException if no path can look like that
     */
    public Path path(String typed) throws UsageException {
        return resolve(directory(), typed);
    }

    /**
     * @param typed a path as the caller typed it
     * @return the same for messages and results: whole in a session, which may have been started anywhere and stays
     * @throws UsageException if no path can look like that
     */
    public String shown(String typed) throws UsageException {
        return caller.wantsValues() ? path(typed).normalize().toString() : typed;
    }

    /** The same, for a directory. */
    static Path resolve(Path directory, String typed) throws UsageException {
        try {
            return directory.resolve(typed);
        } catch (InvalidPathException e) {
            throw new UsageException("'" + typed + "' is no path: " + e.getReason(), e);
        }
    }
}
