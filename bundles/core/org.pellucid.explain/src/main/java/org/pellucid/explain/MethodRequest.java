package org.pellucid.explain;

import org.pellucid.api.UsageException;

/**
 * A method as it was asked for.
 *
 * @param name    method
 * @param version of its bundle, or the beginning of one, such as {@code 1.2}; empty for any
 */
record MethodRequest(String name, String version) {
    private static final char SEPARATOR = '@';

    static MethodRequest named(String name) {
        return new MethodRequest(name, "");
    }

    /** @param text {@code NAME} or {@code NAME@VERSION} */
    static MethodRequest parse(String text) throws UsageException {
        int at = text.indexOf(SEPARATOR);
        if (at < 0) {
            return named(text);
        }
        if (at == 0 || at == text.length() - 1) {
            throw new UsageException("method '" + text + "': must be NAME or NAME@VERSION, e.g. reciprocam@1.2");
        }
        return new MethodRequest(text.substring(0, at), text.substring(at + 1));
    }

    boolean matches(KnownMethod method) {
        return method.name.equals(name)
                && (version.isEmpty() || (method.version + '.').startsWith(version + '.'));
    }

    @Override
    public String toString() {
        return version.isEmpty() ? name : name + SEPARATOR + version;
    }
}
