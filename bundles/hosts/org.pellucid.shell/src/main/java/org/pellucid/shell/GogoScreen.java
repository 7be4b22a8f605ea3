package org.pellucid.shell;

import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Process;
import org.pellucid.api.command.Caller;
import org.pellucid.console.Screen;

/** Finds out what is known of the terminal of a Gogo session. */
public final class GogoScreen {
    /** Names the variable of a session that tells; Gogo calls the function in it each time. */
    static final String VARIABLE = "#.pellucid.screen";

    private static final String VALUE = VARIABLE.substring(1);

    private GogoScreen() {
    }

    /**
     * Returns the screen of a command.
     *
     * @param session it runs in
     * @param process it runs as, or {@code null}
     * @return a terminal where the command's streams lead to one
     */
    public static Screen of(CommandSession session, Process process) {
        int width = width(session);
        boolean colours = session.get(VALUE) instanceof Screen screen && screen.colours();
        return new Screen(process != null && process.isTty(1), process != null && process.isTty(2), width, colours);
    }

    private static int width(CommandSession session) {
        // Other hosts' shells tell it as Gogo's own does.
        return session.get("COLUMNS") instanceof Integer columns && columns > 0 ? columns : Caller.DEFAULT_WIDTH;
    }
}
