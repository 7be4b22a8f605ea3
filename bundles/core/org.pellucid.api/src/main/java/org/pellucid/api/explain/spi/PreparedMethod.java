package org.pellucid.api.explain.spi;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.pellucid.api.PellucidException;

/** A method ready for one model, device and set of options. Safe for use by several threads. */
@ConsumerType
public interface PreparedMethod extends AutoCloseable {
    /** {@return the insertion layer taken; empty for a method that has none} */
    default Optional<String> layer() {
        return Optional.empty();
    }

    /**
     * Explains one picture.
     *
     * @param input the picture and what is asked of it
     * @return logits and raw maps, one a target in the order asked, or one for all if the method is class-agnostic
     * @throws PellucidException    if the runtime fails
     * @throws InterruptedException if the thread was interrupted or {@link org.pellucid.api.Progress#cancelled()} became true; a
     *                              {@link PartialResultException} if something is known already
     */
    MethodResult explain(MethodInput input) throws PellucidException, InterruptedException;

    /** Frees requests and handles; called when no explanation is in flight. */
    @Override
    void close();
}
