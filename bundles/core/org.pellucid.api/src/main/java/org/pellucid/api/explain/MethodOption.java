package org.pellucid.api.explain;

import java.util.Objects;

/** Describes an option of a method, as {@code --option name=value} sets it. */
public final class MethodOption {
    private final String name;
    private final String defaultValue;
    private final String range;
    private final String description;

    private MethodOption(String name, String defaultValue, String range, String description) {
        this.name = Objects.requireNonNull(name, "name");
        this.defaultValue = Objects.requireNonNull(defaultValue, "defaultValue");
        this.range = Objects.requireNonNull(range, "range");
        this.description = Objects.requireNonNull(description, "description");
    }

    /**
     * {@return an option}
     *
     * @param name         key
     * @param defaultValue what holds when it is not given, as text
     * @param range        what is allowed, in words: {@code 1..100000}, {@code true|false}
     * @param description  what it does, with its unit
     */
    public static MethodOption of(String name, String defaultValue, String range, String description) {
        return new MethodOption(name, defaultValue, range, description);
    }

    /** {@return the key} */
    public String name() {
        return name;
    }

    /** {@return what holds when the option is not given, as text} */
    public String defaultValue() {
        return defaultValue;
    }

    /** {@return what is allowed, in words: {@code 1..100000}, {@code true|false}} */
    public String range() {
        return range;
    }

    /** {@return what the option does, with its unit} */
    public String description() {
        return description;
    }

    /** Returns whether both say the same. */
    @Override
    public boolean equals(Object other) {
        return other instanceof MethodOption that && name.equals(that.name)
                && defaultValue.equals(that.defaultValue)
                && range.equals(that.range)
                && description.equals(that.description);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, defaultValue, range, description);
    }

    /** Returns {@code masks=1000 (2..1000000)}. */
    @Override
    public String toString() {
        return name + "=" + defaultValue + " (" + range + ")";
    }
}
