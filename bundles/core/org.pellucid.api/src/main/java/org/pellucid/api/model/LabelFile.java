package org.pellucid.api.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pellucid.api.UsageException;
import org.pellucid.files.RegularFile;

/**
 * A file that names the classes of a model in index order. It holds one label a line, or is the ImageNet synset file:
 * lines such as {@code n02124075 Egyptian cat}, of which the first synonym is taken with underscores for spaces.
 *
 * @param classes the classes in index order, at least one
 */
public record LabelFile(List<ClassName> classes) {
    private static final int LARGEST = 16 << 20;
    private static final Pattern SYNSET = Pattern.compile("(?<wnid>n\\d{8}) +(?<label>[^ ,][^,]*).*");

    /** Copies the list. */
    public LabelFile {
        classes = List.copyOf(classes);
    }

    /**
     * Reads a label file.
     *
     * @param file UTF-8 text of at most 16 MiB
     * @return what it says
     * @throws UsageException if there is no such file, if it is no regular file, too large or no text, holds no label,
     *                        has an empty line between labels, or names one WordNet id twice
     */
    public static LabelFile read(Path file) throws UsageException {
        try {
            return new LabelFile(parse(RegularFile.text(file, LARGEST)));
        } catch (IOException e) {
            throw new UsageException("label file " + file + ": " + e.getMessage(), e);
        }
    }

    /** {@return the labels in index order, what a model's own labels can be replaced with} */
    public List<String> labels() {
        return classes.stream().map(ClassName::label).toList();
    }

    /** {@return the classes that have a WordNet id, by that id, in index order; empty if the file gives none} */
    public Map<String, ClassName> byWnid() {
        Map<String, ClassName> found = new LinkedHashMap<>();
        classes.forEach(each -> each.wnid().ifPresent(wnid -> found.put(wnid, each)));
        return found;
    }

    /** The message of what is thrown follows the file's name. */
    private static List<ClassName> parse(String text) throws IOException {
        List<String> lines = lines(text);
        List<ClassName> classes = new ArrayList<>(lines.size());
        boolean synsets = lines.stream().allMatch(line -> SYNSET.matcher(line).matches());
        Map<String, Integer> lineOf = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher synset = SYNSET.matcher(lines.get(i));
            if (!synsets || !synset.matches()) {
                classes.add(new ClassName(i, Optional.empty(), lines.get(i)));
                continue;
            }
            String wnid = synset.group("wnid");
            Integer earlier = lineOf.put(wnid, i + 1);
            if (earlier != null) {
                throw new IOException("names " + wnid + " twice, in lines " + earlier + " and " + (i + 1));
            }
            classes.add(new ClassName(i, Optional.of(wnid), synset.group("label").strip().replace(' ', '_')));
        }
        return classes;
    }

    private static List<String> lines(String text) throws IOException {
        List<String> lines = new ArrayList<>(text.lines().map(String::strip).toList());
        while (!lines.isEmpty() && lines.get(lines.size() - 1).isEmpty()) {
            lines.remove(lines.size() - 1);
        }
        if (lines.isEmpty()) {
            throw new IOException("holds no label");
        }
        int empty = lines.indexOf("");
        if (empty >= 0) {
            // Leaving it out would shift every later label by one.
            throw new IOException("line " + (empty + 1) + " is empty: remove it, or name the class there");
        }
        return lines;
    }
}
