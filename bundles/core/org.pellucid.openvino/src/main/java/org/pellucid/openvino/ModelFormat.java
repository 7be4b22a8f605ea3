package org.pellucid.openvino;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The formats of model files, told apart by the ending of their names. */
enum ModelFormat {
    /** OpenVINO's own. */
    IR("ir", ".xml"),
    /** ONNX, with or without external data. */
    ONNX("onnx", ".onnx"),
    /** TensorFlow, a frozen graph or a SavedModel. */
    TENSORFLOW("tf", ".pb"),
    /** TensorFlow Lite. */
    TFLITE("tflite", ".tflite"),
    /** PaddlePaddle, weights in a {@code .pdiparams} beside it. */
    PADDLE("paddle", ".pdmodel");

    /** What the message about a model that is not there lists. */
    static final String KNOWN = "an OpenVINO IR (.xml), ONNX (.onnx), TensorFlow (.pb or a SavedModel folder), "
            + "TFLite (.tflite) or PaddlePaddle (.pdmodel) file";

    private final String frontend;
    private final String ending;

    ModelFormat(String frontend, String ending) {
        this.frontend = frontend;
        this.ending = ending;
    }

    /** {@return the name of the frontend that reads it} */
    String frontend() {
        return frontend;
    }

    /** {@return the format a file's name says, empty if none that is known} */
    static Optional<ModelFormat> of(Path file) {
        String name = name(file);
        for (ModelFormat format : values()) {
            if (name.endsWith(format.ending)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /** {@return a file's name without the ending of its format} */
    static String stem(Path file) {
        String name = file.getFileName().toString();
        return of(file).map(format -> name.substring(0, name.length() - format.ending.length())).orElse(name);
    }

    /** {@return the last name of a path in lower case} */
    static String name(Path file) {
        return file.getFileName() == null ? "" : file.getFileName().toString().toLowerCase(Locale.ROOT);
    }
}
