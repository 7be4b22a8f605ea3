package org.pellucid.api.explain;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import org.pellucid.api.PellucidException;
import org.pellucid.api.Progress;
import org.pellucid.api.image.Picture;
import org.pellucid.api.image.Preprocessing;
import org.pellucid.api.model.Model;
import org.pellucid.api.model.PerformanceHint;

/**
 * Explains pictures: chooses the method, runs it, scales and names the maps. Safe for use by several threads. A method
 * may come and go while explanations run: what has begun finishes on the instance it began with.
 */
@ProviderType
public interface Explainer {
    /**
     * Explains one picture. The first call for a model and settings compiles; later ones reuse that.
     *
     * @param model    an open model
     * @param picture  the picture
     * @param settings how
     * @param targets  which classes
     * @param progress told about long work; an {@link ExplainListener} is offered what is known before the end as well
     * @return prediction and maps
     * @throws PellucidException    if the method, device or a target is not there, or something failed; the message
     *                              says what
     * @throws InterruptedException if the thread was interrupted or the progress cancelled; a
     *                              {@link PartialExplanationException} if the method knew something already
     */
    default Explanation explain(Model model, Picture picture, ExplainSettings settings, Targets targets,
            Progress progress) throws PellucidException, InterruptedException {
        return explain(model, picture, settings, targets, PerformanceHint.LATENCY, progress);
    }

    /**
     * Explains one of many pictures: with {@link PerformanceHint#THROUGHPUT} and several threads that explain, more
     * pictures are done in a second, each of them taking longer.
     *
     * @param model    an open model
     * @param picture  the picture
     * @param settings how
     * @param targets  which classes
     * @param hint     what the model is compiled for
     * @param progress told about long work
     * @return prediction and maps
     * @throws PellucidException    as above
     * @throws InterruptedException as above
     */
    Explanation explain(Model model, Picture picture, ExplainSettings settings, Targets targets, PerformanceHint hint,
            Progress progress) throws PellucidException, InterruptedException;

    /**
     * Explains the predicted classes of a picture with default settings.
     *
     * @param model   open
     * @param picture decoded
     * @return predictions and maps
     * @throws PellucidException    if the model cannot be explained
     * @throws InterruptedException if the thread was interrupted
     */
    default Explanation explain(Model model, Picture picture) throws PellucidException, InterruptedException {
        return explain(model, picture, Targets.predicted());
    }

    /**
     * Explains chosen classes of a picture with default settings.
     *
     * @param model   open
     * @param picture decoded
     * @param targets the classes
     * @return predictions and maps
     * @throws PellucidException    if the model cannot be explained or a class is unknown
     * @throws InterruptedException if the thread was interrupted
     */
    default Explanation explain(Model model, Picture picture, Targets targets)
            throws PellucidException, InterruptedException {
        return explain(model, picture, ExplainSettings.DEFAULTS, targets, Progress.NONE);
    }

    /**
     * Predicts with default settings.
     *
     * @param model   open
     * @param picture decoded
     * @return the predictions
     * @throws PellucidException    if the model is no image classifier or cannot be used
     * @throws InterruptedException if the thread was interrupted
     */
    default Classification predict(Model model, Picture picture) throws PellucidException, InterruptedException {
        return predict(model, picture, ExplainSettings.DEFAULTS);
    }

    /**
     * Predicts only.
     *
     * @param model    an open model
     * @param picture  the picture
     * @param settings device, precision, preprocessing and labels are used
     * @return the predictions
     * @throws PellucidException    as {@link #explain}
     * @throws InterruptedException if the thread was interrupted
     */
    default Classification predict(Model model, Picture picture, ExplainSettings settings)
            throws PellucidException, InterruptedException {
        return predict(model, picture, settings, PerformanceHint.LATENCY);
    }

    /**
     * The same for one of many pictures: with {@link PerformanceHint#THROUGHPUT} and several threads that predict, more
     * pictures are done in a second, each of them taking longer.
     *
     * @param model    an open model
     * @param picture  the picture
     * @param settings how
     * @param hint     what the model is compiled for
     * @return the predictions
     * @throws PellucidException    as above
     * @throws InterruptedException if the thread was interrupted
     */
    Classification predict(Model model, Picture picture, ExplainSettings settings, PerformanceHint hint)
            throws PellucidException, InterruptedException;

    /**
     * Says which method an explanation would take, and why. Waits a moment for a method asked for by name that is not
     * there, or if no method fits and one has just gone away: it may be in the middle of an update.
     *
     * @param model    an open model
     * @param settings method and layer are used
     * @return the method's name and the reason
     * @throws PellucidException    if the method is not there, or no method present can explain the model
     * @throws InterruptedException if the thread was interrupted while it waited
     */
    MethodChoice choose(Model model, ExplainSettings settings) throws PellucidException, InterruptedException;

    /**
     * Asks every method present whether it can explain a model, by looking at the graph only.
     *
     * @param model an open model, of any kind
     * @return an answer a method, in the order in which {@code auto} would take them
     */
    List<MethodFit> fits(Model model);

    /**
     * Finds the layers that a white-box method can look into.
     *
     * @param model an open model
     * @return them in the order in which the picture passes them: ReciproCAM takes the last if none is asked for; empty
     *         if none is all that the scores see of the picture
     * @throws PellucidException if the model is no image classifier
     */
    List<InsertionLayer> layers(Model model) throws PellucidException;

    /**
     * {@return the preprocessing for that model}
     *
     * @param model  an open model
     * @param choice preset and overrides, or a preprocessor, which is waited for if it is away
     * @throws PellucidException    if there is no such preset or it does not fit the model's input
     * @throws InterruptedException if the thread was interrupted while it waited
     */
    Preprocessing preprocessing(Model model, PreprocessingChoice choice) throws PellucidException, InterruptedException;

    /** {@return the names of presets, then those of the preprocessors present} */
    List<String> preprocessings();

    /**
     * {@return how many classes a model tells apart}
     *
     * @param model an open model
     * @throws PellucidException if it is no image classifier
     */
    int classes(Model model) throws PellucidException;

    /**
     * Says what should be known before a model is trusted: what its file leaves unsaid of preprocessing and labels, what
     * is assumed instead and which options say it, and whether a preset would normalise pictures a second time.
     *
     * @param model    an open model
     * @param settings preprocessing and labels are used; what they say is not unsaid
     * @return a line each, empty if there is nothing to say
     * @throws PellucidException if the model is no image classifier
     */
    List<String> notes(Model model, ExplainSettings settings) throws PellucidException;

    /** {@return the methods present and those that are going away, by name, then best ranking first} */
    List<MethodEntry> methods();

    /**
     * @param name   method
     * @param reason why it was chosen
     */
    record MethodChoice(String name, String reason) {
    }
}
