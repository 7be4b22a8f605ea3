package org.pellucid.whitebox;

import org.pellucid.api.MethodException;
import org.pellucid.api.PellucidException;
import org.pellucid.api.explain.spi.PreparedMethod;
import org.pellucid.api.explain.spi.Support;

/**
 * Turns whatever stops a white-box method at a graph into an answer. A method meets graphs that its author never saw;
 * an exception from looking at one means that the method does not fit, and another may.
 */
public final class GraphSupport {
    /** Looks at a graph. */
    public interface Look {
        /**
         * @return what was found, for {@link Support#yes}
         * @throws PellucidException if the method does not fit; the message says why
         */
        String found() throws PellucidException;
    }

    /** Prepares a method. */
    public interface Preparation {
        /**
         * @return the prepared method
         * @throws PellucidException if the method does not fit or the runtime fails
         */
        PreparedMethod prepare() throws PellucidException;
    }

    private GraphSupport() {
    }

    /**
     * Answers whether a method fits.
     *
     * @param look looks at the graph
     * @return yes with what was found, or no with the reason
     */
    public static Support of(Look look) {
        try {
            return Support.yes(look.found());
        } catch (PellucidException e) {
            return Support.no(e.getMessage());
        } catch (RuntimeException e) {
            return Support.no(notUnderstood(e));
        }
    }

    /**
     * Prepares a method and declares what goes wrong.
     *
     * @param preparation prepares it
     * @return the prepared method
     * @throws PellucidException a {@link MethodException} in place of every exception that is not declared
     */
    public static PreparedMethod prepare(Preparation preparation) throws PellucidException {
        try {
            return preparation.prepare();
        } catch (RuntimeException e) {
            throw new MethodException(notUnderstood(e), e);
        }
    }

    private static String notUnderstood(RuntimeException e) {
        return "it does not understand the model's graph (" + e + ")";
    }
}
