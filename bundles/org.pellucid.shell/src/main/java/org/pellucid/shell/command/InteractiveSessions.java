package org.pellucid.shell.command;

import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.CommandSessionListener;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.osgi.framework.BundleContext;

/** Looks after the sessions of the interactive shell: a Ctrl-C ends the command at work and nothing else. */
final class InteractiveSessions implements CommandSessionListener {
    private static final String TERMINAL = ".terminal";

    private InteractiveSessions() {
    }

    /** From now on; to be called before the shell begins. */
    static void follow(BundleContext context) {
        context.registerService(CommandSessionListener.class, new InteractiveSessions(), null);
    }

    /** The first line of a session is its profile. */
    @Override
    public void beforeExecute(CommandSession session, CharSequence line) {
        if (session.get(TERMINAL) instanceof Terminal terminal) {
            SteadyChannels.give(session);
            Foreground foreground = Foreground.of(session);
            // Each time, since the shell sets a handler of its own after the profile.
            terminal.handle(Signal.INT, signal -> foreground.interrupt(session));
            if (Thread.interrupted()) {
                // Ctrl-C came after the line was taken, and still hit the editor of lines.
                new Thread(() -> foreground.interrupt(session), "pellucid-interruption").start();
            }
        }
    }

    @Override
    public void afterExecute(CommandSession session, CharSequence line, Exception failure) {
        // the handler serves until the next line is typed
    }

    @Override
    public void afterExecute(CommandSession session, CharSequence line, Object result) {
        // the same
    }
}
