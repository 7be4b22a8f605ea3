package org.pellucid.api.page;

import java.net.URI;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.pellucid.api.PellucidException;

/**
 * Serves the page on which people look at saliency maps in a browser, to this machine only. There is one page server in
 * a framework. Safe for use by several threads.
 */
@ProviderType
public interface PageServer {
    /** The port that is taken unless another is asked for. */
    int DEFAULT_PORT = 7355;

    /**
     * Starts to serve, and returns when a browser can be pointed at the page. If the page is served already, it stays
     * as it is, and opens the evidence that the options name.
     *
     * @param options where and what to serve
     * @return where the page is; the fragment holds the secret that every call needs, and what the page shows first
     * @throws PellucidException    if the port is taken, no web server is there, or the evidence is not as it was saved;
     *                              the message says what helps
     * @throws InterruptedException if the thread was interrupted
     */
    URI start(PageOptions options) throws PellucidException, InterruptedException;

    /** {@return where the page is, or empty while it is not served} */
    Optional<URI> address();

    /**
     * Stops to serve. What is being computed for the page is given up.
     *
     * @return whether the page was served
     */
    boolean stop();
}
