package org.pellucid.method.vitreciprocam;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pellucid.api.MethodException;
import org.pellucid.ir.IrGraph;
import org.pellucid.ir.Layer;
import org.pellucid.ir.Output;
import org.pellucid.whitebox.Classifier;

/**
 * How a sequence of tokens lies on the picture: first the extra ones (class token, distillation token, registers), then
 * the patches row by row.
 *
 * @param extra   tokens before the patches, the class token first; at least 1
 * @param rows    of patches
 * @param columns of patches
 */
record Grid(int extra, int rows, int columns) {
    /** A class token, a distillation token and some registers. */
    private static final int MAX_EXTRA = 17;

    int tokens() {
        return extra + patches();
    }

    int patches() {
        return rows * columns;
    }

    /**
     * The patch embedding's convolution shows the grid; without one, patches are taken to form a square.
     *
     * @param tokens residual stream {@code [N,T,D]}
     */
    static Grid of(Classifier classifier, Output tokens) throws MethodException {
        IrGraph graph = classifier.graph();
        int count = graph.shape(tokens).get(1);
        if (count < 1) {
            throw new MethodException("the model leaves the number of tokens open at layer '"
                    + graph.producer(tokens).name() + "': reshape it to a fixed picture size");
        }
        Optional<Layer> embedding = embedding(graph, tokens, count);
        if (embedding.isPresent()) {
            List<Integer> shape = embedding.get().shape();
            return checked(count, count - shape.get(2) * shape.get(3), shape.get(2), shape.get(3));
        }
        int side = (int) Math.sqrt(count);
        if (side * side == count) {
            return checked(count, 0, side, side);
        }
        for (int extra = 1; extra <= 2; extra++) {
            side = (int) Math.sqrt(count - extra);
            if (side > 0 && side * side == count - extra) {
                return new Grid(extra, side, side);
            }
        }
        throw new MethodException("the model's " + count + " tokens at layer '" + graph.producer(tokens).name()
                + "' are not a class token, at most one more and a square of patches");
    }

    private static Optional<Layer> embedding(IrGraph graph, Output tokens, int count) {
        Set<Integer> before = graph.ancestors(tokens);
        return graph.ofType("Convolution").stream().filter(layer -> {
            List<Integer> shape = layer.shape();
            return before.contains(layer.id()) && shape.size() == 4 && shape.get(2) > 0 && shape.get(3) > 0
                    && shape.get(2) * shape.get(3) <= count && count - shape.get(2) * shape.get(3) <= MAX_EXTRA;
        }).reduce((first, last) -> last);
    }

    private static Grid checked(int count, int extra, int rows, int columns) throws MethodException {
        if (extra == 0) {
            throw new MethodException("the model has no class token: its " + count + " tokens are " + rows + "x"
                    + columns + " patches");
        }
        return new Grid(extra, rows, columns);
    }
}
