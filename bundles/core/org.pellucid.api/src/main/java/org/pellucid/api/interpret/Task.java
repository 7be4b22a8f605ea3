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
     * Predicts every picture, sorts them and explains the most telling of each kind.
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
        public static final Triage DEFAULTS = new Triage(0.79, 0.175, 0.60, 0.17, 8, 10, Map.of());
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
    }
}
