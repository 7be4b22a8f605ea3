package org.pellucid.render;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.pellucid.api.UsageException;
import org.pellucid.api.explain.Prediction;
import org.pellucid.api.explain.SaliencyMap;
import org.pellucid.api.render.Naming;

/**
 * Names of files: whatever a label or a picture is called, the name is one that every common file system takes, and it
 * stays inside the folder. Stateless.
 */
final class FileNames {
    /** Longest name in UTF-8 bytes on the file systems of Linux; Windows and macOS take at least as much. */
    private static final int MAX_BYTES = 255;
    /** Kept free for {@code -2}, {@code -3} … */
    private static final int ROOM_FOR_NUMBER = 8;
    /** Longest prefix or postfix a caller may choose, so that something of the label can follow. */
    private static final int MAX_AFFIX_BYTES = 96;
    private static final String FORBIDDEN = "/\\:*?\"<>|";
    private static final Set<String> RESERVED = Set.of("con", "prn", "aux", "nul", "conin$", "conout$");

    private FileNames() {
    }

    /** @throws UsageException if a prefix or postfix cannot be part of a file name in the folder */
    static void check(Naming naming, Path folder) throws UsageException {
        if (naming.prefix().isPresent()) {
            check("prefix", naming.prefix().get(), folder);
        }
        if (naming.postfix().isPresent()) {
            check("postfix", naming.postfix().get(), folder);
        }
    }

    private static void check(String what, String affix, Path folder) throws UsageException {
        for (int i = 0; i < affix.length(); i++) {
            char c = affix.charAt(i);
            if (c == '/' || c == '\\') {
                throw new UsageException(what + " " + affix + " holds " + c
                        + ", which no file name may; the folder is chosen with the output option");
            }
            if (Character.isISOControl(c)) {
                throw new UsageException(what + " holds a control character (code " + (int) c + " at position " + i
                        + "), which no file name may");
            }
        }
        if (bytes(affix) > MAX_AFFIX_BYTES) {
            throw new UsageException(
                    what + " of " + bytes(affix) + " bytes is too long for a file name; " + MAX_AFFIX_BYTES + " fit");
        }
        try {
            folder.resolve(affix + "x");
        } catch (InvalidPathException e) {
            throw new UsageException(what + " " + affix + " cannot be part of a file name here: " + e.getReason(), e);
        }
    }

    /** @return {@code {prefix}{label}{postfix}{confidence}.{extension}} */
    static String ofMap(Naming naming, String wholeStem, SaliencyMap map, String rawExtension) {
        String extension = safe(rawExtension, false);
        String label = safe(map.label(), false);
        if (label.isEmpty()) {
            label = Integer.toString(map.target());
        }
        String confidence = naming.confidence() && Double.isFinite(map.probability())
                ? Prediction.twoDecimals(map.probability())
                : "";
        String end = naming.postfix().orElse(confidence.isEmpty() ? "" : "_") + confidence;
        int room = MAX_BYTES - ROOM_FOR_NUMBER - bytes(end) - bytes("." + extension);
        if (naming.prefix().isPresent()) {
            String prefix = naming.prefix().get();
            return harmless(prefix + shortened(label, room - bytes(prefix)) + end) + "." + extension;
        }
        // When both are too long each gets half, and what the other leaves.
        String stem = wholeStem;
        label = shortened(label, Math.max(room / 2, room - bytes(stem) - 1));
        stem = shortened(stem, room - bytes(label) - 1);
        return harmless(stem + "_" + label + end) + "." + extension;
    }

    /** @return {@code {stem}.{extension}} */
    static String ofPicture(String stem, String rawExtension) {
        String extension = safe(rawExtension, false);
        int room = MAX_BYTES - ROOM_FOR_NUMBER - bytes("." + extension);
        return harmless(shortened(stem, room)) + "." + extension;
    }

    /** @return the name with {@code -number} before its extension */
    static String numbered(String name, int number) {
        int dot = name.lastIndexOf('.');
        return name.substring(0, dot) + "-" + number + name.substring(dot);
    }

    /** @return the file; where the system's encoding cannot write the name, without the letters it lacks */
    static Path in(Path folder, String name) {
        try {
            return folder.resolve(name);
        } catch (InvalidPathException e) {
            return folder.resolve(name.replaceAll("[^ -~]", "_"));
        }
    }

    /** @return what the names of a picture's files begin with */
    static String stem(String picture) {
        String name = picture.substring(Math.max(picture.lastIndexOf('/'), picture.lastIndexOf('\\')) + 1);
        int dot = name.lastIndexOf('.');
        return safeStem(dot > 0 ? name.substring(0, dot) : name);
    }

    /** @return a stem that a caller chose, made safe */
    static String safeStem(String text) {
        String stem = safe(text, true);
        return stem.isEmpty() ? "picture" : stem;
    }

    /** Replaces whatever a file system, a shell or a reader could trip over. */
    private static String safe(String text, boolean keepBlanks) {
        StringBuilder safe = new StringBuilder(text.length());
        text.strip().codePoints().forEach(c -> safe.appendCodePoint(isSafe(c, keepBlanks) ? c : '_'));
        for (int i = 0; i < safe.length() && safe.charAt(i) == '.'; i++) {
            // hidden, or a step up
            safe.setCharAt(i, '_');
        }
        return safe.toString();
    }

    private static boolean isSafe(int c, boolean keepBlanks) {
        if (c == ' ') {
            return keepBlanks;
        }
        if (FORBIDDEN.indexOf(c) >= 0 || Character.isWhitespace(c) || Character.isSpaceChar(c)) {
            return false;
        }
        switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED :
                return false;
            default :
                return true;
        }
    }

    /** Windows keeps some names for devices, whatever follows their first dot. */
    private static String harmless(String base) {
        int dot = base.indexOf('.');
        String device = (dot < 0 ? base : base.substring(0, dot)).strip().toLowerCase(Locale.ROOT);
        boolean reserved = RESERVED.contains(device)
                || device.length() == 4 && (device.startsWith("com") || device.startsWith("lpt"))
                        && "0123456789¹²³".indexOf(device.charAt(3)) >= 0;
        return reserved ? "_" + base : base;
    }

    /** @return as many whole characters from the front as fit */
    private static String shortened(String text, int maxBytes) {
        int bytes = 0;
        for (int i = 0; i < text.length();) {
            int next = text.offsetByCodePoints(i, 1);
            bytes += bytes(text.substring(i, next));
            if (bytes > maxBytes) {
                return text.substring(0, i);
            }
            i = next;
        }
        return text;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
