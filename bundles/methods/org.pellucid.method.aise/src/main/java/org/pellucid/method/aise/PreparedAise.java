package org.pellucid.method.aise;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.pellucid.api.PellucidException;
import org.pellucid.api.explain.spi.MethodContext;
import org.pellucid.api.explain.spi.MethodInput;
import org.pellucid.api.explain.spi.MethodResult;
import org.pellucid.api.explain.spi.PreparedMethod;
import org.pellucid.api.explain.spi.RawMap;
import org.pellucid.blackbox.MaskedModel;

/** AISE for one model and one set of options. */
final class PreparedAise implements PreparedMethod {
    private final MethodContext context;
    private final AiseOptions options;
    private final MaskedModel model;

    PreparedAise(MethodContext context, AiseOptions options) throws PellucidException {
        this.context = context;
        this.options = options;
        this.model = MaskedModel.compile(context, options.batch());
    }

    @Override
    public MethodResult explain(MethodInput input) throws PellucidException, InterruptedException {
        return model.lend(inference -> {
            long start = System.nanoTime();
            inference.load(input);
            long loaded = System.nanoTime();
            float[] logits = new float[context.classes()];
            inference.run(1, (index, mask) -> Arrays.fill(mask, 1), (index, answer) -> {
                System.arraycopy(answer, 0, logits, 0, logits.length);
                return true;
            }, input.progress());
            long predicted = System.nanoTime();
            Function<List<RawMap>, MethodResult> result = maps -> MethodResult.of(logits, maps, (loaded - start) / 1e6,
                    (predicted - loaded) / 1e6);
            return result.apply(
                    new AiseRun(context, options, inference, input, input.scores(logits), result).maps());
        });
    }

    @Override
    public void close() {
        model.close();
    }
}
