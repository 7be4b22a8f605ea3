package org.pellucid.api.command;

import java.util.Objects;
import java.util.Optional;

/**
 * An option of a command.
 *
 * @param letter      one letter, as in {@code -o}; empty if there is only the name
 * @param name        the long name, as in {@code --output}
 * @param value       what help calls the value; empty if the option has none
 * @param description what the option does; for a value with unit, default and range
 * @param completer   says what the value may be
 */
public record CommandOption(Optional<String> letter, String name, Optional<String> value, String description,
        Completer completer) {
    /** Refuses what is missing. */
    public CommandOption {
        Objects.requireNonNull(letter, "letter");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(completer, "completer");
    }

    /**
     * Makes an option without letter and value.
     *
     * @param name        long name
     * @param description what the option does
     * @return the option
     */
    public static CommandOption flag(String name, String description) {
        return new CommandOption(Optional.empty(), name, Optional.empty(), description, Completer.NONE);
    }

    /**
     * Makes an option without a value.
     *
     * @param letter      one letter
     * @param name        long name
     * @param description what the option does
     * @return the option
     */
    public static CommandOption flag(String letter, String name, String description) {
        return new CommandOption(Optional.of(letter), name, Optional.empty(), description, Completer.NONE);
    }

    /**
     * Makes an option with a value and without a letter.
     *
     * @param name        long name
     * @param value       what help calls the value
     * @param description what the option does, with unit, default and range
     * @return the option
     */
    public static CommandOption value(String name, String value, String description) {
        return new CommandOption(Optional.empty(), name, Optional.of(value), description, Completer.NONE);
    }

    /**
     * Makes an option with a value.
     *
     * @param letter      one letter
     * @param name        long name
     * @param value       what help calls the value
     * @param description what the option does, with unit, default and range
     * @return the option
     */
    public static CommandOption value(String letter, String name, String value, String description) {
        return new CommandOption(Optional.of(letter), name, Optional.of(value), description, Completer.NONE);
    }

    /**
     * Lets names be offered while the value is typed.
     *
     * @param names that may follow
     * @return the same option with that completer
     */
    public CommandOption completedBy(Completer names) {
        return new CommandOption(letter, name, value, description, names);
    }

    /**
     * Tells whether a word names this option.
     *
     * @param word as typed, {@code -o} or {@code --output}
     * @return whether it is this option
     */
    public boolean isNamed(String word) {
        return word.equals("--" + name) || letter.isPresent() && word.equals("-" + letter.get());
    }
}
