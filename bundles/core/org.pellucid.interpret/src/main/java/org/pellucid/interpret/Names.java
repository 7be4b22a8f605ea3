package org.pellucid.interpret;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pellucid.api.explain.Prediction;

/**
 * Names of folders and files, each used once: pictures of the same name from different splits do not overwrite each
 * other. For one thread.
 */
final class Names {
    private static final int STEM_BYTES = 44;
    private static final int TRUTH_BYTES = 36;
    private static final String FORBIDDEN = "/\\:*?\"<>|";

    private final Map<String, Set<String>> stems = new HashMap<>();
    private final Map<String, String> folders = new HashMap<>();
    private final Set<String> takenFolders = new HashSet<>();

    /** @return the folder of a use case */
    String folder(String useCase) {
        return folders.computeIfAbsent(useCase, name -> {
            String safe = shortened(safe(name), 100);
            String base = safe.isBlank() || safe.startsWith(".") ? "_" + safe : safe;
            String folder = base;
            for (int number = 2; !takenFolders.add(folder.toLowerCase(Locale.ROOT)); number++) {
                folder = base + "-" + number;
            }
            return folder;
        });
    }

    /** @return what the names of a picture's files begin with */
    String stem(String useCase, String picture) {
        String name = picture.substring(picture.lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        String safe = shortened(safe(dot > 0 ? name.substring(0, dot) : name), STEM_BYTES);
        String base = safe.isEmpty() ? "picture" : safe;
        String stem = base;
        Set<String> taken = stems.computeIfAbsent(useCase, key -> new HashSet<>());
        for (int number = 2; !taken.add(stem.toLowerCase(Locale.ROOT)); number++) {
            stem = base + "-" + number;
        }
        return stem;
    }

    /** A stem from an earlier run. */
    void taken(String useCase, String stem) {
        stems.computeIfAbsent(useCase, key -> new HashSet<>()).add(stem.toLowerCase(Locale.ROOT));
    }

    /** @return the notebook's {@code n02088364_2019_gt_beagle_0.97_pr_}; less where less is known */
    static String prefix(String stem, Optional<Truth> truth) {
        if (truth.isEmpty()) {
            return stem + "_pr_";
        }
        Double probability = truth.get().probability();
        String label = shortened(safe(truth.get().label()), TRUTH_BYTES);
        return stem + "_gt_" + label + (probability == null ? "" : "_" + Prediction.twoDecimals(probability)) + "_pr_";
    }

    /** @return a file's name as a title: without extension and the WordNet id in front */
    static String title(String fileName) {
        int dot = fileName.lastIndexOf('.');
        String stem = dot > 0 ? fileName.substring(0, dot) : fileName;
        return stem.matches("n\\d{8}_.+") ? stem.substring(stem.indexOf('_') + 1) : stem;
    }

    private static String safe(String text) {
        StringBuilder safe = new StringBuilder();
        text.strip().codePoints().forEach(c -> safe.appendCodePoint(
                FORBIDDEN.indexOf(c) >= 0 || Character.isISOControl(c) || Character.getType(c) == Character.FORMAT
                        || Character.getType(c) == Character.SURROGATE ? '_' : c));
        return safe.toString();
    }

    private static String shortened(String text, int maxBytes) {
        int bytes = 0;
        for (int i = 0; i < text.length();) {
            int next = text.offsetByCodePoints(i, 1);
            bytes += text.substring(i, next).getBytes(StandardCharsets.UTF_8).length;
            if (bytes > maxBytes) {
                return text.substring(0, i).strip();
            }
            i = next;
        }
        return text;
    }
}
