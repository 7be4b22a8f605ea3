package org.pellucid.openvino;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
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

    /** A definition and the name it goes by. */
    record Found(String name, Path definition) {
    }

    /**
     * @param nameOrFile name of a model folder, or an {@code .xml} file
     * @throws ModelException if a name is unknown or its folder holds no definition; a file is not looked at
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
        if (ModelFiles.isDefinition(last)) {
            return new Found(ModelFiles.stem(last), path);
        }
        if (path.getNameCount() == 1 && !path.isAbsolute() && !last.equals("..") && !last.equals(".")) {
            for (Path root : roots) {
                Path folder = root.resolve(path);
                if (Files.isDirectory(folder)) {
                    return new Found(last, definition(folder).orElseThrow(() -> new ModelException("Model folder "
                            + folder + " holds no " + last + ".xml, nor exactly one other .xml")));
                }
            }
            if (!Files.exists(path)) {
                throw new ModelException("There is no model '" + nameOrFile + "': give " + known());
            }
        }
        if (Files.isDirectory(path)) {
            throw new ModelException(nameOrFile + " is a folder: give the .xml file in it");
        }
        throw new ModelException(Files.exists(path)
                ? nameOrFile + " is not an OpenVINO IR: convert the model and give its .xml file"
                : "There is no model file " + nameOrFile);
    }

    private String known() {
        List<ModelEntry> entries = list();
        String files = "the path of an OpenVINO IR .xml file";
        return entries.isEmpty()
                ? files + ", since no models lie in " + (roots.isEmpty() ? "any folder" : join(roots))
                : join(entries.stream().map(ModelEntry::name).toList()) + ", or " + files;
    }

    private static String join(List<?> things) {
        return String.join(", ", things.stream().map(Object::toString).toList());
    }

    /** @return {@code NAME/NAME.xml}, or the only definition there is */
    private static Optional<Path> definition(Path folder) {
        Path own = folder.resolve(folder.getFileName() + ".xml");
        if (Files.isRegularFile(own)) {
            return Optional.of(own);
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = files.filter(file -> ModelFiles.isDefinition(file.getFileName().toString())).toList();
            return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
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
                    definition(folder).ifPresent(xml -> entries.putIfAbsent(name, entry(name, xml)));
                }
            } catch (IOException e) {
                logger.warn("Model folder {} cannot be read: {}", root, e.toString());
            }
        }
        return new ArrayList<>(entries.values());
    }

    private static ModelEntry entry(String name, Path definition) {
        Path weights = ModelFiles.weightsOf(definition);
        return new ModelEntry(name, definition, weights, size(definition) + size(weights));
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0; // the entry says that files may be missing
        }
    }
}
