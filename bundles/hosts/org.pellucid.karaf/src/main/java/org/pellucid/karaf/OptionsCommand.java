package org.pellucid.karaf;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.console.Candidate;
import org.apache.karaf.shell.api.console.Command;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Parser;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.apache.karaf.shell.support.completers.FileCompleter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.pellucid.api.command.Commands;

/**
 * Prints the options of a command, and completes those of every command. Karaf takes commands of Gogo as they are and
 * completes nothing for them; it asks the completer of each command of its own for every line, so one serves for all.
 */
@Component(service = {})
public final class OptionsCommand implements Command, Completer {
    private static final String SCOPE = "pellucid";
    private static final String NAME = "options";

    private final SessionFactory sessions;
    private final Commands commands;

    /**
     * @param sessions where Karaf keeps its commands
     * @param commands that are completed
     */
    @Activate
    public OptionsCommand(@Reference SessionFactory sessions, @Reference Commands commands) {
        this.sessions = sessions;
        this.commands = commands;
        sessions.getRegistry().register(this);
    }

    /** Is no command of Karaf's any more. */
    @Deactivate
    public void end() {
        sessions.getRegistry().unregister(this);
    }

    @Override
    public String getScope() {
        return SCOPE;
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public String getDescription() {
        return "prints the options of a command: pellucid:options explain";
    }

    @Override
    public Completer getCompleter(boolean scoped) {
        return this;
    }

    @Override
    public Parser getParser() {
        return null;
    }

    @Override
    public Object execute(Session session, List<Object> arguments) throws Exception {
        if (arguments.size() != 1 || !arguments.get(0).toString().matches("[a-z]+")) {
            throw new IllegalArgumentException("give the name of one command, as in: pellucid:options explain");
        }
        return session.execute(SCOPE + ":" + arguments.get(0) + " --help");
    }

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        // Karaf's console asks for candidates with descriptions, see below.
        return -1;
    }

    @Override
    public void completeCandidates(Session session, CommandLine line, List<Candidate> candidates) {
        List<String> words = Arrays.asList(line.getArguments()).subList(0,
                Math.min(line.getCursorArgumentIndex() + 1, line.getArguments().length));
        if (words.isEmpty()) {
            return;
        }
        if (words.size() == 1) {
            candidates.add(new Candidate(SCOPE + ":" + NAME, true));
            return;
        }
        words.set(0, words.get(0).replaceFirst("^" + SCOPE + ":", ""));
        complete(words).forEach((word, description) -> {
            if (word.isEmpty()) {
                new FileCompleter().completeCandidates(session, line, candidates);
            } else {
                candidates.add(new Candidate(word, word, null, description.isEmpty() ? null : description, null, null,
                        !word.endsWith("=") && !word.endsWith(":")));
            }
        });
    }

    private Map<String, String> complete(List<String> words) {
        try {
            return commands.complete(words);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Map.of();
        }
    }
}
