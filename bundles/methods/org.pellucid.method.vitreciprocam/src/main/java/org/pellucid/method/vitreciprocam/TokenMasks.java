package org.pellucid.method.vitreciprocam;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What is left of each token when the neighbourhood of one patch is looked at. Immutable. */
final class TokenMasks {
    /** Weight of a neighbour by the number of axes along which it is away: centre, edge, corner. */
    private static final float[] GAUSSIAN = {1 / 4f, 1 / 8f, 1 / 16f};

    private final Grid grid;
    private final boolean gaussian;
    private final boolean keepClass;

    /**
     * A patch that a mask keeps, seen from the patch whose neighbourhood it is.
     *
     * @param rows    how far below
     * @param columns how far to the right
     * @param left    what is left of it
     */
    record Neighbour(int rows, int columns, float left) {
        /** @return the neighbour's patch, or -1 if it lies outside the picture */
        int of(int patch, Grid grid) {
            int row = patch / grid.columns() + rows;
            int column = patch % grid.columns() + columns;
            boolean inside = row >= 0 && row < grid.rows() && column >= 0 && column < grid.columns();
            return inside ? row * grid.columns() + column : -1;
        }
    }

    TokenMasks(Grid grid, boolean gaussian, boolean keepClass) {
        this.grid = grid;
        this.gaussian = gaussian;
        this.keepClass = keepClass;
    }

    /** @return what is left of the class token and other extra tokens */
    float extra() {
        return keepClass ? 1 : 0;
    }

    /**
     * @param patch whose neighbourhood is kept
     * @return {@code [T]}
     */
    float[] of(int patch) {
        float[] mask = new float[grid.tokens()];
        Arrays.fill(mask, 0, grid.extra(), extra());
        for (Neighbour neighbour : neighbours()) {
            int other = neighbour.of(patch, grid);
            if (other >= 0) {
                mask[grid.extra() + other] = neighbour.left();
            }
        }
        return mask;
    }

    /** @return what a mask keeps */
    List<Neighbour> neighbours() {
        int reach = gaussian ? 1 : 0;
        List<Neighbour> neighbours = new ArrayList<>();
        for (int y = -reach; y <= reach; y++) {
            for (int x = -reach; x <= reach; x++) {
                neighbours.add(new Neighbour(y, x, gaussian ? GAUSSIAN[Math.abs(y) + Math.abs(x)] : 1));
            }
        }
        return neighbours;
    }

    /** @return a mask that hides nothing, {@code [T]} */
    float[] none() {
        float[] mask = new float[grid.tokens()];
        Arrays.fill(mask, 1);
        return mask;
    }
}
