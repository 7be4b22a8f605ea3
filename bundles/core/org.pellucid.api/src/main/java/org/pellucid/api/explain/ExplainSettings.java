package org.pellucid.api.explain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.pellucid.api.model.LabelFile;
import org.pellucid.api.model.Precision;

/**
 * How to explain: all that stays the same from picture to picture. Made by {@link #builder()}, or from other settings by
 * {@link #toBuilder()}.
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
    public static final ExplainSettings DEFAULTS = builder().build();

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

    /** {@return a builder that begins with the defaults} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return a builder that begins with these settings} */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.method = method;
        builder.layer = layer;
        builder.device = device;
        builder.precision = precision;
        builder.preprocessing = preprocessing;
        builder.labels = labels;
        builder.classIds = classIds;
        builder.options.putAll(options);
        builder.seed = seed;
        builder.fallback = fallback;
        return builder;
    }

    /** Collects settings. For one thread. */
    public static final class Builder {
        private String method = "auto";
        private Optional<String> layer = Optional.empty();
        private String device = "CPU";
        private Precision precision = Precision.AUTO;
        private PreprocessingChoice preprocessing = PreprocessingChoice.DEFAULTS;
        private List<String> labels = List.of();
        private List<String> classIds = List.of();
        private final Map<String, String> options = new LinkedHashMap<>();
        private long seed;
        private boolean fallback;

        private Builder() {
        }

        /**
         * Names the method.
         *
         * @param name of a method, {@code NAME@VERSION}, or {@code auto}
         * @return this builder
         */
        public Builder method(String name) {
            method = name;
            return this;
        }

        /**
         * Names the insertion layer of a white-box method.
         *
         * @param name of a layer of the model
         * @return this builder
         */
        public Builder layer(String name) {
            layer = Optional.of(name);
            return this;
        }

        /**
         * Names the device.
         *
         * @param name {@code CPU}, say
         * @return this builder
         */
        public Builder device(String name) {
            device = name;
            return this;
        }

        /**
         * Says in which precision the device computes.
         *
         * @param newPrecision one of them
         * @return this builder
         */
        public Builder precision(Precision newPrecision) {
            precision = newPrecision;
            return this;
        }

        /**
         * Says what is done to pictures before the model sees them.
         *
         * @param choice preset and overrides, or a preprocessor
         * @return this builder
         */
        public Builder preprocessing(PreprocessingChoice choice) {
            preprocessing = choice;
            return this;
        }

        /**
         * Names the classes, which have no ids then.
         *
         * @param names in index order
         * @return this builder
         */
        public Builder labels(List<String> names) {
            labels = names;
            classIds = List.of();
            return this;
        }

        /**
         * Names the classes as a file does, which also knows their WordNet ids if it has any.
         *
         * @param file read before
         * @return this builder
         */
        public Builder labels(LabelFile file) {
            labels = file.labels();
            classIds = List.copyOf(file.byWnid().keySet());
            return this;
        }

        /**
         * Sets one option of the method.
         *
         * @param name  of the option
         * @param value as it is written on the command line
         * @return this builder
         */
        public Builder option(String name, String value) {
            options.put(name, value);
            return this;
        }

        /**
         * Sets the options of the method, in place of those set before.
         *
         * @param newOptions from name to value
         * @return this builder
         */
        public Builder options(Map<String, String> newOptions) {
            options.clear();
            options.putAll(newOptions);
            return this;
        }

        /**
         * Sets the seed of everything random.
         *
         * @param newSeed any number
         * @return this builder
         */
        public Builder seed(long newSeed) {
            seed = newSeed;
            return this;
        }

        /**
         * Says whether {@code auto} may take a black-box method where no white-box one fits the model.
         *
         * @param allowed whether it may; hundreds of inferences a picture then
         * @return this builder
         */
        public Builder fallback(boolean allowed) {
            fallback = allowed;
            return this;
        }

        /** {@return the settings} */
        public ExplainSettings build() {
            return new ExplainSettings(method, layer, device, precision, preprocessing, labels, classIds, options,
                    seed, fallback);
        }
    }
}
