package org.pellucid.method.rise;

import java.util.List;
import org.pellucid.api.UsageException;
import org.pellucid.api.explain.spi.MethodContext;
import org.pellucid.blackbox.DeclaredOption;
import org.pellucid.blackbox.MaskedModel;
import org.pellucid.blackbox.OptionReader;

/**
 * RISE's options, checked.
 *
 * @param masks       upper bound of the number of masks; even where masks are paired
 * @param cells       cells of a mask along each axis
 * @param probability of a cell to be visible
 * @param estimator   how scores become a map
 * @param tolerance   relative standard error to stop at, 0 for never
 * @param batch       pictures in one inference, 0 to choose
 * @param seed        of the masks
 */
record RiseOptions(int masks, int cells, double probability, EstimatorKind estimator, double tolerance, int batch,
        long seed) {
    private static final int MAX_CELLS = 64;
    /** The regression has 4 features a cell, and its cost grows with their cube. */
    private static final int MAX_RIDGE_CELLS = 16;
    private static final double HALF = 0.5;

    private static final DeclaredOption<Preset> PRESET = DeclaredOption.choice("preset", Preset.BALANCE,
            "number of masks by the fidelity it buys: correlation with the converged map on photographs, "
                    + "EfficientNet-Lite0: speed 250 masks 0.94, balance 500 masks 0.97, quality 2000 masks "
                    + "0.99; ten times as many masks with estimator=plain, which then reach less");
    private static final DeclaredOption<Integer> MASKS = DeclaredOption.whole("masks", 0, 2, 1_000_000,
            "number of masks, at most").defaultFrom("of the preset");
    private static final DeclaredOption<Integer> CELLS = cells(MAX_CELLS);
    private static final DeclaredOption<Integer> RIDGE_CELLS = cells(MAX_RIDGE_CELLS);
    private static final DeclaredOption<Double> PROBABILITY = DeclaredOption.number("probability", HALF, 0.01, 0.99,
            "of a cell to be visible; only 0.5 allows pairs of complementary masks");
    private static final DeclaredOption<EstimatorKind> ESTIMATOR = DeclaredOption.choice("estimator",
            EstimatorKind.RIDGE,
            "plain: the paper's sum of masks weighted by the score; ridge: regression on mask pairs, the same "
                    + "map with a tenth of the masks or fewer");
    private static final DeclaredOption<Double> TOLERANCE = DeclaredOption.number("tolerance", 0, 0, 1,
            "stop when the maps' standard error, relative to their own spread, falls below this; 0.25 is a "
                    + "correlation of about 0.97, 0.14 of 0.99; 0 takes all masks");
    private static final DeclaredOption<Long> SEED = DeclaredOption.seed("of the masks");

    static final List<DeclaredOption<?>> ALL = List.of(PRESET, MASKS, CELLS, PROBABILITY, ESTIMATOR, TOLERANCE,
            MaskedModel.BATCH, SEED);

    private static DeclaredOption<Integer> cells(int max) {
        return DeclaredOption.whole("cells", 8, 1, max,
                "cells of a mask along each axis: more show finer detail and need more masks")
                .rangeIs("1.." + MAX_RIDGE_CELLS + ", to " + MAX_CELLS + " with estimator=plain");
    }

    /** Speed or fidelity. */
    enum Preset {
        SPEED(250), BALANCE(500), QUALITY(2000);

        private final int masks;

        Preset(int masks) {
            this.masks = masks;
        }
    }

    /** How scores become a map. */
    enum EstimatorKind {
        PLAIN(10), RIDGE(1);

        private final int factor;

        EstimatorKind(int factor) {
            this.factor = factor;
        }
    }

    static RiseOptions of(MethodContext context) throws UsageException {
        OptionReader reader = new OptionReader(Rise.NAME, context.options());
        EstimatorKind estimator = reader.get(ESTIMATOR);
        Preset preset = reader.get(PRESET);
        double probability = reader.get(PROBABILITY);
        int masks = reader.get(MASKS, preset.masks * estimator.factor);
        int cells = reader.get(estimator == EstimatorKind.RIDGE ? RIDGE_CELLS : CELLS);
        RiseOptions options = new RiseOptions(masks, cells, probability, estimator,
                reader.get(TOLERANCE), reader.get(MaskedModel.BATCH),
                reader.get(SEED, context.seed()));
        return options.paired() && masks % 2 == 1 ? options.withMasks(masks - 1) : options;
    }

    private RiseOptions withMasks(int newMasks) {
        return new RiseOptions(newMasks, cells, probability, estimator, tolerance, batch, seed);
    }

    /** @return whether masks come with their complements */
    boolean paired() {
        return estimator == EstimatorKind.RIDGE && probability == HALF;
    }
}
