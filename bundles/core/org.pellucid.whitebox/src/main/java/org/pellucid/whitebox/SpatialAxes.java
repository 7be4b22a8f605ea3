package org.pellucid.whitebox;

import java.util.Arrays;

/**
 * Says which dimensions of a value run over the picture.
 *
 * @param rowAxis    the dimension of the rows; the same as {@code columnAxis} for tokens, which go row by row
 * @param columnAxis the dimension of the columns
 * @param rows       number of rows
 * @param columns    number of columns
 */
public record SpatialAxes(int rowAxis, int columnAxis, int rows, int columns) {

    /** @return whether one dimension holds rows and columns */
    public boolean areTokens() {
        return rowAxis == columnAxis;
    }

    /** @return number of cells */
    public int cells() {
        return rows * columns;
    }

    /**
     * @param axis a dimension
     * @return whether it runs over the picture
     */
    public boolean contain(int axis) {
        return axis == rowAxis || axis == columnAxis;
    }

    /**
     * Gives the shape of masks that are multiplied with the value.
     *
     * @param rank  number of the value's dimensions
     * @param masks how many, in the first dimension
     * @return dimensions; elements of one mask go row by row
     */
    public int[] maskShape(int rank, int masks) {
        int[] shape = new int[rank];
        Arrays.fill(shape, 1);
        shape[0] = masks;
        shape[rowAxis] = rows;
        shape[columnAxis] = areTokens() ? cells() : columns;
        return shape;
    }

    SpatialAxes at(int row, int column) {
        return row < 0 || column < 0 ? null : new SpatialAxes(row, column, rows, columns);
    }
}
