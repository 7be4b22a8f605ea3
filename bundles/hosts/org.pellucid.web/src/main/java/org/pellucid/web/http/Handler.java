package org.pellucid.web.http;

import java.io.IOException;
import org.pellucid.api.PellucidException;

/** Answers requests of one kind. Knows nothing of servlets. Safe for use by several threads. */
@FunctionalInterface
public interface Handler {
    /**
     * Answers a request.
     *
     * @param request that passed the guard
     * @return the answer
     * @throws Refusal              if it is not granted
     * @throws PellucidException    if it cannot be done; the message is for people
     * @throws IOException          if the client goes away
     * @throws InterruptedException if the server stops
     */
    Answer answer(Request request) throws Refusal, PellucidException, IOException, InterruptedException;
}
