package org.pellucid.method.rise;

/**
 * Draws masks by number: the same seed and number give the same mask, so none is kept. For one thread; drawing in order
 * is fastest.
 * <p>
 * With probability 0.5 masks come in pairs, a mask and its complement, and the cells of the pairs are the rows of a
 * Hadamard matrix whose columns are shuffled and flipped anew for every block. Each mask alone is still a fair coin in
 * every cell; but over a block the cells are exactly uncorrelated, and shifts fill the plane evenly (an additive
 * recurrence). Both leave less to chance than independent masks do. With any other probability, and for the plain
 * estimator, masks are independent.
 */
final class MaskSampler {
    /** Fractional parts of 1/g and 1/g², g the plastic number, in units of 2^-64: evenly spread in two dimensions. */
    private static final long ROW_STRIDE = 0xC13FA9A902A6328FL;
    private static final long COLUMN_STRIDE = 0x91E10DA5C79E7B1DL;

    private final Random64 random;
    private final double probability;
    private final boolean paired;
    /** Rows of the Hadamard matrix, a power of two. */
    private final int blockSize;
    private final int[] columnOfCell;
    private final boolean[] flipped;
    private final int[] rowOrder;
    private long block = -1;

    /**
     * @param seed        of all masks
     * @param cells       number of cells of a mask
     * @param probability of a cell to be 1
     * @param paired      whether masks {@code 2k} and {@code 2k+1} are complements; needs probability 0.5
     */
    MaskSampler(long seed, int cells, double probability, boolean paired) {
        this.random = new Random64(seed);
        this.probability = probability;
        this.paired = paired;
        this.blockSize = Math.max(2, Integer.highestOneBit(cells * 2 - 1));
        this.columnOfCell = new int[blockSize];
        this.flipped = new boolean[blockSize];
        this.rowOrder = new int[blockSize];
    }

    /** Draws mask {@code index}. */
    void draw(long index, MaskDraw into) {
        if (paired) {
            drawPaired(index / 2, index % 2 == 1, into);
        } else {
            drawAlone(index, into);
        }
    }

    private void drawPaired(long pair, boolean complement, MaskDraw into) {
        enter(pair / blockSize);
        int row = rowOrder[(int) (pair % blockSize)];
        for (int cell = 0; cell < into.grid.length; cell++) {
            boolean odd = (Integer.bitCount(row & columnOfCell[cell]) & 1) == 1;
            into.grid[cell] = odd ^ flipped[cell] ^ complement ? 1 : 0;
        }
        into.rowShift = part(random.at(-1, 0) + pair * ROW_STRIDE, into.rows.step);
        into.columnShift = part(random.at(-1, 1) + pair * COLUMN_STRIDE, into.columns.step);
    }

    /** Shuffles and flips for another block. */
    private void enter(long wanted) {
        if (wanted == block) {
            return;
        }
        block = wanted;
        shuffle(columnOfCell, wanted, 0);
        shuffle(rowOrder, wanted, blockSize);
        for (int i = 0; i < blockSize; i++) {
            flipped[i] = random.at(wanted, 2L * blockSize + i) < 0;
        }
    }

    private void shuffle(int[] values, long stream, long from) {
        for (int i = 0; i < values.length; i++) {
            int other = part(random.at(stream, from + i), i + 1);
            values[i] = values[other];
            values[other] = i;
        }
    }

    private void drawAlone(long index, MaskDraw into) {
        for (int cell = 0; cell < into.grid.length; cell++) {
            into.grid[cell] = random.unit(index, cell) < probability ? 1 : 0;
        }
        into.rowShift = part(random.at(index, into.grid.length), into.rows.step);
        into.columnShift = part(random.at(index, into.grid.length + 1L), into.columns.step);
    }

    /** @return which of {@code parts} equal parts of the range a 64-bit fraction lies in */
    private static int part(long fraction, int parts) {
        return (int) ((fraction >>> 32) * parts >>> 32);
    }
}
