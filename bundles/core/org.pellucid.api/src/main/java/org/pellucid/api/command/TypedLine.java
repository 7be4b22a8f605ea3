package org.pellucid.api.command;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.pellucid.api.NativeRuntimeException;

/** Holds a command line while it is being typed. */
@ProviderType
public interface TypedLine {
    /** {@return the word that is being typed, empty at its beginning} */
    String word();

    /**
     * Looks up the value of an option that was typed before.
     *
     * @param option long name
     * @return the last value typed; empty if there is none
     */
    Optional<String> value(String option);

    /**
     * Finds a service.
     *
     * @param <T>  the service
     * @param type of the service
     * @return the best one there is
     * @throws NativeRuntimeException if there is none even after a while
     * @throws InterruptedException   if the thread was interrupted
     */
    <T> T service(Class<T> type) throws NativeRuntimeException, InterruptedException;

    /**
     * Completes the last entry of a list with commas.
     *
     * @param names an entry may have
     * @return the names, each after the entries that were typed before
     */
    default List<String> inList(Collection<String> names) {
        String done = word().substring(0, word().lastIndexOf(',') + 1);
        return names.stream().map(name -> done + name).toList();
    }
}
