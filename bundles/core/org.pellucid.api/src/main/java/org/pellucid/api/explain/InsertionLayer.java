package org.pellucid.api.explain;

import java.util.List;

/**
 * Names a layer that a white-box method can look into: all that the scores see of the picture passes its feature map.
 *
 * @param name       the layer's name, as {@link ExplainSettings#layer()} takes it
 * @param shape      dimensions of the feature map for one picture
 * @param rows       rows of cells, as a map has them
 * @param columns    columns of cells
 * @param inferences estimate of what ReciproCAM costs there at most, in plain inferences: one, and what lies behind the
 *                   layer once a cell
 */
public record InsertionLayer(String name, List<Integer> shape, int rows, int columns, double inferences) {
    /** Copies the shape. */
    public InsertionLayer {
        shape = List.copyOf(shape);
    }
}
