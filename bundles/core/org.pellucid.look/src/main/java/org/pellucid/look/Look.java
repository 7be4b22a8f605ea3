package org.pellucid.look;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Gives the style sheet and the scripts that the report and the page share. The page serves each file by its name; the
 * report holds them in one piece. Safe for use by several threads.
 */
public final class Look {
    /** The style sheet. */
    public static final String STYLE = "look.css";

    /** The scripts, each after those that it imports. */
    private static final List<String> SCRIPTS = List.of("dom.js", "table.js", "charts.js", "explorer.js");
    private static final Pattern IMPORT = Pattern.compile("(?ms)^import \\{.*?\\} from '[^']*';\\n");
    private static final Pattern EXPORT = Pattern.compile("(?m)^export (?=(async )?(function|const|let|class) )");

    private Look() {
    }

    /**
     * Finds a file.
     *
     * @param name of it, without folders
     * @return its bytes, or empty if there is no such file
     */
    public static Optional<byte[]> file(String name) {
        if (!name.equals(STYLE) && !SCRIPTS.contains(name)) {
            return Optional.empty();
        }
        try (InputStream in = Look.class.getResourceAsStream(name)) {
            return Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("this bundle is damaged", e);
        }
    }

    /** Returns the style sheet. */
    public static String style() {
        return text(STYLE);
    }

    /**
     * Joins all scripts and one more into one that imports nothing.
     *
     * @param last what follows them and may import from them
     * @return the text of a module
     */
    public static String script(String last) {
        StringBuilder all = new StringBuilder();
        SCRIPTS.forEach(name -> all.append(joined(text(name))));
        return all.append(joined(last)).toString();
    }

    private static String joined(String module) {
        return EXPORT.matcher(IMPORT.matcher(module).replaceAll("")).replaceAll("");
    }

    private static String text(String name) {
        return new String(file(name).orElseThrow(), StandardCharsets.UTF_8);
    }
}
