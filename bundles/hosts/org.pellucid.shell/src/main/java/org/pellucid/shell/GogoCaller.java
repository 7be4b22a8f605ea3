package org.pellucid.shell;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.apache.felix.service.command.CommandSession;
import org.pellucid.command.base.Caller;

/**
 * A Gogo session that calls a command.
 *
 * @param session the session
 * @param in      standard input of the call
 * @param out     standard output of the call
 * @param err     standard error of the call
 */
record GogoCaller(CommandSession session, InputStream in, PrintStream out, PrintStream err) implements Caller {
    @Override
    public Path directory() {
        return session.currentDir().toAbsolutePath();
    }

    @Override
    public boolean wantsValues() {
        return true;
    }
}
