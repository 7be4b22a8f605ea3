package org.pellucid.command.base;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import org.pellucid.console.Lines;

/**
 * What a command found out or did: a value for scripts, printed for people, written as JSON for programs.
 */
public interface Result {
    /**
     * Prints for people.
     *
     * @param out receives lines
     */
    void print(Lines out);

    /**
     * Writes names and values into a JSON object that the caller opened and will close.
     *
     * @param out an open object
     * @throws IOException if writing fails
     */
    void json(JsonWriter out) throws IOException;

    /** @return exit code of the command line, see {@link ExitCode} */
    default int exitCode() {
        return ExitCode.DONE;
    }
}
