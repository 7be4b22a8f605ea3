package org.pellucid.api.command;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.osgi.annotation.versioning.ProviderType;
import org.pellucid.api.PellucidException;
import org.pellucid.api.UsageException;

/**
 * Finds the commands that are present and runs them, whatever bundle brings them. A command that is being replaced is
 * waited for; what runs ends on the command it began with. Safe for use by several threads.
 */
@ProviderType
public interface Commands {
    /** {@return the names of the commands; none of them is started for that} */
    SortedSet<String> names();

    /** {@return the commands in their groups, by name within a group} */
    List<CommandEntry> list();

    /**
     * Runs a command.
     *
     * @param name      of the command
     * @param arguments of the command
     * @param caller    who calls it, and takes the value
     * @return the result; a {@link String} that is a JSON document if the arguments ask for one
     * @throws PellucidException    if the command is unknown, the arguments are wrong, or the command fails
     * @throws InterruptedException if the thread was interrupted
     */
    Object run(String name, List<String> arguments, Caller caller) throws PellucidException, InterruptedException;

    /**
     * Makes the page that lists all commands in their groups.
     *
     * @param width columns to write in
     * @return whole lines
     */
    String overview(int width);

    /**
     * Makes the help page of a command.
     *
     * @param name  of the command
     * @param width columns to write in
     * @return whole lines
     * @throws UsageException if there is no such command; the message suggests the nearest
     */
    String help(String name, int width) throws UsageException;

    /**
     * Says what a word on a command line may become.
     *
     * @param words of the line so far, the command first and the word being typed last
     * @return the candidates, options with their descriptions and names with empty ones; one that ends with {@code =} or
     *         {@code :} goes on without a space, and an empty one says that the word may be a file
     * @throws InterruptedException if the thread was interrupted
     */
    Map<String, String> complete(List<String> words) throws InterruptedException;
}
