package org.pellucid.method.vitreciprocam;

import java.util.Arrays;

/** What is left of each token when the neighbourhood of one patch is looked at. Immutable. */
final class TokenMasks {
    /** Weight of a neighbour by the number of axes along which it is away: centre, edge, corner. */
    private static final float[] GAUSSIAN = {1 / 4f, 1 / 8f, 1 / 16f};

    private final Grid grid;
    private final boolean gaussian;
    private final boolean keepClass;

    TokenMasks(Grid grid, VitOptions options) {
        this.grid = grid;
        this.gaussian = options.gaussian();
        this.keepClass = options.keepClass();
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
        int row = patch / grid.columns();
        int column = patch % grid.columns();
        int reach = gaussian ? 1 : 0;
        for (int y = Math.max(0, row - reach); y <= Math.min(grid.rows() - 1, row + reach); y++) {
            for (int x = Math.max(0, column - reach); x <= Math.min(grid.columns() - 1, column + reach); x++) {
                mask[grid.extra() + y * grid.columns() + x] = gaussian
                        ? GAUSSIAN[Math.abs(y - row) + Math.abs(x - column)] : 1;
            }
        }
        return mask;
    }

    /** @return a mask that hides nothing, {@code [T]} */
    float[] none() {
        float[] mask = new float[grid.tokens()];
        Arrays.fill(mask, 1);
        return mask;
    }
}
