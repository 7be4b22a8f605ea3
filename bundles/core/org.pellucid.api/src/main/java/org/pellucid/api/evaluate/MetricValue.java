package org.pellucid.api.evaluate;

import java.util.Objects;

/** Describes a number that a metric gives. */
public final class MetricValue {
    private final String name;
    private final String range;
    private final Better better;
    private final String description;

    private MetricValue(String name, String range, Better better, String description) {
        this.name = Objects.requireNonNull(name, "name");
        this.range = Objects.requireNonNull(range, "range");
        this.better = Objects.requireNonNull(better, "better");
        this.description = Objects.requireNonNull(description, "description");
    }

    /**
     * {@return a number}
     *
     * @param name        lower case with hyphens; where there is one for each other method, the part before the colon
     * @param range       what it can be, in words: {@code 0..1}
     * @param better      which way it is better
     * @param description what it says, one sentence
     */
    public static MetricValue of(String name, String range, Better better, String description) {
        return new MetricValue(name, range, better, description);
    }

    /** {@return the name in lower case; where there is a number for each other method, the part before the colon} */
    public String name() {
        return name;
    }

    /** {@return what the number can be, in words: {@code 0..1}} */
    public String range() {
        return range;
    }

    /** {@return which way the number is better} */
    public Better better() {
        return better;
    }

    /** {@return what the number says, one sentence} */
    public String description() {
        return description;
    }

    /** Returns whether both say the same. */
    @Override
    public boolean equals(Object other) {
        return other instanceof MetricValue that && name.equals(that.name)
                && range.equals(that.range)
                && better == that.better
                && description.equals(that.description);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, range, better, description);
    }

    /** Returns name and range. */
    @Override
    public String toString() {
        return name + " (" + range + ")";
    }
}
