package org.pellucid.shell;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.pellucid.api.command.Commands;

/** Offers in the interactive shell what the commands say may follow, and files. */
@Component(service = GogoCompletion.class, property = {"osgi.command.scope=pellucid",
        "osgi.command.function=__pellucid"})
public final class GogoCompletion {
    private final Commands commands;

    /**
     * Creates the function.
     *
     * @param commands that are completed
     */
    @Activate
    public GogoCompletion(@Reference Commands commands) {
        this.commands = commands;
    }

    /**
     * Finds what a word may be.
     *
     * @param session in which it is typed
     * @param command being typed
     * @param words   of the line so far, the command first
     * @param index   of the word the cursor is in
     * @return names, and the shell's own candidates for files
     */
    @Descriptor("names that may follow on a command line, for completion")
    public Object __pellucid(CommandSession session, @Descriptor("command") String command,
            @Descriptor("words") List<String> words, @Descriptor("index of a word") int index) throws Exception {
        List<String> line = new ArrayList<>(words.subList(0, Math.min(index, words.size())));
        line.add(index < words.size() ? words.get(index) : "");
        line.set(0, command);
        List<Object> candidates = new ArrayList<>();
        for (String name : commands.complete(line).keySet()) {
            if (!name.isEmpty()) {
                candidates.add(name.endsWith("=") || name.endsWith(":") ? open(session, name) : name);
            } else if (session.execute("__files") instanceof Collection<?> found) {
                candidates.addAll(found);
            }
        }
        return candidates;
    }

    /** Something must follow at once: no space behind it, unlike what a plain name gets. */
    private static Object open(CommandSession session, String name) {
        try {
            return session.execute("new org.jline.reader.Candidate '" + name + "' '" + name
                    + "' null null null null false");
        } catch (Exception e) {
            // A session without a line editor, in which nobody types.
            return name;
        }
    }
}
