package org.pellucid.interpret;

import org.pellucid.api.explain.Prediction;
import org.pellucid.grid.GridMap;

/**
 * A picture among those of its class.
 *
 * @param sample      id
 * @param prediction  of the class
 * @param right       whether the class is true and the model's answer; {@code null} if the true class is not known
 * @param energy      share of the map on the object; {@code null} if it is not known
 * @param map         where the model looks, of the sum 1
 */
record Member(String sample, Prediction prediction, Boolean right, Double energy, float[] map) {
    static Member of(Entry entry) {
        Looked looked = entry.looked();
        Truth truth = entry.truth();
        boolean known = truth != null && truth.index() != null;
        return new Member(entry.sample(), new Prediction(looked.index(), looked.label(), looked.probability(), 0),
                known ? entry.best().index() == truth.index() : null, looked.energy(),
                GridMap.decoded(Looked.GRID, looked.map()).unit());
    }

    /** @return the square of the distance between two maps as distributions (Hellinger), 0..2 */
    static double distance(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            double difference = Math.sqrt(a[i]) - Math.sqrt(b[i]);
            sum += difference * difference;
        }
        return sum;
    }
}
