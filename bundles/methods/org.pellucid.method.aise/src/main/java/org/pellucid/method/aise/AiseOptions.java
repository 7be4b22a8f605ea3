package org.pellucid.method.aise;

import java.util.List;
import org.pellucid.api.UsageException;
import org.pellucid.api.explain.spi.MethodContext;
import org.pellucid.blackbox.DeclaredOption;
import org.pellucid.blackbox.MaskedModel;
import org.pellucid.blackbox.OptionReader;

/**
 * AISE's options, checked.
 *
 * @param pairs   of a random mask and its complement, for all classes together
 * @param places  tried for a window of each width, for each class
 * @param widths  standard deviations of the windows, as shares of the picture's shorter side
 * @param epsilon of the search
 * @param batch   pictures in one inference, 0 to choose
 * @param seed    of the random masks
 */
record AiseOptions(int pairs, int places, double[] widths, double epsilon, int batch, long seed) {
    private static final DeclaredOption<Preset> PRESET = DeclaredOption.choice("preset", Preset.BALANCE,
            "inferences for one class, then for each further one: speed 100 and 36; balance 306 and 186; "
                    + "quality 626 and 426");
    private static final DeclaredOption<Integer> PAIRS = DeclaredOption.whole("pairs", 0, 2, 2_000,
            "pairs of a random mask and its complement, two inferences each, for all classes together")
            .defaultFrom("of the preset: 32, 60, 100");
    private static final DeclaredOption<Integer> PLACES = DeclaredOption.whole("places", 0, 0, 10_000,
            "places the search tries for a window of each width, six inferences each, for each class")
            .defaultFrom("of the preset: 5, 15, 35");
    private static final DeclaredOption<double[]> WIDTHS = DeclaredOption.numbers("widths",
            "of the preset: 0.2 (speed), else 0.2 0.12", 0.01, 1,
            "standard deviations of the windows, as shares of the picture's shorter side, separated by spaces "
                    + "or semicolons");
    private static final DeclaredOption<Double> EPSILON = DeclaredOption.number("epsilon", 0.1, 0, 1,
            "of the search: large looks widely, 0 around the best place found");
    private static final DeclaredOption<Long> SEED = DeclaredOption.seed("of the random masks");

    static final List<DeclaredOption<?>> ALL = List.of(PRESET, PAIRS, PLACES, WIDTHS, EPSILON, MaskedModel.BATCH, SEED);

    /** Speed or fidelity. */
    enum Preset {
        SPEED(32, 5, 0.2), BALANCE(60, 15, 0.2, 0.12), QUALITY(100, 35, 0.2, 0.12);

        private final int pairs;
        private final int places;
        private final double[] widths;

        Preset(int pairs, int places, double... widths) {
            this.pairs = pairs;
            this.places = places;
            this.widths = widths;
        }
    }

    static AiseOptions of(MethodContext context) throws UsageException {
        OptionReader reader = new OptionReader(Aise.NAME, context.options());
        Preset preset = reader.get(PRESET);
        return new AiseOptions(reader.get(PAIRS, preset.pairs),
                reader.get(PLACES, preset.places),
                reader.get(WIDTHS, preset.widths.clone()),
                reader.get(EPSILON), reader.get(MaskedModel.BATCH),
                reader.get(SEED, context.seed()));
    }
}
