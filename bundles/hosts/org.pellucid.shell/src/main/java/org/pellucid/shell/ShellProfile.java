package org.pellucid.shell;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.cli.Option;
import org.apache.felix.service.command.CommandSession;
import org.osgi.framework.BundleContext;
import org.pellucid.command.base.Command;
import org.pellucid.command.base.CommonOptions;

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

    private ShellProfile() {
    }

    /** Prepares a session. */
    static void run(CommandSession session, BundleContext context) throws Exception {
        session.put(QUIET, true);
        Optional<URL> own = Arrays.stream(context.getBundles())
                .filter(bundle -> SHELL.equals(bundle.getSymbolicName()))
                .map(bundle -> bundle.getEntry("/gosh_profile"))
                .filter(Objects::nonNull).findFirst();
        if (own.isPresent()) {
            session.execute(read(own.get()));
        }
        session.execute(completion());
        session.put("SCOPE", "pellucid:gogo:*");
    }

    private static String read(URL profile) throws IOException {
        try (InputStream in = profile.openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static String completion() {
        StringBuilder out = new StringBuilder();
        for (Command command : Commands.all()) {
            String complete = "complete -c pellucid:" + command.name() + " ";
            out.append(complete).append("-e\n").append(complete).append("-d ").append(quoted(command.summary()))
                    .append('\n');
            for (Option option : CommonOptions.of(command).getOptions()) {
                out.append(complete).append(option.getOpt() == null ? "" : "-s " + option.getOpt() + " ").append("-l ")
                        .append(option.getLongOpt()).append(" --description ").append(quoted(option.getDescription()))
                        .append('\n');
            }
            out.append(complete).append("-a '__pellucid ").append(command.name())
                    .append(" ($.commandLine words) ($.commandLine wordIndex)'\n");
        }
        return out.toString();
    }

    /** Without what means something to Gogo inside quotes. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "").replace("\\", "") + "'";
    }
}
