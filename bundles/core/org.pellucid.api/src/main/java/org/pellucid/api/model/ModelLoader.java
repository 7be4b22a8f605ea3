package org.pellucid.api.model;

import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import org.pellucid.api.ModelException;
import org.pellucid.api.NativeRuntimeException;
import org.pellucid.api.OutputException;
import org.pellucid.api.UsageException;

/** Finds and loads models. Safe for use by several threads. */
@ProviderType
public interface ModelLoader {
    /**
     * Reads and checks a model file with {@linkplain LoadOptions#DEFAULTS the defaults}.
     *
     * @param nameOrFile as for {@link #load(String, LoadOptions)}
     * @return a handle the caller closes
     * @throws ModelException         as for {@link #load(String, LoadOptions)}
     * @throws NativeRuntimeException as for {@link #load(String, LoadOptions)}
     */
    default Model load(String nameOrFile) throws ModelException, NativeRuntimeException {
        return load(nameOrFile, LoadOptions.DEFAULTS);
    }

    /**
     * Reads and checks a model file. An OpenVINO IR is read as it is: its weights are mapped, not read. If it
     * leaves sizes of the picture open, a copy is made that has them closed: by {@link LoadOptions#size()}, else by what
     * the file says or the use of its first convolution tells; where nothing does, they stay open. ONNX, TensorFlow,
     * TFLite and PaddlePaddle files are converted first, in a process of their own; the result is kept and found again by
     * its content. Loading the same unchanged file again is cheap: the handles share one model, and what was compiled
     * from it, until the last one is closed.
     *
     * @param nameOrFile name of a folder in one of the configured model folders, or path of a model file. Append
     *                   {@code ?output=NAME} to select an output; the name is checked on first use, not here
     * @param options    how to read it
     * @return a handle the caller closes
     * @throws ModelException         if there is no such model, or its files are damaged or cannot be converted; the
     *                                message names the file. Also if the thread was interrupted while it waited for a
     *                                conversion; its interrupt status is then set
     * @throws NativeRuntimeException if a file has to be converted and the program for that cannot be started
     */
    Model load(String nameOrFile, LoadOptions options) throws ModelException, NativeRuntimeException;

    /**
     * Reads and checks a model whose files are in memory, with {@linkplain LoadOptions#DEFAULTS the defaults}.
     *
     * @param model the bytes of its files
     * @return a handle the caller closes
     * @throws ModelException         as for {@link #load(String, LoadOptions)}
     * @throws NativeRuntimeException as for {@link #load(String, LoadOptions)}
     */
    default Model load(ModelBytes model) throws ModelException, NativeRuntimeException {
        return load(model, LoadOptions.DEFAULTS);
    }

    /**
     * Reads and checks a model whose files are in memory. They are written into a folder of the cache, from which weights
     * are mapped; the same bytes are written once, and removed when they were not used for a month.
     *
     * @param model   the bytes of its files
     * @param options how to read it
     * @return a handle the caller closes
     * @throws ModelException         as for {@link #load(String, LoadOptions)}; also if the cache cannot be written
     * @throws NativeRuntimeException as for {@link #load(String, LoadOptions)}
     */
    Model load(ModelBytes model, LoadOptions options) throws ModelException, NativeRuntimeException;

    /** {@return the models found in the configured model folders, by name} */
    List<ModelEntry> list();

    /**
     * Writes a copy of a model, definition and weights, that says more of itself: what {@code info} knows becomes
     * {@code rt_info/model_info}, all else stays as it is read, sizes that were closed included. Spaces in labels become underscores, since a space separates
     * labels there. Both files are written aside and moved into place.
     *
     * @param model     an open model
     * @param info      what the copy is to say
     * @param folder    of the copy, made if need be; the files keep their names
     * @param overwrite whether files that are there may be replaced; the model's own never are
     * @return the copy's definition
     * @throws UsageException if the copy would replace a file that must stay
     * @throws OutputException if it cannot be written
     * @throws ModelException if the model cannot be read any more
     */
    Path copy(Model model, ModelInfo info, Path folder, boolean overwrite)
            throws UsageException, OutputException, ModelException;
}
