package org.pellucid.api.dataset.spi;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What the place of a picture file within its data set says: {@code [SPLIT/][CLASS/][…/]NAME}. A folder at the top
 * named {@code train}, {@code val}, {@code valid}, {@code validation} or {@code test} is a split, the folder below it
 * (or at the top, where there are no splits) is the class.
 *
 * @param id          the whole path, separated by slashes
 * @param name        its last part
 * @param split       as the folder is written
 * @param classFolder name of the class folder
 */
public record SamplePath(String id, String name, Optional<String> split, Optional<String> classFolder) {
    private static final Set<String> SPLITS = Set.of("train", "val", "valid", "validation", "test");

    /**
     * {@return what it says}
     *
     * @param id path from the root of the data set, separated by slashes
     */
    public static SamplePath of(String id) {
        String[] parts = id.split("/");
        boolean split = parts.length > 1 && isSplit(parts[0]);
        int classPart = split ? 1 : 0;
        return new SamplePath(id, parts[parts.length - 1], split ? Optional.of(parts[0]) : Optional.empty(),
                classPart < parts.length - 1 ? Optional.of(parts[classPart]) : Optional.empty());
    }

    /**
     * {@return whether it is one of the names of splits, in any case}
     *
     * @param folder name of a folder
     */
    public static boolean isSplit(String folder) {
        return SPLITS.contains(folder.toLowerCase(Locale.ROOT));
    }
}
