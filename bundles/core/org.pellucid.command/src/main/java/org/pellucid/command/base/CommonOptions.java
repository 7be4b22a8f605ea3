package org.pellucid.command.base;

import java.util.ArrayList;
import java.util.List;
import org.pellucid.api.command.CommandOption;
import org.pellucid.api.command.spi.Command;

/** Adds the options that every command has. */
public final class CommonOptions {
    /** One JSON document instead of text. */
    public static final String JSON = "json";
    /** Errors only. */
    public static final String QUIET = "quiet";
    /** More about what is going on. */
    public static final String VERBOSE = "verbose";
    /** Help. */
    public static final String HELP = "help";

    private static final List<CommandOption> COMMON = List.of(
            CommandOption.flag(JSON, "print one JSON document on standard output and nothing else there"),
            CommandOption.flag("q", QUIET, "print errors only"),
            CommandOption.flag("v", VERBOSE,
                    "print log entries and stack traces of failures on standard error, and more columns of lists"),
            CommandOption.flag("h", HELP, "print this help"));

    private CommonOptions() {
    }

    /**
     * Returns all options of a command.
     *
     * @param command a command
     * @return its options, then the common ones
     */
    public static List<CommandOption> of(Command command) {
        List<CommandOption> options = new ArrayList<>(command.options());
        options.addAll(COMMON);
        return options;
    }
}
