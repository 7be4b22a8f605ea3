package org.pellucid.api.model;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import org.pellucid.api.ModelException;

/** Finds and loads models. Safe for use by several threads. */
@ProviderType
public interface ModelLoader {
    /**
     * Reads and checks an IR. The weights are mapped, not read. Loading the same unchanged file again is cheap: the
     * handles share one model, and what was compiled from it, until the last one is closed.
     *
     * @param nameOrFile name of a folder in one of the configured model folders, or path of an {@code .xml} file; behind
     *                   it {@code ?output=NAME} chooses one of several outputs, whether it is there is seen when the
     *                   model is used
     * @return a handle the caller closes
     * @throws ModelException if there is no such model or its files are damaged; the message names the file
     */
    Model load(String nameOrFile) throws ModelException;

    /** @return the models found in the configured model folders, by name */
    List<ModelEntry> list();

    /**
     * @return native objects (compiled models, requests, tensors) now alive; 0 when every model is closed. The
     *         runtime's core is not among them: it lives as long as the component
     */
    long nativeObjects();
}
