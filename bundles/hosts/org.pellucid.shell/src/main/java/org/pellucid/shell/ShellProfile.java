package org.pellucid.shell;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.felix.service.command.CommandSession;
import org.osgi.framework.BundleContext;
import org.pellucid.api.command.CommandEntry;
import org.pellucid.api.command.CommandOption;
import org.pellucid.api.command.Commands;

/**
 * What a session of the interactive shell begins with: Gogo's own profile, and the completion of every command's
 * options, made from what the commands say of themselves.
 */
final class ShellProfile {
    /** Names the folder of the shell's files. */
    static final String HOME = "gosh.home";

    private static final String SHELL = "org.apache.felix.gogo.jline";
    /** Keeps Gogo's profile from greeting. */
    private static final String QUIET = ".gosh_quiet";

    private final Commands commands;
    /** The commands whose completion the session has. */
    private final Set<CommandEntry> known = new HashSet<>();

    ShellProfile(Commands commands) {
        this.commands = commands;
    }

    /** Prepares a session. */
    void run(CommandSession session, BundleContext context) throws Exception {
        session.put(QUIET, true);
        Optional<URL> own = Arrays.stream(context.getBundles())
                .filter(bundle -> SHELL.equals(bundle.getSymbolicName()))
                .map(bundle -> bundle.getEntry("/gosh_profile"))
                .filter(Objects::nonNull).findFirst();
        if (own.isPresent()) {
            session.execute(read(own.get()));
        }
        refresh(session);
        session.put("SCOPE", "pellucid:gogo:*");
    }

    /** Adds the completion of commands that came since. */
    synchronized void refresh(CommandSession session) {
        List<CommandEntry> present = commands.list();
        known.retainAll(present);
        for (CommandEntry command : present) {
            if (known.add(command)) {
                try {
                    session.execute(completion(command));
                } catch (Exception e) {
                    // The command itself works; only its options are not offered.
                    known.add(command);
                }
            }
        }
    }

    private static String read(URL profile) throws IOException {
        try (InputStream in = profile.openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static String completion(CommandEntry command) {
        String complete = "complete -c pellucid:" + command.name() + " ";
        StringBuilder out = new StringBuilder(complete).append("-e\n").append(complete).append("-d ")
                .append(quoted(command.summary())).append('\n');
        for (CommandOption option : command.options()) {
            out.append(complete).append(option.letter().map(letter -> "-s " + letter + " ").orElse("")).append("-l ")
                    .append(option.name()).append(" --description ").append(quoted(option.description())).append('\n');
        }
        return out.append(complete).append("-a '__pellucid ").append(command.name())
                .append(" ($.commandLine words) ($.commandLine wordIndex)'\n").toString();
    }

    /** Without what means something to Gogo inside quotes. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "").replace("\\", "") + "'";
    }
}
