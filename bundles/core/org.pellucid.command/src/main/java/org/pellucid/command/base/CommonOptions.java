package org.pellucid.command.base;

import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** Options every command has, and short ways to make more. */
public final class CommonOptions {
    /** One JSON document instead of text. */
    public static final String JSON = "json";
    /** Errors only. */
    public static final String QUIET = "quiet";
    /** More about what is going on. */
    public static final String VERBOSE = "verbose";
    /** Help. */
    public static final String HELP = "help";

    private CommonOptions() {
    }

    /**
     * @param command a command
     * @return its options and the common ones
     */
    public static Options of(Command command) {
        Options options = command.options();
        options.addOption(flag(null, JSON, "print one JSON document on standard output and nothing else there"));
        options.addOption(flag("q", QUIET, "print errors only"));
        options.addOption(flag("v", VERBOSE,
                "print log entries and stack traces of failures on standard error, and more columns of lists"));
        options.addOption(flag("h", HELP, "print this help"));
        return options;
    }

    /**
     * @param letter      one letter, or {@code null}
     * @param name        long name
     * @param description what it does
     * @return an option without a value
     */
    public static Option flag(String letter, String name, String description) {
        return Option.builder(letter).longOpt(name).desc(description).get();
    }

    /**
     * @param letter      one letter, or {@code null}
     * @param name        long name
     * @param value       what to call the value
     * @param description what it does, with unit, default and range
     * @return an option with a value
     */
    public static Option value(String letter, String name, String value, String description) {
        return Option.builder(letter).longOpt(name).hasArg().argName(value).desc(description).get();
    }
}
