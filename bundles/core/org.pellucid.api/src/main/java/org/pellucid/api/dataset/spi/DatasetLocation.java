package org.pellucid.api.dataset.spi;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.pellucid.api.UsageException;

/**
 * Which data set to open, taken apart.
 *
 * @param scheme    in front of the colon
 * @param location  behind it, without options; may be empty
 * @param options   by name, as in {@code ?split=val&count=10}
 * @param directory that relative paths start from
 */
public record DatasetLocation(String scheme, String location, Map<String, String> options, Path directory) {
    /** Checks for {@code null}, copies the options. */
    public DatasetLocation {
        Objects.requireNonNull(scheme, "scheme");
        Objects.requireNonNull(location, "location");
        Objects.requireNonNull(directory, "directory");
        options = Map.copyOf(options);
    }

    /**
     * {@return the location as an absolute path}
     *
     * @throws UsageException if it is empty or cannot be a path
     */
    public Path path() throws UsageException {
        if (location.isBlank()) {
            throw new UsageException("data set " + this + ": a path must follow the colon");
        }
        try {
            return directory.resolve(location).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new UsageException("data set " + this + ": no path: " + e.getReason(), e);
        }
    }

    /**
     * Refuses options that nobody reads.
     *
     * @param known names of options
     * @throws UsageException if there is another one
     */
    public void allow(String... known) throws UsageException {
        List<String> names = Arrays.asList(known);
        for (String name : new TreeMap<>(options).keySet()) {
            if (!names.contains(name)) {
                throw new UsageException("data set " + this + ": unknown option " + name + "; there "
                        + (names.isEmpty() ? "is none" : "is " + String.join(", ", names)));
            }
        }
    }

    /**
     * {@return its value}
     *
     * @param name     of an option
     * @param fallback its value where it is not given
     * @param least    smallest value allowed
     * @param most     greatest value allowed
     * @throws UsageException if it is no whole number in the range
     */
    public long number(String name, long fallback, long least, long most) throws UsageException {
        String text = options.get(name);
        if (text == null) {
            return fallback;
        }
        try {
            long value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new UsageException("data set " + this + ": " + name + " " + text + ": must be a whole number in " + least
                + ".." + most);
    }

    /** {@return {@code scheme:location?options}, options by name} */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(scheme).append(':').append(location);
        char separator = '?';
        for (Map.Entry<String, String> option : new TreeMap<>(options).entrySet()) {
            text.append(separator).append(option.getKey()).append('=').append(option.getValue());
            separator = '&';
        }
        return text.toString();
    }
}
