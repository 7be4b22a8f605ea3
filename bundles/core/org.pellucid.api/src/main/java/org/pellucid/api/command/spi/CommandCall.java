package org.pellucid.api.command.spi;

import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import org.pellucid.api.NativeRuntimeException;
import org.pellucid.api.UsageException;
import org.pellucid.api.command.Caller;
import org.pellucid.api.command.CommandResult;

/** One call of a command: what was asked, by whom, and with what it can be done. For one thread. */
@ProviderType
public interface CommandCall {
    /** {@return what was asked} */
    CommandArguments arguments();

    /** {@return where the command talks to the caller while it works} */
    CommandConsole console();

    /** {@return who asked} */
    Caller caller();

    /**
     * Finds a service of the framework. One that is being swapped is waited for.
     *
     * @param <T>  the service
     * @param type of the service
     * @return the best one there is
     * @throws NativeRuntimeException if there is still none after two seconds; the message names it
     * @throws InterruptedException   if the thread was interrupted
     */
    <T> T service(Class<T> type) throws NativeRuntimeException, InterruptedException;

    /**
     * Hands over a part of a long result that is ready: printed at once, or kept where the caller wants values.
     *
     * @param part of the result
     */
    void report(CommandResult part);

    /** {@return the parts that were not printed at once} */
    List<CommandResult> kept();

    /** {@return the directory that relative paths start from, absolute} */
    default Path directory() {
        return caller().directory();
    }

    /**
     * Finds a file from the caller's directory.
     *
     * @param typed a path as the caller typed it
     * @return the path, absolute
     * @throws UsageException if no path can look like that
     */
    Path path(String typed) throws UsageException;

    /**
     * Shows a path in messages and results.
     *
     * @param typed a path as the caller typed it
     * @return the same; whole in a session, which may have been started anywhere and stays
     * @throws UsageException if no path can look like that
     */
    default String shown(String typed) throws UsageException {
        return caller().wantsValues() ? path(typed).normalize().toString() : typed;
    }
}
