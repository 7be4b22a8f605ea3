package org.pellucid.api.explain.spi;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ProviderType;
import org.pellucid.api.PellucidException;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.PreprocessingChoice;
import org.pellucid.api.image.Picture;
import org.pellucid.api.image.Preprocessing;
import org.pellucid.api.model.Model;

/**
 * Gives code that runs its own inferences, metrics say, access to compiled models. Safe for use by several threads.
 */
@ProviderType
public interface MethodContexts {
    /**
     * Makes a context as a method would get it.
     *
     * @param model    an open model
     * @param settings device, precision, preprocessing and seed are used
     * @return the context, without layer and options; what it compiles is closed by the caller, before the model
     * @throws PellucidException    if the preprocessing does not fit the model
     * @throws InterruptedException if the thread was interrupted while it waited for a preprocessor
     */
    MethodContext context(Model model, ExplainSettings settings) throws PellucidException, InterruptedException;

    /**
     * Preprocesses a picture as an explanation would.
     *
     * @param model   an open model
     * @param picture the picture
     * @param choice  preset or preprocessor
     * @param target  direct memory; receives {@link Preprocessing#size()} floats in native byte order from its position
     *                on, which stays where it is
     * @throws PellucidException    if the preprocessing is not there, does not fit the model or fails
     * @throws InterruptedException if the thread was interrupted while it waited for a preprocessor
     */
    void preprocess(Model model, Picture picture, PreprocessingChoice choice, ByteBuffer target)
            throws PellucidException, InterruptedException;
}
