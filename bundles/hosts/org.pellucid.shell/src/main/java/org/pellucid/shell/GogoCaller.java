package org.pellucid.shell;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Process;
import org.pellucid.api.command.Caller;
import org.pellucid.console.Screen;

/**
 * A Gogo session that calls a command.
 *
 * @param session the session
 * @param process the command runs as, or {@code null}
 * @param screen  where its text appears
 */
record GogoCaller(CommandSession session, Process process, Screen screen) implements Caller {
    /** Gogo's stand-ins for the standard streams are right here: they lead wherever the session's output goes. */
    @Override
    public PrintStream out() {
        return process == null ? session.getConsole() : process.out();
    }

    @Override
    public PrintStream err() {
        return process == null ? session.getConsole() : process.err();
    }

    /** What was piped into the command. The keyboard is the shell's own: whoever read it would take its keys away. */
    @Override
    public InputStream in() {
        if (process == null) {
            return session.getKeyboard();
        }
        return process.isTty(0) ? InputStream.nullInputStream() : process.in();
    }

    @Override
    public Path directory() {
        return session.currentDir().toAbsolutePath();
    }

    @Override
    public boolean wantsValues() {
        return true;
    }

    @Override
    public boolean outTerminal() {
        return screen.outTerminal();
    }

    @Override
    public boolean errTerminal() {
        return screen.errTerminal();
    }

    @Override
    public int width() {
        return screen.width();
    }

    @Override
    public boolean colours() {
        return screen.colours();
    }
}
