package org.pellucid.method.rise;

/** Turns scores of masked pictures into maps, in constant memory. For one thread. */
interface Estimator {
    /**
     * Takes the scores under one mask; in the order of the masks.
     *
     * @param mask          its number
     * @param scores        {@code [targets]}, what is explained; not kept
     * @param probabilities {@code [classes]}; not kept
     */
    void accept(long mask, double[] scores, double[] probabilities);

    /**
     * Finishes what can be known now; more scores may follow.
     *
     * @return the maps of the targets
     */
    Estimate estimate();

    /**
     * Finishes what can be known now, as quickly as it can be done; more scores follow.
     *
     * @return maps for people to look at: other looks before this one may have changed them a little
     */
    default Estimate glance() {
        return estimate();
    }

    /** Maps that are computed one by one, since all of them may be large. */
    interface Estimate {
        /**
         * @param target position among the targets
         * @return {@code [H,W]}: mean score of the pictures in which a pixel is visible
         */
        float[] map(int target);

        /**
         * @param target position among the targets
         * @return mean score of all pictures so far
         */
        double mean(int target);

        /**
         * @param target position among the targets
         * @return root mean square over the pixels of the map's standard error, in units of the map's standard
         *         deviation; infinite while nothing is known, 0 for a class whose score never changes
         */
        double relativeError(int target);
    }
}
