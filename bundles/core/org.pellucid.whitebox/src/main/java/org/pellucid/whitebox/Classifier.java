package org.pellucid.whitebox;

import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pellucid.api.ModelException;
import org.pellucid.api.explain.spi.MethodContext;
import org.pellucid.api.explain.spi.MethodInput;
import org.pellucid.api.image.TensorLayout;
import org.pellucid.api.model.ElementType;
import org.pellucid.api.model.spi.InferRequest;
import org.pellucid.api.model.spi.RuntimeModel;
import org.pellucid.ir.IrEditor;
import org.pellucid.ir.IrGraph;
import org.pellucid.ir.Layer;
import org.pellucid.ir.Output;

/**
 * What makes a model an image classifier: one picture in, one score a class out.
 *
 * @param graph       the model's graph
 * @param input       the layer that takes the picture
 * @param layout      order of its dimensions
 * @param height      of the picture, or -1 if the model leaves it open
 * @param width       of the picture, or -1 if the model leaves it open
 * @param logits      the scores before a final softmax or sigmoid
 * @param classes     number of classes
 * @param independent whether classes are independent (a final sigmoid, or the model says multi-label)
 */
public record Classifier(IrGraph graph, Layer input, TensorLayout layout, int height, int width, Output logits,
        int classes, boolean independent) {
    private static final Set<ElementType> REAL = EnumSet.of(ElementType.F32, ElementType.F16, ElementType.BF16,
            ElementType.F64);
    /** More are a damaged file, and room for their scores would take all memory. */
    private static final int MOST_CLASSES = 1 << 24;

    /**
     * @param model a loaded model
     * @return it as a classifier
     * @throws ModelException if it is none; the message says what is in the way
     */
    public static Classifier of(RuntimeModel model) throws ModelException {
        IrGraph graph = IrGraph.of(model);
        String name = model.file().toString();
        List<Layer> inputs = graph.ofType("Parameter");
        if (inputs.size() != 1) {
            throw new ModelException(name + " is no image classifier: it has " + inputs.size() + " inputs, expected 1");
        }
        Layer input = inputs.get(0);
        List<Integer> shape = input.shape();
        TensorLayout layout = layout(input).orElseThrow(() -> new ModelException(name
                + " is no image classifier: its input has shape " + shape
                + ", expected [N,C,H,W] or [N,H,W,C] with C = 3, or 1 for grey"));
        checkType(graph, input, name);
        boolean planar = layout == TensorLayout.NCHW;

        Output scores = scores(graph, model);
        Optional<Layer> activation = activation(graph, scores);
        Output logits = activation.map(layer -> layer.inputs().get(0)).orElse(scores);
        boolean sigmoid = activation.filter(layer -> layer.type().equals("Sigmoid")).isPresent();
        int classes = classes(graph.shape(logits)).orElseThrow(() -> new ModelException(name
                + " is no image classifier: its output has shape " + graph.shape(scores)
                + ", expected [N,classes]"));
        return new Classifier(graph, input, layout, shape.get(planar ? 2 : 1), shape.get(planar ? 3 : 2), logits,
                classes, sigmoid || model.info().multilabel());
    }

    /** Finds the softmax or sigmoid from which the scores come, if layers that only carry values on follow it. */
    private static Optional<Layer> activation(IrGraph graph, Output scores) {
        Output value = scores;
        while (true) {
            Layer layer = graph.producer(value);
            switch (layer.type()) {
                case "SoftMax", "Sigmoid" -> {
                    return Optional.of(layer);
                }
                case "Identity", "Convert", "FakeQuantize", "FakeConvert", "Reshape", "Squeeze", "Unsqueeze" -> {
                    value = layer.inputs().get(0);
                }
                case "Subtract", "Multiply" -> {
                    // zero point and scale of a quantised output
                    Output operand = layer.inputs().get(1);
                    if (!graph.isConstant(operand) || graph.shape(operand).stream().anyMatch(dim -> dim != 1)) {
                        return Optional.empty();
                    }
                    value = layer.inputs().get(0);
                }
                default -> {
                    return Optional.empty();
                }
            }
            if (classes(graph.shape(value)).isEmpty()) {
                return Optional.empty();
            }
        }
    }

    /** The output chosen, or the only one, or the one that looks like scores. */
    private static Output scores(IrGraph graph, RuntimeModel model) throws ModelException {
        Map<String, Output> outputs = new LinkedHashMap<>();
        for (Layer result : graph.ofType("Result")) {
            Output read = result.inputs().get(0);
            Layer producer = graph.producer(read);
            List<String> names = producer.outputPort(read.port()).nameList();
            outputs.put(names.isEmpty() ? producer.name() : names.get(0), read);
            boolean chosen = model.output()
                    .map(wanted -> names.contains(wanted) || producer.name().equals(wanted)).orElse(false);
            if (chosen) {
                return read;
            }
        }
        String there = String.join(", ", outputs.keySet());
        if (model.output().isPresent()) {
            throw new ModelException(
                    model.file() + " has no output '" + model.output().get() + "'; there are: " + there);
        }
        if (outputs.size() == 1) {
            return outputs.values().iterator().next();
        }
        return lastLinear(graph, outputs.values()).orElseThrow(() -> new ModelException(model.file()
                + " is no plain image classifier: it has " + outputs.size() + " outputs (" + there
                + "), none of which comes from a linear layer with a score a class; choose one: --model '"
                + model.name() + "?output=" + outputs.keySet().stream().findFirst().orElse("") + "'"));
    }

    /** Of outputs {@code [1,classes]} that come from a linear layer, the one whose layer comes last. */
    private static Optional<Output> lastLinear(IrGraph graph, Collection<Output> outputs) {
        Optional<Output> last = Optional.empty();
        int place = -1;
        for (Output output : outputs) {
            Output logits = activation(graph, output).map(layer -> layer.inputs().get(0)).orElse(output);
            int linearPlace = linear(graph, logits).map(graph.layers()::indexOf).orElse(-1);
            if (graph.shape(output).size() == 2 && classes(graph.shape(output)).isPresent() && linearPlace > place) {
                place = linearPlace;
                last = Optional.of(output);
            }
        }
        return last;
    }

    /** {@return the linear layer a value comes from, empty if it comes from another one} */
    private static Optional<Layer> linear(IrGraph graph, Output value) {
        Layer layer = graph.producer(value);
        while (true) {
            switch (layer.type()) {
                case "MatMul", "Convolution" -> {
                    return Optional.of(layer).filter(found -> graph.isConstant(found.inputs().get(1)));
                }
                case "Add" -> layer = graph.input(layer, graph.isConstant(layer.inputs().get(0)) ? 1 : 0);
                case "Identity", "Convert", "FakeQuantize", "Reshape", "Squeeze" -> layer = graph.input(layer, 0);
                default -> {
                    return Optional.empty();
                }
            }
        }
    }

    /**
     * {@return the name of the output taken for the scores, if there are several and none was chosen}
     *
     * @param model the model this is made from
     */
    public Optional<String> guessedOutput(RuntimeModel model) {
        List<Layer> results = graph.ofType("Result");
        if (results.size() < 2 || model.output().isPresent()) {
            return Optional.empty();
        }
        Output taken = lastLinear(graph, results.stream().map(result -> result.inputs().get(0)).toList()).orElseThrow();
        Layer producer = graph.producer(taken);
        return Optional.of(producer.outputPort(taken.port()).nameList().stream().findFirst().orElse(producer.name()));
    }

    private static Optional<TensorLayout> layout(Layer input) {
        List<Integer> shape = input.shape();
        if (shape.size() != 4) {
            return Optional.empty();
        }
        for (int channels : new int[] {3, 1}) {
            if (shape.get(1) == channels) {
                return Optional.of(TensorLayout.NCHW);
            }
            if (shape.get(3) == channels) {
                return Optional.of(TensorLayout.NHWC);
            }
        }
        return Optional.empty();
    }

    /** Pictures go in as f32 and are converted to other real types; whole numbers only if the model itself converts. */
    private static void checkType(IrGraph graph, Layer input, String name) throws ModelException {
        ElementType type = graph.inputs().get(0).type();
        boolean converts = graph.readers(input.output()).stream().allMatch(reader -> reader.type().equals("Convert"));
        if (!REAL.contains(type) && !converts) {
            throw new ModelException(
                    name + " takes " + type + " pictures: only floating point numbers, or what it converts "
                            + "first, can be used; export it with an f32 input");
        }
    }

    /** @return the size of the only dimension besides the batch that is not 1 */
    private static Optional<Integer> classes(List<Integer> shape) {
        if (shape.size() < 2 || shape.get(0) > 1) {
            return Optional.empty();
        }
        List<Integer> sizes = shape.subList(1, shape.size()).stream().filter(dim -> dim != 1).toList();
        return sizes.size() == 1 && sizes.get(0) > 1 && sizes.get(0) <= MOST_CLASSES ? Optional.of(sizes.get(0))
                : Optional.empty();
    }

    /** {@return how many channels the input has: 3, or 1 for grey} */
    public int channels() {
        return input.shape().get(layout == TensorLayout.NCHW ? 1 : 3);
    }

    /**
     * @param batch       pictures
     * @param inputHeight rows, for a model that leaves them open
     * @param inputWidth  columns, for a model that leaves them open
     * @return the input's shape
     */
    public int[] inputShape(int batch, int inputHeight, int inputWidth) {
        return layout == TensorLayout.NCHW ? new int[] {batch, channels(), inputHeight, inputWidth}
                : new int[] {batch, inputHeight, inputWidth, channels()};
    }

    /**
     * Begins a definition that takes {@link MethodContext#INPUT} and gives {@link MethodContext#LOGITS}.
     *
     * @param batch       pictures
     * @param inputHeight rows
     * @param inputWidth  columns
     * @return an editor with these two; more results may be added
     */
    public IrEditor prediction(int batch, int inputHeight, int inputWidth) {
        IrEditor editor = graph.edit();
        editor.reshape(input, MethodContext.INPUT, inputShape(batch, inputHeight, inputWidth));
        editor.result(MethodContext.LOGITS, logits);
        return editor;
    }

    /**
     * Begins a definition that takes one picture, the way {@link MethodInput#writeTo(InferRequest)} writes it, and gives
     * {@link MethodContext#LOGITS}.
     *
     * @param context what is prepared
     * @return an editor with these; more results may be added
     */
    public IrEditor prediction(MethodContext context) {
        IrEditor editor = picture(context);
        editor.result(MethodContext.LOGITS, logits);
        return editor;
    }

    /** @return whether the model takes floating point numbers: then a graph can make them of bytes itself */
    public boolean takesNumbers() {
        return REAL.contains(graph.type(input.output()));
    }

    /**
     * Begins a definition that takes one picture, the way {@link MethodInput#writeTo(InferRequest)} writes it.
     *
     * @param context what is prepared
     * @return an editor without a result
     */
    public IrEditor picture(MethodContext context) {
        IrEditor editor = graph.edit();
        int height = context.inputHeight();
        int width = context.inputWidth();
        if (!context.pixels()) {
            editor.reshape(input, MethodContext.INPUT, inputShape(1, height, width));
            return editor;
        }
        Output pixels = editor.parameter(MethodContext.PIXELS, ElementType.U8, 1, height, width, 3);
        Output numbers = editor.operation("Convert", "opset1", "pellucid.numbers",
                List.of("destination_type", "f32"), ElementType.F32, pixels);
        Output scaled = editor.operation("Multiply", "opset1", "pellucid.scaled.picture",
                List.of("auto_broadcast", "numpy"), ElementType.F32, numbers,
                editor.parameter(MethodContext.FACTORS, ElementType.F32, 1, 1, 1, 3));
        Output picture = editor.operation("Add", "opset1", "pellucid.normalised.picture",
                List.of("auto_broadcast", "numpy"), ElementType.F32, scaled,
                editor.parameter(MethodContext.OFFSETS, ElementType.F32, 1, 1, 1, 3));
        if (layout == TensorLayout.NCHW) {
            picture = editor.operation("Einsum", "opset7", "pellucid.picture", List.of("equation", "nhwc->nchw"),
                    ElementType.F32, picture);
        }
        editor.replaceInput(input, picture);
        return editor;
    }
}
