package org.pellucid.method.vitreciprocam;

import java.util.Arrays;

/**
 * Which token stands at each place of a sequence in which one place stands for one mask. The places of the patches stand
 * for the masks that keep their neighbourhoods; the places before them stand for no mask at all.
 *
 * @param name   unique within a form
 * @param tokens token at each place; a single one if it is the same everywhere
 * @param left   what the mask leaves of it at each place, or {@code null} if all is left everywhere
 */
record Places(String name, int[] tokens, float[] left) {

    /** One token, a class token or a register, at every place. */
    static Places ofToken(int token, Grid grid, TokenMasks masks) {
        float[] left = null;
        if (masks.extra() != 1) {
            left = new float[grid.tokens()];
            Arrays.fill(left, 0, grid.extra(), 1);
            Arrays.fill(left, grid.extra(), grid.tokens(), masks.extra());
        }
        return new Places("token." + token, new int[] {token}, left);
    }

    /** The neighbour of each place's patch; some other token, hidden, where there is none. */
    static Places ofNeighbour(TokenMasks.Neighbour neighbour, Grid grid) {
        int[] tokens = new int[grid.tokens()];
        float[] left = new float[grid.tokens()];
        for (int patch = 0; patch < grid.patches(); patch++) {
            int other = neighbour.of(patch, grid);
            if (other >= 0) {
                tokens[grid.extra() + patch] = grid.extra() + other;
                left[grid.extra() + patch] = neighbour.left();
            }
        }
        return new Places("neighbour." + neighbour.rows() + "." + neighbour.columns(), tokens, left);
    }

    /** A patch that the mask hides. Whichever it is, nothing is left of it. */
    static Places hidden() {
        return new Places("hidden", new int[] {0}, new float[] {0});
    }
}
