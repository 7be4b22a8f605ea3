package org.pellucid.api.interpret;

import java.util.Map;
import java.util.Objects;
import org.osgi.annotation.versioning.ProviderType;
import org.pellucid.api.dataset.DatasetClass;

/** What to do with a data set. */
@ProviderType
public sealed interface Task {
    /**
     * Explains pictures picked by hand.
     *
     * @param useCases the pictures
     */
    record Picked(UseCases useCases) implements Task {
        /** Checks for {@code null}. */
        public Picked {
            Objects.requireNonNull(useCases, "useCases");
        }
    }

    /**
     * Predicts every picture, sorts them and explains the most telling of each kind. Made by {@link #builder()}.
     *
     * @param sure       probability above which a right prediction is sure
     * @param unsure     probability above which a class of an unsure picture is explained
     * @param wrong      probability above which a wrong prediction is sure
     * @param two        probability above which the second class makes it two predictions
     * @param telling    how many pictures of each kind to explain, 0..1000
     * @param confusions how many confusions to contrast, 0..1000
     * @param labels     what the classes of the data set are called and which class of the model they are, as in
     *                   {@link UseCases#labels}
     */
    record Triage(double sure, double unsure, double wrong, double two, int telling, int confusions,
            Map<String, DatasetClass> labels) implements Task {
        /** The published notebook's thresholds, eight pictures of each kind, ten confusions. */
        public static final Triage DEFAULTS = builder().build();
        /** Most pictures of a kind, and most confusions. */
        public static final int MOST = 1000;

        /** Checks the ranges, copies the map. */
        public Triage {
            labels = Map.copyOf(labels);
            for (double threshold : new double[] {sure, unsure, wrong, two}) {
                if (!(threshold >= 0 && threshold <= 1)) {
                    throw new IllegalArgumentException("threshold " + threshold + ": must lie in 0..1");
                }
            }
            if (telling < 0 || telling > MOST || confusions < 0 || confusions > MOST) {
                throw new IllegalArgumentException("pictures and confusions to explain: must lie in 0.." + MOST);
            }
        }

        /** {@return a builder that begins with the defaults} */
        public static Builder builder() {
            return new Builder();
        }

        /** Collects thresholds and counts. For one thread. */
        public static final class Builder {
            private double sure = 0.79;
            private double unsure = 0.175;
            private double wrong = 0.60;
            private double two = 0.17;
            private int telling = 8;
            private int confusions = 10;
            private Map<String, DatasetClass> labels = Map.of();

            private Builder() {
            }

            /**
             * Says when a right prediction is sure.
             *
             * @param probability above which it is, 0..1
             * @return this builder
             */
            public Builder sure(double probability) {
                sure = probability;
                return this;
            }

            /**
             * Says which classes of an unsure picture are explained.
             *
             * @param probability above which they are, 0..1
             * @return this builder
             */
            public Builder unsure(double probability) {
                unsure = probability;
                return this;
            }

            /**
             * Says when a wrong prediction is sure.
             *
             * @param probability above which it is, 0..1
             * @return this builder
             */
            public Builder wrong(double probability) {
                wrong = probability;
                return this;
            }

            /**
             * Says when the second class makes it two predictions.
             *
             * @param probability above which it does, 0..1
             * @return this builder
             */
            public Builder two(double probability) {
                two = probability;
                return this;
            }

            /**
             * Says how many pictures of each kind are explained.
             *
             * @param count 0..{@value Triage#MOST}
             * @return this builder
             */
            public Builder telling(int count) {
                telling = count;
                return this;
            }

            /**
             * Says how many confusions are contrasted.
             *
             * @param count 0..{@value Triage#MOST}
             * @return this builder
             */
            public Builder confusions(int count) {
                confusions = count;
                return this;
            }

            /**
             * Says which class of the model each class of the data set is.
             *
             * @param classes by the data set's id of the class, as in {@link UseCases#labels}
             * @return this builder
             */
            public Builder labels(Map<String, DatasetClass> classes) {
                labels = classes;
                return this;
            }

            /**
             * {@return the task}
             *
             * @throws IllegalArgumentException if a threshold or a count lies outside its range
             */
            public Triage build() {
                return new Triage(sure, unsure, wrong, two, telling, confusions, labels);
            }
        }
    }

    /**
     * Explains every picture and groups the maps of each class: by what the model decides for it, and whether that is the
     * object. Begins with {@link #DEFAULTS}.
     *
     * @param least  pictures that a class must have to be looked at, 10..1000000
     * @param labels what the classes of the data set are called and which class of the model they are, as in
     *               {@link UseCases#labels}
     */
    record Strategies(int least, Map<String, DatasetClass> labels) implements Task {
        /** Classes with 50 pictures and more. */
        public static final Strategies DEFAULTS = new Strategies(50, Map.of());
        /** Fewest pictures of a class that can be asked for: with less there are no groups. */
        public static final int FEWEST = 10;
        /** Most pictures of a class that can be asked for. */
        public static final int MOST = 1_000_000;

        /** Checks the range, copies the map. */
        public Strategies {
            labels = Map.copyOf(labels);
            if (least < FEWEST || least > MOST) {
                throw new IllegalArgumentException(least + " pictures of a class: must lie in " + FEWEST + ".." + MOST);
            }
        }

        /**
         * {@return the same for another number}
         *
         * @param pictures that a class must have, {@value #FEWEST}..{@value #MOST}
         */
        public Strategies withLeast(int pictures) {
            return new Strategies(pictures, labels);
        }

        /**
         * {@return the same with other labels}
         *
         * @param classes by the data set's id of the class, as in {@link UseCases#labels}
         */
        public Strategies withLabels(Map<String, DatasetClass> classes) {
            return new Strategies(least, classes);
        }
    }
}
