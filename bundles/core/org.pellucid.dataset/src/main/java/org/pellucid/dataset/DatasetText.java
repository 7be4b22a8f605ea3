package org.pellucid.dataset;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was typed, taken apart.
 *
 * @param scheme   lower case, empty if there is none
 * @param location behind the colon, without options
 * @param options  by name
 */
record DatasetText(String scheme, String location, Map<String, String> options) {
    /** One letter alone is a drive of Windows. */
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):(.*)", Pattern.DOTALL);
    private static final Pattern OPTIONS = Pattern.compile("[a-z][a-z0-9-]*=[^&]*(&[a-z][a-z0-9-]*=[^&]*)*");

    static DatasetText parse(String typed) {
        Matcher matcher = SCHEME.matcher(typed);
        boolean hasScheme = matcher.matches();
        String scheme = hasScheme ? matcher.group(1).toLowerCase(Locale.ROOT) : "";
        String rest = hasScheme ? matcher.group(2) : typed;
        Map<String, String> options = new LinkedHashMap<>();
        // A question mark may be part of a file name; what follows must look like options.
        int mark = rest.lastIndexOf('?');
        if (mark >= 0 && OPTIONS.matcher(rest.substring(mark + 1)).matches()) {
            for (String option : rest.substring(mark + 1).split("&")) {
                int equals = option.indexOf('=');
                options.put(option.substring(0, equals), option.substring(equals + 1));
            }
            rest = rest.substring(0, mark);
        }
        return new DatasetText(scheme, rest, options);
    }

    /** @return the file or folder of that name, if it exists */
    static Optional<Path> existing(Path directory, String typed) {
        try {
            return Optional.of(directory.resolve(typed)).filter(Files::exists);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
