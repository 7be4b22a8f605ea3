package org.pellucid.blackbox;

import java.util.Map;
import org.pellucid.api.UsageException;

/** Reads a method's options; what is wrong is told with the range. */
public final class OptionReader {
    private final String method;
    private final Map<String, String> options;

    /**
     * Reads the options of a request.
     *
     * @param method  its name, for messages
     * @param options as given
     */
    public OptionReader(String method, Map<String, String> options) {
        this.method = method;
        this.options = options;
    }

    /**
     * {@return the value given, else the default}
     *
     * @param option with a default of its own
     * @param <T>    type of its value
     * @throws UsageException if the value is not allowed
     */
    public <T> T get(DeclaredOption<T> option) throws UsageException {
        return get(option, option.byDefault());
    }

    /**
     * {@return the value given, else another one}
     *
     * @param option    to read
     * @param otherwise what holds if it is not given
     * @param <T>       type of its value
     * @throws UsageException if the value is not allowed
     */
    public <T> T get(DeclaredOption<T> option, T otherwise) throws UsageException {
        String text = options.get(option.name());
        if (text == null) {
            return otherwise;
        }
        try {
            return option.parse(text.strip());
        } catch (IllegalArgumentException e) {
            throw new UsageException("option " + option.name() + "=" + text + " of method " + method + ": must be "
                    + option.must(), e);
        }
    }
}
