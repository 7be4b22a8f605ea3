package org.pellucid.blackbox;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.pellucid.api.UsageException;

/** Reads a method's options; what is wrong is told with the range. */
public final class OptionReader {
    private final String method;
    private final Map<String, String> options;

    /**
     * @param method  its name, for messages
     * @param options as given
     */
    public OptionReader(String method, Map<String, String> options) {
        this.method = method;
        this.options = options;
    }

    /**
     * @param name         option
     * @param defaultValue if it is not given
     * @param min          smallest value allowed
     * @param max          largest value allowed
     * @return the value
     * @throws UsageException if it is no whole number or out of range
     */
    public int integer(String name, int defaultValue, int min, int max) throws UsageException {
        String text = options.get(name);
        if (text == null) {
            return defaultValue;
        }
        try {
            int value = Integer.parseInt(text.strip());
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // told below, like a number out of range
        }
        throw wrong(name, text, "a whole number from " + min + " to " + max);
    }

    /**
     * @param name         option
     * @param defaultValue if it is not given
     * @return the value
     * @throws UsageException if it is no whole number
     */
    public long seed(String name, long defaultValue) throws UsageException {
        String text = options.get(name);
        try {
            return text == null ? defaultValue : Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw wrong(name, text, "a whole number from " + Long.MIN_VALUE + " to " + Long.MAX_VALUE);
        }
    }

    /**
     * @param name         option
     * @param defaultValue if it is not given
     * @param min          smallest value allowed
     * @param max          largest value allowed
     * @return the value
     * @throws UsageException if it is no number or out of range
     */
    public double number(String name, double defaultValue, double min, double max) throws UsageException {
        String text = options.get(name);
        return text == null ? defaultValue : number(name, text, text, min, max);
    }

    private double number(String name, String whole, String text, double min, double max) throws UsageException {
        try {
            double value = Double.parseDouble(text.strip());
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // told below, like a number out of range
        }
        throw wrong(name, whole, "a number from " + min + " to " + max);
    }

    /**
     * @param name         option: numbers separated by spaces or semicolons
     * @param defaultValue if it is not given
     * @param min          smallest value allowed
     * @param max          largest value allowed
     * @return the values, at least one
     * @throws UsageException if one is no number or out of range
     */
    public double[] numbers(String name, double[] defaultValue, double min, double max) throws UsageException {
        String text = options.get(name);
        if (text == null) {
            return defaultValue.clone();
        }
        String[] parts = text.strip().split("[;\\s]+");
        double[] values = new double[parts.length];
        for (int i = 0; i < parts.length; i++) {
            values[i] = number(name, text, parts[i], min, max);
        }
        return values;
    }

    /**
     * @param name         option
     * @param defaultValue if it is not given
     * @param type         its constants, in lower case, are the values allowed
     * @param <E>          type
     * @return the value
     * @throws UsageException if there is no such constant
     */
    public <E extends Enum<E>> E choice(String name, E defaultValue, Class<E> type) throws UsageException {
        String text = options.get(name);
        if (text == null) {
            return defaultValue;
        }
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(text.strip())) {
                return constant;
            }
        }
        throw wrong(name, text, "one of " + Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT));
    }

    private UsageException wrong(String name, String text, String range) {
        return new UsageException("option " + name + "=" + text + " of method " + method + ": must be " + range);
    }
}
