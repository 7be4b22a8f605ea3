package org.pellucid.evaluate;

import org.pellucid.api.evaluate.spi.Curve;

/**
 * The mean of the curves of many maps.
 *
 * @param mean          at each point
 * @param standardError of the mean at each point; 0 for a single map
 * @param count         how many maps it is the mean of
 */
record MeanCurve(Curve mean, double[] standardError, long count) {
}
