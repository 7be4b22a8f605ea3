package org.pellucid.health;

import java.util.Optional;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.pellucid.api.PellucidException;

/** What the checks have in common: whatever goes wrong is critical, and said in one sentence. */
abstract class Check implements HealthCheck {
    /** Tag of all of them. */
    static final String TAG = HealthCheck.TAGS + "=pellucid";

    /**
     * @param log told what was found
     * @throws PellucidException    if what is checked does not work
     * @throws InterruptedException if the thread was interrupted
     */
    abstract void check(FormattingResultLog log) throws PellucidException, InterruptedException;

    @Override
    public final Result execute() {
        FormattingResultLog log = new FormattingResultLog();
        try {
            check(log);
        } catch (PellucidException | MissingServiceException e) {
            log.critical("{}", e.getMessage());
        } catch (RuntimeException | LinkageError e) {
            log.critical("{}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            log.temporarilyUnavailable("The check was interrupted");
        }
        return new Result(log);
    }

    static <T> T require(Optional<T> service, String name, String bundle) {
        return service.orElseThrow(() -> new MissingServiceException(
                "There is no " + name + " service: bundle " + bundle + " is not there, not started or not satisfied"));
    }

    private static final class MissingServiceException extends RuntimeException {
        MissingServiceException(String message) {
            super(message);
        }
    }
}
