package org.pellucid.api.command;

import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/** What a command found out or did: a value for scripts, printed for people, written as JSON for programs. */
@ConsumerType
public interface CommandResult {
    /** Exit code of a call that has not ended: whoever started the framework keeps it running. */
    int STAYS = -1;
    /** Exit code of a call that did all it was asked to. */
    int DONE = 0;
    /** Exit code of a call in which some inputs failed, each of them named; the rest is done. */
    int INPUT = 1;
    /** Exit code of wrong usage. */
    int USAGE = 2;
    /** Exit code where the runtime, a model or a method could not be used. */
    int RUNTIME = 3;
    /** Exit code where a rule that the caller set failed. */
    int RULE = 4;

    /**
     * Prints for people.
     *
     * @param out receives lines
     */
    void print(TextOutput out);

    /**
     * Writes names and values into a JSON object that the caller opened and will close.
     *
     * @param out an open object
     * @throws IOException if writing fails
     */
    void json(JsonOutput out) throws IOException;

    /** {@return the exit code of the command line} */
    default int exitCode() {
        return DONE;
    }
}
