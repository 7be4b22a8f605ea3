package org.pellucid.download;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** A place did not give the file. */
final class FailedPlaceException extends IOException {
    private final boolean worthRetrying;
    private final transient Optional<Duration> wait;

    private FailedPlaceException(String message, boolean worthRetrying, Optional<Duration> wait) {
        super(message);
        this.worthRetrying = worthRetrying;
        this.wait = wait;
    }

    /** @return asking again would give the same answer */
    static FailedPlaceException forGood(String message) {
        return new FailedPlaceException(message, false, Optional.empty());
    }

    /** @return asking again may help */
    static FailedPlaceException forNow(String message) {
        return new FailedPlaceException(message, true, Optional.empty());
    }

    /** @return asking again may help, after as long as the server says */
    static FailedPlaceException forNow(String message, Optional<Duration> wait) {
        return new FailedPlaceException(message, true, wait);
    }

    boolean worthRetrying() {
        return worthRetrying;
    }

    Optional<Duration> waitFor() {
        return wait;
    }
}
