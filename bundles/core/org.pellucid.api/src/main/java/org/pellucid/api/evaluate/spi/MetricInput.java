package org.pellucid.api.evaluate.spi;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;
import org.pellucid.api.PellucidException;
import org.pellucid.api.dataset.SampleObject;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.explain.SaliencyMap;
import org.pellucid.api.image.Picture;
import org.pellucid.api.image.Preprocessing;

/** One map for a metric, with the means to ask model and method about changed pictures. For one thread. */
@ProviderType
public interface MetricInput {
    /** {@return the picture explained} */
    Picture picture();

    /** {@return from the picture to the model's input, whose size masks have} */
    Preprocessing preprocessing();

    /** {@return index of the class explained} */
    int target();

    /** {@return probability of that class for the picture as it is, 0..1} */
    double probability();

    /** {@return the objects of that class in the picture; empty if their places are not known or there are none} */
    List<SampleObject> objects();

    /** {@return the map to judge; a class-agnostic one if the method makes such} */
    SaliencyMap map();

    /** {@return the maps of the other methods for the same class, by method, in the order asked for} */
    Map<String, SaliencyMap> others();

    /** {@return how many steps a curve is to have, at least 2} */
    int steps();

    /**
     * Brings a map to the picture, or to the picture at another size. Bars that preprocessing put beside the picture are
     * left out.
     *
     * @param map    any map
     * @param width  pixels
     * @param height pixels
     * @return {@code [height,width]} row-major, a new array: the raw map scaled to 0..1, then resized bilinearly; all 0
     *         if the map is constant, and 0 where the model does not see the picture
     */
    float[] scaled(SaliencyMap map, int width, int height);

    /**
     * Brings a map to the model's input, whose size {@link #preprocessing()} says and masks have.
     *
     * @param map any map
     * @return row-major, a new array: the raw map scaled to 0..1, then resized bilinearly; all 0 if the map is constant
     */
    float[] inInput(SaliencyMap map);

    /**
     * Asks the model about masked versions of the picture, several inferences in flight.
     *
     * @param count      number of masks
     * @param masks      makes them, in this thread
     * @param background what stands where a mask is 0
     * @return probability of the target class for each mask, 0..1
     * @throws PellucidException    if the model cannot be asked
     * @throws InterruptedException if the thread was interrupted or the work is no longer wanted
     */
    double[] probabilities(int count, MaskWriter masks, Background background)
            throws PellucidException, InterruptedException;

    /**
     * Explains another picture the same way, for the same class.
     *
     * @param other a picture
     * @return the answer with one map
     * @throws PellucidException    if it cannot be explained
     * @throws InterruptedException if the thread was interrupted or the work is no longer wanted
     */
    Explanation explain(Picture other) throws PellucidException, InterruptedException;

    /**
     * Explains the picture the same way with a model that has learned nothing about classes: the weights of its last
     * layer are the same numbers in random order.
     *
     * @return the map of the same class
     * @throws PellucidException    if the model ends with no layer of constant weights, or cannot be explained
     * @throws InterruptedException if the thread was interrupted or the work is no longer wanted
     */
    SaliencyMap explainShuffled() throws PellucidException, InterruptedException;
}
