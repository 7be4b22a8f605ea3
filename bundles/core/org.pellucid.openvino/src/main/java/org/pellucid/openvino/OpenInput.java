package org.pellucid.openvino;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.pellucid.api.model.LoadOptions.Size;
import org.pellucid.ir.IrGraph;
import org.pellucid.ir.Layer;
import org.pellucid.ir.Output;

/**
 * The picture a graph takes, where its file leaves sizes open. Methods find feature maps by their sizes, so open ones
 * are closed before anybody looks.
 */
final class OpenInput {
    private static final int PICTURE_RANK = 4;
    /** Class tokens and registers that a transformer has beside those of the patches. */
    private static final int MOST_EXTRA_TOKENS = 8;

    private final IrGraph graph;
    private final Layer input;
    private final List<Integer> shape;
    private final boolean anyRank;

    /** @param graph with at least one input; the first one counts */
    OpenInput(IrGraph graph) {
        this.graph = graph;
        this.input = graph.ofType("Parameter").get(0);
        this.anyRank = String.valueOf(input.attribute("shape")).contains("...");
        this.shape = anyRank ? Collections.nCopies(PICTURE_RANK, -1) : input.shape();
    }

    private boolean isPicture() {
        return shape.size() == PICTURE_RANK;
    }

    /** {@return whether it is a picture with any size open} */
    boolean isOpen() {
        return isPicture() && shape.contains(-1);
    }

    /**
     * {@return whether it is a picture with an open size other than the batch, or the open batch hides other sizes from
     * those who read the graph}
     */
    boolean hidesSizes() {
        return isOpen() && (shape.lastIndexOf(-1) > 0
                || graph.layers().stream().flatMap(layer -> layer.outputs().stream())
                        .anyMatch(port -> port.shape().stream().filter(size -> size < 0).count() > 1));
    }

    /** {@return its shape as the file says it, -1 where open} */
    List<Integer> shape() {
        return shape;
    }

    /**
     * Closes open sizes: one picture, as many channels as the first convolution reads, and a width and height.
     *
     * @param channelsLast whether channels come last where nothing in the graph tells
     * @param size         to be preferred
     * @return the shape; empty if width or height are open, none are given and none follow from the graph
     */
    Optional<List<Integer>> closed(boolean channelsLast, Optional<Size> size) {
        Optional<Layer> convolution = graph.ofType("Convolution").stream()
                .filter(layer -> graph.ancestors(layer.inputs().get(0)).contains(input.id())).findFirst();
        boolean last = isChannels(shape.get(3));
        if (isChannels(shape.get(1)) == last) {
            last = convolution.map(this::isTransposedBefore).orElse(channelsLast);
        }
        List<Integer> closed = new ArrayList<>(shape);
        close(closed, 0, 1);
        close(closed, last ? 3 : 1, convolution.map(layer -> kernel(layer).get(1)).orElse(3));
        if (closed.contains(-1)) {
            Optional<Size> sides = size.or(this::said)
                    .or(() -> convolution.flatMap(this::ofPatches));
            if (sides.isEmpty()) {
                return Optional.empty();
            }
            int rows = last ? 1 : 2;
            close(closed, rows, sides.get().height());
            close(closed, rows + 1, sides.get().width());
        }
        return Optional.of(closed);
    }

    /** {@return the size an IR says it was exported with} */
    private Optional<Size> said() {
        try {
            return Optional.of(new Size(Integer.parseInt(graph.info("orig_width").orElse("")),
                    Integer.parseInt(graph.info("orig_height").orElse(""))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isChannels(int size) {
        return size == 1 || size == 3 || size == 4;
    }

    private boolean isTransposedBefore(Layer convolution) {
        return graph.between(input.output(), convolution.inputs().get(0)).stream()
                .anyMatch(layer -> layer.type().equals("Transpose"));
    }

    private List<Integer> kernel(Layer convolution) {
        return graph.shape(convolution.inputs().get(1));
    }

    private static void close(List<Integer> shape, int axis, int size) {
        if (shape.get(axis) < 0) {
            shape.set(axis, size);
        }
    }

    /**
     * Follows how the first convolution is used. Where it cuts the picture into patches and a constant is added to their
     * tokens, the constant has a row for every patch, and some for class tokens and registers.
     */
    private Optional<Size> ofPatches(Layer convolution) {
        List<Integer> kernel = kernel(convolution);
        String stride = String.valueOf(convolution.attribute("strides")).replace(" ", "");
        if (!stride.equals(kernel.get(2) + "," + kernel.get(3))) {
            return Optional.empty();
        }
        for (Layer add : graph.ofType("Add")) {
            for (Output operand : add.inputs()) {
                List<Integer> positions = graph.shape(operand);
                if (positions.size() == 3 && positions.get(1) > 1 && positions.get(2).equals(kernel.get(0))
                        && graph.isConstant(operand) && graph.ancestors(add.output()).contains(convolution.id())) {
                    int side = side(positions.get(1));
                    return side == 0 ? Optional.empty()
                            : Optional.of(new Size(side * kernel.get(3), side * kernel.get(2)));
                }
            }
        }
        return Optional.empty();
    }

    /** {@return how many patches lie side by side in a square picture of that many tokens, 0 if it is not square} */
    private static int side(int tokens) {
        for (int patches = tokens; patches > 0 && patches >= tokens - MOST_EXTRA_TOKENS; patches--) {
            int root = (int) Math.round(Math.sqrt(patches));
            if (root * root == patches) {
                return root;
            }
        }
        return 0;
    }
}
