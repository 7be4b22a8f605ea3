package org.pellucid.api.diff;

import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;
import org.pellucid.api.PellucidException;
import org.pellucid.api.dataset.Dataset;
import org.pellucid.api.model.Model;

/**
 * Compares two models over a data set. For each picture both explain the class that the old model predicts, found in the
 * new one by its label, and the two maps are brought to one grid of the picture. The drift of a picture is one less the
 * rank correlation of its maps. Before that, the old model is compared with itself, by another precision or seed, which
 * gives the floor that noise alone reaches.
 * <p>
 * Writes into the output folder: {@code diff.json}, {@code pictures.jsonl} with a row for each picture, {@code junit.xml}
 * with a case for each rule, {@code baseline.jsonl} to compare a later model with, and {@code report.html} with the
 * pictures that drifted most. Safe for use by several threads, an output folder by one at a time.
 */
@ProviderType
public interface Differ {
    /**
     * Compares two models.
     *
     * @param older    an open model
     * @param newer    an open model; may be the same
     * @param dataset  an open data set
     * @param request  how
     * @param listener follows the work
     * @return what was found
     * @throws PellucidException    if a rule cannot be read, the models have no class in common, one cannot be explained,
     *                              or the folder cannot be written
     * @throws InterruptedException if the thread was interrupted or the listener cancelled
     */
    Diff diff(Model older, Model newer, Dataset dataset, DiffRequest request, DiffListener listener)
            throws PellucidException, InterruptedException;

    /**
     * Compares a model with one of an earlier run, which need not be there any more.
     *
     * @param baseline the {@code baseline.jsonl} that the earlier run wrote for its new model
     * @param newer    an open model
     * @param dataset  the data set of that run, open; pictures that it did not hold are left out
     * @param request  how; the grid must be that of the earlier run
     * @param listener follows the work
     * @return what was found; the floor is that of the new model
     * @throws PellucidException    as {@link #diff(Model, Model, Dataset, DiffRequest, DiffListener)}, and if the file is no
     *                              baseline, or one of another schema, grid or data set
     * @throws InterruptedException if the thread was interrupted or the listener cancelled
     */
    Diff diff(Path baseline, Model newer, Dataset dataset, DiffRequest request, DiffListener listener)
            throws PellucidException, InterruptedException;
}
