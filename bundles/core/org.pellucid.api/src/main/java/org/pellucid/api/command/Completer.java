package org.pellucid.api.command;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;
import org.pellucid.api.PellucidException;

/** Says what a word on a command line may become. */
@FunctionalInterface
@ConsumerType
public interface Completer {
    /** Has nothing to offer, so that files are offered. */
    Completer NONE = line -> List.of();

    /**
     * Finds the candidates.
     *
     * @param line what was typed so far
     * @return whole words, not yet compared with what was typed; one that ends with {@code =} or {@code :} goes on without
     *         a space, and an empty one says that the word may be a file as well
     * @throws PellucidException    if they cannot be found out; nothing is offered then
     * @throws InterruptedException if the thread was interrupted
     */
    List<String> candidates(TypedLine line) throws PellucidException, InterruptedException;

    /**
     * Offers the same words always.
     *
     * @param words to offer
     * @return the completer
     */
    static Completer of(String... words) {
        List<String> fixed = List.of(words);
        return line -> fixed;
    }
}
