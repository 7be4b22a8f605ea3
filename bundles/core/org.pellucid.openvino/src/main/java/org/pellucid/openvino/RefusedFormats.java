package org.pellucid.openvino;

import java.nio.file.Path;
import java.util.Map;
import org.pellucid.api.ModelException;

/** Formats the runtime does not read, each with the one command of its own framework that writes one it reads. */
final class RefusedFormats {
    private static final String TORCH_SCRIPT = "is a PyTorch file: write ONNX with  python -c \"import torch; "
            + "torch.onnx.export(torch.jit.load('%1$s'), (torch.rand(1, 3, 224, 224),), '%2$s.onnx', dynamo=False)\"";
    private static final String TORCH_EXPORT = "is a PyTorch export: write ONNX with  python -c \"import torch; "
            + "torch.onnx.export(torch.export.load('%1$s').module(), (torch.rand(1, 3, 224, 224),), '%2$s.onnx')\"";
    private static final String KERAS = "is a Keras file: write a SavedModel with  python -c \"import keras; "
            + "keras.models.load_model('%1$s').export('%2$s')\"  and give the folder %2$s";
    private static final Map<String, String> COMMANDS = Map.of(".pt2", TORCH_EXPORT, ".pt", TORCH_SCRIPT, ".pth",
            TORCH_SCRIPT, ".ts", TORCH_SCRIPT, ".torchscript", TORCH_SCRIPT, ".h5", KERAS, ".hdf5", KERAS, ".keras",
            KERAS, ".bin", "holds weights: give the .xml file beside it");

    private RefusedFormats() {
    }

    /**
     * Refuses a file of such a format.
     *
     * @param file as the caller named it
     * @throws ModelException if it is one; the message holds the command
     */
    static void check(Path file) throws ModelException {
        String name = ModelFormat.name(file);
        for (Map.Entry<String, String> command : COMMANDS.entrySet()) {
            if (name.endsWith(command.getKey())) {
                String given = file.toString();
                throw new ModelException(given + " " + String.format(command.getValue(), given,
                        given.substring(0, given.length() - command.getKey().length())));
            }
        }
    }
}
