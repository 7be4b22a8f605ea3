package org.pellucid.api.explain;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.pellucid.api.model.LabelFile;
import org.pellucid.api.model.Precision;

/**
 * How to explain: all that stays the same from picture to picture. Start from {@link #DEFAULTS} and change what
 * differs.
 *
 * @param method        name of a method, {@code NAME@VERSION} for that of a bundle of that version or one that begins so
 *                      ({@code reciprocam@1.2}), or {@code auto}
 * @param layer         insertion layer, found automatically if empty
 * @param device        device name
 * @param precision     arithmetic
 * @param preprocessing preset and overrides
 * @param labels        class names in index order; the model's own if empty
 * @param classIds      by which data sets name the classes, in index order: WordNet ids, of which ImageNet's folders are
 *                      named; empty if there are none
 * @param options       the method's options
 * @param seed          of everything random
 * @param fallback      whether {@code auto} may take a black-box method, with hundreds of inferences a picture, where no
 *                      white-box one fits the model
 */
public record ExplainSettings(String method, Optional<String> layer, String device, Precision precision,
        PreprocessingChoice preprocessing, List<String> labels, List<String> classIds, Map<String, String> options,
        long seed, boolean fallback) {
    /** Method {@code auto} on the CPU in its fastest precision, everything else as the model says. */
    public static final ExplainSettings DEFAULTS = new ExplainSettings("auto", Optional.empty(), "CPU", Precision.AUTO,
            PreprocessingChoice.MODEL, List.of(), List.of(), Map.of(), 0, false);

    /** Checks for {@code null}, copies the collections. */
    public ExplainSettings {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(layer, "layer");
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(precision, "precision");
        Objects.requireNonNull(preprocessing, "preprocessing");
        labels = List.copyOf(labels);
        classIds = List.copyOf(classIds);
        options = Map.copyOf(options);
    }

    /** {@return these settings with another method} */
    public ExplainSettings withMethod(String newMethod) {
        return new ExplainSettings(newMethod, layer, device, precision, preprocessing, labels, classIds, options, seed,
                fallback);
    }

    /** {@return these settings with an insertion layer} */
    public ExplainSettings withLayer(String newLayer) {
        return new ExplainSettings(method, Optional.of(newLayer), device, precision, preprocessing, labels, classIds,
                options,
                seed, fallback);
    }

    /** {@return these settings with another device} */
    public ExplainSettings withDevice(String newDevice) {
        return new ExplainSettings(method, layer, newDevice, precision, preprocessing, labels, classIds, options, seed,
                fallback);
    }

    /** {@return these settings with another precision} */
    public ExplainSettings withPrecision(Precision newPrecision) {
        return new ExplainSettings(method, layer, device, newPrecision, preprocessing, labels, classIds, options, seed,
                fallback);
    }

    /** {@return these settings with another preprocessing} */
    public ExplainSettings withPreprocessing(PreprocessingChoice choice) {
        return new ExplainSettings(method, layer, device, precision, choice, labels, classIds, options, seed, fallback);
    }

    /** {@return these settings with other labels, of classes without ids} */
    public ExplainSettings withLabels(List<String> newLabels) {
        return withClasses(newLabels, List.of());
    }

    /** {@return these settings with the labels of a file, and its WordNet ids if it has any} */
    public ExplainSettings withLabels(LabelFile file) {
        return withClasses(file.labels(), List.copyOf(file.byWnid().keySet()));
    }

    private ExplainSettings withClasses(List<String> newLabels, List<String> newIds) {
        return new ExplainSettings(method, layer, device, precision, preprocessing, newLabels, newIds, options, seed,
                fallback);
    }

    /** {@return these settings with other options of the method} */
    public ExplainSettings withOptions(Map<String, String> newOptions) {
        return new ExplainSettings(method, layer, device, precision, preprocessing, labels, classIds, newOptions, seed,
                fallback);
    }

    /** {@return these settings with another seed} */
    public ExplainSettings withSeed(long newSeed) {
        return new ExplainSettings(method, layer, device, precision, preprocessing, labels, classIds, options, newSeed,
                fallback);
    }

    /** {@return these settings with {@code auto} free, or not, to take a black-box method} */
    public ExplainSettings withFallback(boolean newFallback) {
        return new ExplainSettings(method, layer, device, precision, preprocessing, labels, classIds, options, seed,
                newFallback);
    }
}
