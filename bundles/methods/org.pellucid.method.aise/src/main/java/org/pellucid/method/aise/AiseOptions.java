package org.pellucid.method.aise;

import java.util.List;
import org.pellucid.api.UsageException;
import org.pellucid.api.explain.MethodOption;
import org.pellucid.api.explain.spi.MethodContext;
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
    private static final int MAX_PAIRS = 2_000;
    private static final int MAX_PLACES = 10_000;
    private static final double MIN_WIDTH = 0.01;
    private static final double MAX_WIDTH = 1;
    private static final int MAX_BATCH = 256;

    static final List<MethodOption> DESCRIPTIONS = List.of(
            MethodOption.of("preset", "balance", "speed|balance|quality",
                    "inferences for one class, then for each further one: speed 100 and 36; balance 306 and 186; "
                            + "quality 626 and 426"),
            MethodOption.of("pairs", "of the preset: 32, 60, 100", "2.." + MAX_PAIRS,
                    "pairs of a random mask and its complement, two inferences each, for all classes together"),
            MethodOption.of("places", "of the preset: 5, 15, 35", "0.." + MAX_PLACES,
                    "places the search tries for a window of each width, six inferences each, for each class"),
            MethodOption.of("widths", "of the preset: 0.2 (speed), else 0.2 0.12",
                    MIN_WIDTH + ".." + MAX_WIDTH + " each",
                    "standard deviations of the windows, as shares of the picture's shorter side, separated by spaces "
                            + "or semicolons"),
            MethodOption.of("epsilon", "0.1", "0..1",
                    "of the search: large looks widely, 0 around the best place found"),
            MethodOption.of("batch", "0", "0.." + MAX_BATCH,
                    "pictures in one inference, 0 chooses for the device"),
            MethodOption.of("seed", "the general seed", "any whole number", "of the random masks"));

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
        Preset preset = reader.choice("preset", Preset.BALANCE, Preset.class);
        return new AiseOptions(reader.integer("pairs", preset.pairs, 2, MAX_PAIRS),
                reader.integer("places", preset.places, 0, MAX_PLACES),
                reader.numbers("widths", preset.widths, MIN_WIDTH, MAX_WIDTH), reader.number("epsilon", 0.1, 0, 1),
                reader.integer("batch", MaskedModel.AUTO_BATCH, MaskedModel.AUTO_BATCH, MAX_BATCH),
                reader.seed("seed", context.seed()));
    }
}
