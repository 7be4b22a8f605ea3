package org.pellucid.openvino;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.pellucid.api.ModelException;
import org.pellucid.files.RegularFile;

/**
 * The two files of an IR as they were when looked at: equal records stand for the same unchanged model.
 *
 * @param realDefinition real path of the {@code .xml}
 * @param realWeights    real path of the {@code .bin}
 * @param definitionSize in bytes
 * @param weightsSize    in bytes
 * @param definitionTime of the last change
 * @param weightsTime    of the last change
 */
record ModelFiles(Path realDefinition, Path realWeights, long definitionSize, long weightsSize,
        FileTime definitionTime, FileTime weightsTime) {

    /**
     * Looks at both files, reading neither.
     *
     * @param definition the {@code .xml}
     * @param largest    bytes a definition may have
     * @throws ModelException naming the file and what is wrong
     */
    static ModelFiles of(Path definition, long largest) throws ModelException {
        BasicFileAttributes xml = attributes(definition, "give an OpenVINO IR .xml file");
        if (xml.size() == 0) {
            throw new ModelException(definition + " is empty: export the model again");
        }
        if (xml.size() > largest) {
            throw new ModelException(definition + " has " + (xml.size() >> 20) + " MiB, more than the "
                    + (largest >> 20) + " MiB a model definition may have (configuration maxDefinitionMebibytes)");
        }
        Path weights = weightsOf(definition);
        BasicFileAttributes bin = attributes(weights, "a model's weights lie beside its .xml");
        try {
            return new ModelFiles(definition.toRealPath(), weights.toRealPath(), xml.size(), bin.size(),
                    xml.lastModifiedTime(), bin.lastModifiedTime());
        } catch (IOException e) {
            throw new ModelException(definition + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static BasicFileAttributes attributes(Path file, String wayOut) throws ModelException {
        try {
            return RegularFile.look(file);
        } catch (IOException e) {
            throw new ModelException(file + ": " + e.getMessage() + "; " + wayOut, e);
        }
    }

    /**
     * The runtime opens the weights by name: what was checked must still be there.
     *
     * @throws ModelException if they changed
     */
    void checkWeightsUnchanged() throws ModelException {
        BasicFileAttributes now = attributes(realWeights, "it was there when the model was loaded");
        if (now.size() != weightsSize || !now.lastModifiedTime().equals(weightsTime)) {
            throw new ModelException(realWeights + " has changed since the model was loaded: load it again");
        }
    }

    /** @return where a definition's weights lie: beside it, even if it is a link */
    static Path weightsOf(Path definition) {
        String name = definition.getFileName().toString();
        return definition.resolveSibling(stem(name) + ".bin");
    }

    /** @return a file name without {@code .xml} */
    static String stem(String fileName) {
        return isDefinition(fileName) ? fileName.substring(0, fileName.length() - ".xml".length()) : fileName;
    }

    static boolean isDefinition(String fileName) {
        return fileName.regionMatches(true, fileName.length() - ".xml".length(), ".xml", 0, ".xml".length());
    }
}
