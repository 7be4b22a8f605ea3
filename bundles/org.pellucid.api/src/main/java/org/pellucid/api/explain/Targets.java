package org.pellucid.api.explain;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Which classes to explain.
 */
@ProviderType
public sealed interface Targets {
    /**
     * Every class whose probability exceeds a threshold; the most probable one if none does.
     *
     * @param threshold 0..1
     */
    record Predicted(double threshold) implements Targets {
    }

    /**
     * The most probable classes.
     *
     * @param count how many, at least 1
     */
    record Top(int count) implements Targets {
    }

    /** Every class. */
    record All() implements Targets {
    }

    /**
     * Classes by name or index.
     *
     * @param namesOrIndices each a label, spaces or underscores alike, or a class index
     */
    record Listed(List<String> namesOrIndices) implements Targets {
        /** Copies the list. */
        public Listed {
            namesOrIndices = List.copyOf(namesOrIndices);
        }
    }
}
