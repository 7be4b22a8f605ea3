package org.pellucid.api.evaluate;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import org.pellucid.api.PellucidException;
import org.pellucid.api.dataset.Dataset;
import org.pellucid.api.model.Model;

/**
 * Compares explanation methods over a data set with the {@link org.pellucid.api.evaluate.spi.Metric} services
 * present. Writes, into the output folder: {@code pictures.csv} (a line for each picture, class, method and value),
 * {@code summary.csv} (means with their standard errors), {@code evaluation.json} (both, with what was asked and the
 * mean curves) and a PNG of each metric's curves. Files appear under their names when they are whole; after an
 * interruption they hold what was done until then.
 * Safe for use by several threads, an output folder by one at a time.
 */
@ProviderType
public interface Evaluator {
    /** {@return the metrics present, by name} */
    List<MetricEntry> metrics();

    /**
     * Evaluates. A picture that cannot be used fails and the rest is done.
     *
     * @param model    an open model
     * @param dataset  an open data set
     * @param request  what to evaluate
     * @param listener follows the evaluation
     * @return what was found
     * @throws PellucidException    if a method or metric is unknown, cannot be used with the model, or the folder cannot
     *                              be written; what was measured until then is written. If none of the metrics can
     *                              say anything, because all need objects and the data set knows none, nothing is
     *                              written
     * @throws InterruptedException if the thread was interrupted or the listener cancelled; what was measured until
     *                              then is written
     */
    Evaluation evaluate(Model model, Dataset dataset, EvaluateRequest request, EvaluateListener listener)
            throws PellucidException, InterruptedException;
}
