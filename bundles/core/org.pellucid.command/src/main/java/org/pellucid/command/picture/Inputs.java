package org.pellucid.command.picture;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The pictures a call names: files as they are, the pictures that lie directly in a folder, patterns that the calling
 * shell left alone, and standard input. What names no picture becomes an input that failed, so that the others are done.
 */
final class Inputs {
    private static final String STANDARD_INPUT = "-";
    /** What stands for the picture's name where it has none. */
    private static final String STANDARD_INPUT_NAME = "stdin";
    private static final Pattern URL = Pattern.compile("(?i)(https?|ftp|s3|gs|data|file):.*");
    private static final String GLOB_CHARACTERS = "*?[{";
    private static final String ANY_DEPTH = "**/";

    private final Path directory;
    private final Predicate<Path> isPicture;
    /** By absolute path, so that a picture named twice is done once. */
    private final Map<Object, Input> found = new LinkedHashMap<>();

    private Inputs(Path directory, Predicate<Path> isPicture) {
        this.directory = directory;
        this.isPicture = isPicture;
    }

    /**
     * One input.
     *
     * @param path  of the picture; of standard input and of what failed only the directory
     * @param shown the same as the caller would write it
     * @param error why there is no picture, or empty
     * @param piped whether it comes from standard input
     * @param named whether the caller named it itself, rather than a folder or a pattern
     */
    record Input(Path path, String shown, String error, boolean piped, boolean named) {
        boolean failed() {
            return !error.isEmpty();
        }

        boolean isFile() {
            return !failed() && !piped;
        }

        /** @return the file's name; of what is no file, what was typed */
        String name() {
            return isFile() ? path.getFileName().toString() : shown;
        }

        /** @return the file's name without its ending, which names the files written for it */
        private String stem() {
            String name = path.getFileName().toString();
            return name.substring(0, name.lastIndexOf('.') < 1 ? name.length() : name.lastIndexOf('.'));
        }

        /** @return the folder it lies in, absolute */
        private Path folder() {
            return path.toAbsolutePath().normalize().getParent();
        }
    }

    /**
     * Finds where the files of each picture go. What folders and patterns find keeps its tree. Pictures named one by one
     * lie together, unless two bear one name.
     *
     * @param inputs of one call
     * @return of each the way from the folder that those of a tree have in common to its own; empty where all lie in one
     */
    static List<Path> folders(List<Input> inputs) {
        boolean namesakes = namesakes(inputs);
        Predicate<Input> inTree = input -> input.isFile() && (namesakes || !input.named());
        Optional<Path> common = inputs.stream().filter(inTree).map(Input::folder).reduce(Inputs::common);
        return inputs.stream()
                .map(input -> inTree.test(input) ? common.orElseThrow().relativize(input.folder()) : Path.of(""))
                .toList();
    }

    /** @return whether files of two pictures named by the caller would be called alike */
    private static boolean namesakes(List<Input> inputs) {
        Set<String> stems = new HashSet<>();
        return inputs.stream().filter(input -> input.isFile() && input.named()).map(Input::stem)
                .anyMatch(stem -> !stems.add(stem));
    }

    private static Path common(Path one, Path other) {
        Path common = one;
        while (!other.startsWith(common)) {
            common = common.getParent();
        }
        return common;
    }

    /**
     * @param directory that relative paths start from
     * @param typed     files, folders and patterns
     * @param isPicture tells pictures from other files in folders and among what a pattern matches
     * @return the pictures in the order given, those of a folder or pattern by name
     */
    static List<Input> of(Path directory, List<String> typed, Predicate<Path> isPicture) {
        Inputs inputs = new Inputs(directory, isPicture);
        for (String each : typed) {
            inputs.add(each);
        }
        return List.copyOf(inputs.found.values());
    }

    private void add(String typed) {
        if (typed.equals(STANDARD_INPUT)) {
            found.putIfAbsent(typed, new Input(directory, STANDARD_INPUT_NAME, "", true, true));
            return;
        }
        Path path;
        try {
            path = directory.resolve(typed);
        } catch (InvalidPathException e) {
            fail(typed, "no path: " + e.getReason());
            return;
        }
        if (typed.isEmpty()) {
            fail("''", "no file name");
        } else if (Files.isDirectory(path)) {
            folder(typed, path);
        } else if (Files.exists(path)) {
            file(path, typed, true);
        } else if (URL.matcher(typed).matches()) {
            fail(typed, typed.regionMatches(true, 0, "file:", 0, 5) ? "a URL; give the path of the file"
                    : "a URL; pictures are not downloaded here: fetch it first, or pipe it, as in "
                            + "curl -sL URL | pellucid explain -");
        } else if (typed.chars().anyMatch(c -> GLOB_CHARACTERS.indexOf(c) >= 0)) {
            pattern(typed);
        } else {
            fail(typed, "no such file" + (Path.of(typed).isAbsolute() ? "" : " in " + directory));
        }
    }

    private void file(Path path, String shown, boolean named) {
        found.putIfAbsent(path.toAbsolutePath().normalize(), new Input(path, shown, "", false, named));
    }

    private void fail(String shown, String why) {
        found.putIfAbsent(shown, new Input(directory, shown, shown + ": " + why, false, true));
    }

    private void folder(String typed, Path folder) {
        List<String> names = new ArrayList<>();
        try (Stream<Path> children = Files.list(folder)) {
            children.filter(this::wanted).forEach(child -> names.add(child.getFileName().toString()));
        } catch (IOException | RuntimeException e) {
            fail(typed, "the folder cannot be read");
            return;
        }
        if (names.isEmpty()) {
            fail(typed, "no pictures in this folder");
        }
        names.sort(null);
        String prefix = typed.endsWith("/") ? typed : typed + "/";
        for (String name : names) {
            file(folder.resolve(name), typed.equals(".") ? name : prefix + name, false);
        }
    }

    private boolean wanted(Path file) {
        return !file.getFileName().toString().startsWith(".") && isPicture.test(file) && Files.isRegularFile(file);
    }

    private void pattern(String typed) {
        int first = 0;
        while (GLOB_CHARACTERS.indexOf(typed.charAt(first)) < 0) {
            first++;
        }
        int slash = typed.lastIndexOf('/', first);
        String prefix = typed.substring(0, slash + 1);
        String pattern = typed.substring(slash + 1);
        Path base = directory.resolve(prefix);
        List<PathMatcher> matchers = new ArrayList<>();
        try {
            matchers.add(FileSystems.getDefault().getPathMatcher("glob:" + pattern));
            // Java's **/ stands for at least one folder; people expect none to do as well.
            if (pattern.contains(ANY_DEPTH)) {
                matchers.add(FileSystems.getDefault().getPathMatcher("glob:" + pattern.replace(ANY_DEPTH, "")));
            }
        } catch (IllegalArgumentException e) {
            fail(typed, "neither a file nor a valid pattern");
            return;
        }
        int depth = pattern.contains("**") ? Integer.MAX_VALUE : pattern.split("/").length;
        List<String> names = new ArrayList<>();
        try {
            Files.walkFileTree(base, EnumSet.noneOf(FileVisitOption.class), depth,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                            Path name = base.relativize(file);
                            if (matchers.stream().anyMatch(m -> m.matches(name)) && wanted(file)) {
                                names.add(name.toString());
                            }
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFileFailed(Path file, IOException e) {
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                            boolean hidden = !folder.equals(base) && folder.getFileName().toString().startsWith(".");
                            return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult postVisitDirectory(Path folder, IOException e) {
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            fail(typed, "folder " + prefix + " cannot be read");
            return;
        }
        if (names.isEmpty()) {
            fail(typed, "no picture matches this pattern");
        }
        names.sort(null);
        for (String name : names) {
            file(base.resolve(name), prefix + name, false);
        }
    }
}
