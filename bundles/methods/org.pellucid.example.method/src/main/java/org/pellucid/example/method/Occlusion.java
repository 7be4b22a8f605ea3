package org.pellucid.example.method;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.osgi.service.component.annotations.Component;
import org.pellucid.api.PellucidException;
import org.pellucid.api.UsageException;
import org.pellucid.api.explain.MethodDescription;
import org.pellucid.api.explain.MethodKind;
import org.pellucid.api.explain.MethodOption;
import org.pellucid.api.explain.spi.ExplainMethod;
import org.pellucid.api.explain.spi.MethodContext;
import org.pellucid.api.explain.spi.MethodInput;
import org.pellucid.api.explain.spi.MethodResult;
import org.pellucid.api.explain.spi.PreparedMethod;
import org.pellucid.api.explain.spi.RawMap;
import org.pellucid.api.explain.spi.Support;
import org.pellucid.api.explain.spi.Workers;
import org.pellucid.api.image.TensorLayout;
import org.pellucid.api.model.PerformanceHint;
import org.pellucid.api.model.spi.CompiledModel;
import org.pellucid.api.model.spi.InferRequest;
import org.pellucid.api.model.spi.RuntimeModel;

/** Occlusion: blanks one cell of the picture after the other and shows how much of the probability that takes away. */
@Component(property = ExplainMethod.METHOD + "=occlusion")
public final class Occlusion implements ExplainMethod {
    @Override
    public MethodDescription description() {
        return MethodDescription.of("occlusion", MethodKind.BLACK_BOX)
                .summary("Blanks one cell of the picture after the other and shows how much probability that takes "
                        + "away.")
                .paper("Matthew D. Zeiler, Rob Fergus: Visualizing and understanding convolutional networks, "
                        + "arXiv:1311.2901")
                .cost("cells^2 inferences")
                .advice("An example.")
                .options(List.of(MethodOption.of("cells", "7", "2..64", "cells a side")));
    }

    @Override
    public Support supports(RuntimeModel model) {
        return Support.yes("it looks at the answers only");
    }

    @Override
    public PreparedMethod prepare(MethodContext context) throws PellucidException {
        String cells = context.options().getOrDefault("cells", "7");
        if (!cells.matches("[2-9]|[1-5]\\d|6[0-4]")) {
            throw new UsageException("option cells=" + cells + ": must be a whole number in 2..64");
        }
        CompiledModel compiled = context.compilePrediction(1, PerformanceHint.LATENCY);
        Workers<InferRequest> requests = context.workers(compiled::newRequest);
        return new PreparedMethod() {
            @Override
            public Optional<String> layer() {
                return Optional.empty(); // a white-box method names the layer it looks at
            }

            @Override
            public MethodResult explain(MethodInput input) throws PellucidException, InterruptedException {
                return requests.lend(request -> occlude(context, Integer.parseInt(cells), input, request));
            }

            @Override
            public void close() {
                requests.close();
                compiled.close();
            }
        };
    }

    private static MethodResult occlude(MethodContext context, int cells, MethodInput input, InferRequest request)
            throws PellucidException, InterruptedException {
        input.writeTo(request.input(MethodContext.INPUT).bytes());
        FloatBuffer pixels = request.input(MethodContext.INPUT).floats();
        FloatBuffer whole = FloatBuffer.allocate(pixels.capacity()).put(pixels.duplicate());
        float[] logits = infer(request, context.classes());
        List<RawMap> maps = IntStream.of(input.targets(logits))
                .mapToObj(target -> RawMap.of(target, cells, cells, new float[cells * cells])).toList();
        for (int cell = 0; cell < cells * cells; cell++) {
            if (input.progress().cancelled()) {
                throw new InterruptedException("cancelled");
            }
            for (int i = 0; i < pixels.capacity(); i++) {
                int pixel = context.layout() == TensorLayout.NCHW ? i : i / 3; // channels come first, or last
                int row = pixel / context.inputWidth() % context.inputHeight() * cells / context.inputHeight();
                int column = pixel % context.inputWidth() * cells / context.inputWidth();
                pixels.put(i, row * cells + column == cell ? 0 : whole.get(i));
            }
            double[] after = context.probabilities(infer(request, context.classes()));
            for (RawMap map : maps) {
                map.values()[cell] = (float) (1 - after[map.target()]);
            }
            input.progress().step("cells", cell + 1, cells * cells);
        }
        return MethodResult.of(logits, maps);
    }

    private static float[] infer(InferRequest request, int classes) throws PellucidException {
        request.infer();
        float[] logits = new float[classes];
        request.output(MethodContext.LOGITS).floats().get(0, logits);
        return logits;
    }
}
