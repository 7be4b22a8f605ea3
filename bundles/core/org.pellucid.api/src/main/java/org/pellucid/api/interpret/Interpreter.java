package org.pellucid.api.interpret;

import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import org.pellucid.api.PellucidException;
import org.pellucid.api.UsageException;
import org.pellucid.api.dataset.Dataset;
import org.pellucid.api.model.Model;

/**
 * Interprets data sets. Every picture that is done is noted before the next one is begun, so that a run that was broken
 * off at any moment can be resumed. Safe for use by several threads, a folder by one at a time.
 */
@ProviderType
public interface Interpreter {
    /** {@return the names of the use cases that ship} */
    List<String> useCases();

    /**
     * {@return those use cases}
     *
     * @param name one of {@link #useCases()}
     * @throws UsageException if there are none of that name
     */
    UseCases useCases(String name) throws UsageException;

    /**
     * {@return what it says}
     *
     * @param file a use-case file
     * @throws UsageException if it cannot be read or something in it is wrong; the message names file, line and place
     */
    UseCases useCases(Path file) throws UsageException;

    /**
     * Runs a task. A picture that cannot be used fails and the rest is done.
     *
     * @param model    an open model
     * @param dataset  an open data set
     * @param request  what is asked for
     * @param listener follows the run
     * @return what was done
     * @throws PellucidException    if the output folder holds a run or cannot be written, or model or method cannot be
     *                              used; what is finished stays
     * @throws InterruptedException if the thread was interrupted or the listener cancelled; what is finished stays
     */
    InterpretResult run(Model model, Dataset dataset, InterpretRequest request, InterpretListener listener)
            throws PellucidException, InterruptedException;
}
