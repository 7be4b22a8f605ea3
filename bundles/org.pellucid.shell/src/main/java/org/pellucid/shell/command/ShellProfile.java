package org.pellucid.shell.command;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.cli.Option;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.pellucid.shell.base.Command;
import org.pellucid.shell.base.CommonOptions;

/**
 * The profile of the interactive shell: Gogo's own, and the completion of every command's options, made from what the
 * commands say of themselves. Gogo reads it from the folder named by {@code gosh.home}; without that it would take
 * whatever {@code etc/gosh_profile} lies where the user happens to be.
 */
final class ShellProfile {
    private static final String HOME = "gosh.home";
    private static final String SHELL = "org.apache.felix.gogo.jline";

    /**
     * Gogo's own exit is that of the virtual machine, which wants a number and ends the process in the middle of things.
     * Its prompt of further lines, filled up to the terminal's width, never ends where that is unknown and so 0.
     */
    private static final String AMENDMENTS = "exit = { (context:getBundle 0) stop }\nquit = { exit }\n"
            + "secondary-prompt-pattern = '> '\n";

    private ShellProfile() {
    }

    /** Writes it; does nothing where no folder for it is named. */
    static void write(BundleContext context) throws IOException {
        String home = context.getProperty(HOME);
        Optional<URL> own = Arrays.stream(context.getBundles())
                .filter(bundle -> SHELL.equals(bundle.getSymbolicName())).map((Bundle bundle) -> bundle
                        .getEntry("/gosh_profile"))
                .filter(url -> url != null).findFirst();
        if (home == null || own.isEmpty()) {
            return;
        }
        Path folder = Files.createDirectories(Path.of(home, "etc"));
        Path work = Files.createTempFile(folder, "gosh_profile", ".part");
        Files.writeString(work, text(own.get()));
        Files.move(work, folder.resolve("gosh_profile"), StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.ATOMIC_MOVE);
    }

    static String text(URL own) {
        StringBuilder out = new StringBuilder("source '" + own + "'\n").append(AMENDMENTS);
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
