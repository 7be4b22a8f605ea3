package org.pellucid.shell.command;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.pellucid.api.UsageException;

/**
 * A file of class names in index order: one a line, or the ImageNet synset file ({@code n01440764 tench, Tinca tinca}),
 * of which the first synonym is taken, spaces turned to underscores.
 */
final class LabelFile {
    private static final long LARGEST = 16 << 20;
    private static final int SYNSET_LENGTH = 9;

    private LabelFile() {
    }

    /**
     * @param file  the file
     * @param shown its name for messages
     * @return the class names
     * @throws UsageException if it is missing, unreadable, too large, no text, empty, or has an empty line inside
     */
    static List<String> read(Path file, String shown) throws UsageException {
        List<String> lines;
        try {
            if (Files.isDirectory(file)) {
                throw new UsageException("label file " + shown + ": is a folder");
            }
            if (Files.size(file) > LARGEST) {
                throw new UsageException("label file " + shown + ": larger than 16 MiB");
            }
            lines = Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw new UsageException("label file " + shown + ": not UTF-8 text", e);
        } catch (NoSuchFileException e) {
            throw new UsageException("label file " + shown + ": no such file", e);
        } catch (IOException e) {
            throw new UsageException("label file " + shown + ": cannot be read", e);
        }
        return parse(lines, shown);
    }

    static List<String> parse(List<String> lines, String shown) throws UsageException {
        List<String> labels = new ArrayList<>();
        boolean synsets = true;
        int emptyLine = -1;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            line = (i == 0 && line.startsWith("\ufeff") ? line.substring(1) : line).trim();
            if (line.isEmpty()) {
                emptyLine = emptyLine < 0 ? i : emptyLine;
                continue;
            }
            if (emptyLine >= 0) {
                // Skipping it would shift every later label by one.
                throw new UsageException("label file " + shown + ": line " + (emptyLine + 1) + " is empty");
            }
            synsets &= isSynset(line);
            labels.add(line);
        }
        if (labels.isEmpty()) {
            throw new UsageException("label file " + shown + ": holds no label");
        }
        if (synsets) {
            labels.replaceAll(LabelFile::firstSynonym);
        }
        return labels;
    }

    private static boolean isSynset(String line) {
        if (line.length() < SYNSET_LENGTH + 2 || line.charAt(0) != 'n' || line.charAt(SYNSET_LENGTH) != ' ') {
            return false;
        }
        for (int i = 1; i < SYNSET_LENGTH; i++) {
            if (line.charAt(i) < '0' || line.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static String firstSynonym(String line) {
        int comma = line.indexOf(',');
        return line.substring(SYNSET_LENGTH + 1, comma < 0 ? line.length() : comma).trim().replace(' ', '_');
    }
}
