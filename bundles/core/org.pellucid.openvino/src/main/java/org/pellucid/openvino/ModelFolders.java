package org.pellucid.openvino;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.osgi.service.log.Logger;
import org.pellucid.api.ModelException;
import org.pellucid.api.model.ModelEntry;

/** Finds definitions by name. Looks at the disk each time, since folders come and go. */
final class ModelFolders {
    /** Framework or system property with the folders, separated like a class path. */
    static final String MODELS = "pellucid.models";

    private final List<Path> roots;
    private final Logger logger;

    ModelFolders(List<Path> roots, Logger logger) {
        this.roots = List.copyOf(roots);
        this.logger = logger;
    }

    /**
     * @param configured directories, empty if not configured
     * @param properties framework or system properties by name
     * @return the directories to use: configured, else {@code pellucid.models}, else {@code models} where we are
     */
    static List<Path> roots(String[] configured, UnaryOperator<String> properties) {
        Collection<String> given = Arrays.stream(configured).filter(folder -> !folder.isBlank()).toList();
        if (given.isEmpty()) {
            String property = properties.apply(MODELS);
            given = Arrays.asList((property == null ? "models" : property).split(File.pathSeparator));
        }
        return given.stream().map(String::strip).filter(folder -> !folder.isEmpty()).map(Path::of)
                .map(Path::toAbsolutePath).map(Path::normalize).distinct().toList();
    }

    /**
     * A model's file and the name it goes by.
     *
     * @param name   of its folder, or the file's without its ending
     * @param file   an IR's definition, a file of another format, or the folder of a SavedModel
     * @param format its format
     */
    record Found(String name, Path file, ModelFormat format) {
        static Found of(String name, Path file) {
            return new Found(name, file, ModelFormat.of(file).orElse(ModelFormat.TENSORFLOW));
        }
    }

    /**
     * @param nameOrFile name of a model folder, or a model file
     * @throws ModelException if a name is unknown or its folder holds no model; a file is not looked at
     */
    Found find(String nameOrFile) throws ModelException {
        Path path;
        try {
            path = Path.of(nameOrFile);
        } catch (InvalidPathException e) {
            throw new ModelException("'" + nameOrFile + "' is neither a model's name nor a file: " + e.getReason(), e);
        }
        if (nameOrFile.isBlank()) {
            throw new ModelException("The model's name is empty: give one of " + known());
        }
        String last = path.getFileName() == null ? "" : path.getFileName().toString();
        if (ModelFormat.of(path).isPresent()) {
            return Found.of(ModelFormat.stem(path), path);
        }
        if (path.getNameCount() == 1 && !path.isAbsolute() && !last.equals("..") && !last.equals(".")) {
            for (Path root : roots) {
                Path folder = root.resolve(path);
                if (Files.isDirectory(folder)) {
                    return Found.of(last, file(folder).orElseThrow(() -> new ModelException("Model folder "
                            + folder + " holds no " + last + ".xml, nor exactly one other model file")));
                }
            }
            if (!Files.exists(path)) {
                throw new ModelException("There is no model '" + nameOrFile + "': give " + known());
            }
        }
        if (ModelSource.isSavedModel(path)) {
            return new Found(last, path, ModelFormat.TENSORFLOW);
        }
        if (Files.isDirectory(path)) {
            throw new ModelException(nameOrFile + " is a folder: give the model file in it");
        }
        RefusedFormats.check(path);
        throw new ModelException(Files.exists(path)
                ? nameOrFile + " is not a model file Pellucid knows: give " + ModelFormat.KNOWN
                : "There is no model file " + nameOrFile);
    }

    private String known() {
        List<ModelEntry> entries = list();
        String files = "the path of " + ModelFormat.KNOWN;
        return entries.isEmpty()
                ? files + ", since no models lie in " + (roots.isEmpty() ? "any folder" : join(roots))
                : join(entries.stream().map(ModelEntry::name).toList()) + ", or " + files;
    }

    private static String join(List<?> things) {
        return String.join(", ", things.stream().map(Object::toString).toList());
    }

    /** {@return {@code NAME/NAME.xml}, or the same of another format, or the only model file there is} */
    private static Optional<Path> file(Path folder) {
        if (ModelSource.isSavedModel(folder)) {
            return Optional.of(folder);
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = files.filter(file -> ModelFormat.of(file).isPresent())
                    .sorted(Comparator.comparing(file -> ModelFormat.of(file).orElseThrow())).toList();
            String name = folder.getFileName().toString();
            return found.stream().filter(file -> ModelFormat.stem(file).equals(name)).findFirst()
                    .or(() -> only(found));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** {@return the only definition, or the only file of any format} */
    private static Optional<Path> only(List<Path> files) {
        List<Path> definitions = files.stream().filter(file -> ModelFormat.of(file).orElseThrow() == ModelFormat.IR)
                .toList();
        List<Path> found = definitions.isEmpty() ? files : definitions;
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    /** @return the models found, by name; of two with one name, the one in the folder named first */
    List<ModelEntry> list() {
        Map<String, ModelEntry> entries = new TreeMap<>();
        for (Path root : roots) {
            if (!Files.isDirectory(root)) {
                continue;
            }
            try (Stream<Path> folders = Files.list(root)) {
                for (Path folder : folders.filter(Files::isDirectory).toList()) {
                    String name = folder.getFileName().toString();
                    file(folder).ifPresent(file -> entries.putIfAbsent(name, entry(name, file)));
                }
            } catch (IOException e) {
                logger.warn("Model folder {} cannot be read: {}", root, e.toString());
            }
        }
        return new ArrayList<>(entries.values());
    }

    private static ModelEntry entry(String name, Path file) {
        boolean ir = ModelFormat.of(file).orElse(ModelFormat.TENSORFLOW) == ModelFormat.IR;
        Path weights = ir ? ModelFiles.weightsOf(file) : file;
        return new ModelEntry(name, file, weights, ir ? size(file) + size(weights) : size(file));
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0; // the entry says that files may be missing
        }
    }
}
