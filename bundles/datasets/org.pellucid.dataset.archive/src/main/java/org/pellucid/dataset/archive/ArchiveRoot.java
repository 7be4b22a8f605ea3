package org.pellucid.dataset.archive;

import org.pellucid.api.dataset.spi.SamplePath;

/**
 * Finds where a data set begins within an archive, since most archives wrap it into a folder: the folders that all
 * pictures share, up to a split, and without the last one before the picture names, which is a class.
 */
final class ArchiveRoot {
    private String[] common;
    private int length;

    /** @param name of a picture */
    void add(String name) {
        String[] parts = name.split("/");
        int parents = parts.length - 1;
        int shared = 0;
        int most = common == null ? parents - 1 : Math.min(length, parents - 1);
        while (shared < most && !SamplePath.isSplit(parts[shared])
                && (common == null || common[shared].equals(parts[shared]))) {
            shared++;
        }
        common = common == null ? parts : common;
        length = shared;
    }

    /** @return whether nothing is shared, whatever else is added */
    boolean isTop() {
        return common != null && length == 0;
    }

    /** @return empty, or folders ending in a slash */
    String prefix() {
        StringBuilder prefix = new StringBuilder();
        for (int i = 0; i < length; i++) {
            prefix.append(common[i]).append('/');
        }
        return prefix.toString();
    }
}
