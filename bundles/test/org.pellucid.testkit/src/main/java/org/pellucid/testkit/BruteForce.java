package org.pellucid.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.pellucid.api.model.ElementType;
import org.pellucid.api.model.PerformanceHint;
import org.pellucid.api.model.Precision;
import org.pellucid.api.model.spi.CompileRequest;
import org.pellucid.api.model.spi.CompiledModel;
import org.pellucid.api.model.spi.InferRequest;
import org.pellucid.api.model.spi.RuntimeModel;
import org.pellucid.api.model.spi.Tensor;
import org.pellucid.ir.IrEditor;
import org.pellucid.ir.IrGraph;
import org.pellucid.whitebox.Classifier;
import org.pellucid.whitebox.Cut;
import org.pellucid.whitebox.SpatialAxes;

/**
 * ReciproCAM by its definition, for any model and cut: the untouched head as a model of its own, asked once for each
 * feature map of which one cell is kept.
 */
public final class BruteForce {
    private final PlainRuntime runtime;
    private final Path folder;

    /**
     * @param runtime runs the models
     * @param folder  for files
     */
    public BruteForce(PlainRuntime runtime, Path folder) {
        this.runtime = runtime;
        this.folder = folder;
    }

    /**
     * @param model   an open model with an input of fixed shape
     * @param cut     one of its feature maps
     * @param picture elements of the input
     * @return the logits for each cell kept, row by row
     * @throws Exception if a part of the model cannot be made or run
     */
    public float[][] logits(RuntimeModel model, Cut cut, float... picture) throws Exception {
        Classifier classifier = Classifier.of(model);
        IrGraph graph = classifier.graph();
        IrEditor body = graph.edit();
        body.result("feature", cut.value());
        float[] feature = run(file(model, "body", body.write()), null, picture)[0];

        IrEditor head = graph.edit();
        head.redirect(cut.value(), head.parameter("feature", ElementType.F32, cut.dimensions()));
        head.result("logits", classifier.logits());
        float[][] masked = new float[cut.axes().cells()][feature.length];
        for (int i = 0; i < feature.length; i++) {
            masked[cell(cut, i)][i] = feature[i];
        }
        // by name, since a head that asks for the picture's shape has the picture as an input too
        return run(file(model, "head", head.write()), "feature", masked);
    }

    private static int cell(Cut cut, int element) {
        SpatialAxes axes = cut.axes();
        int[] index = new int[cut.rank()];
        int rest = element;
        for (int axis = index.length - 1; axis >= 0; axis--) {
            index[axis] = rest % cut.shape().get(axis);
            rest /= cut.shape().get(axis);
        }
        return axes.areTokens() ? index[axes.rowAxis()]
                : index[axes.rowAxis()] * axes.columns() + index[axes.columnAxis()];
    }

    private Path file(RuntimeModel model, String name, byte[] definition) throws Exception {
        Path weights = folder.resolve(name + ".bin");
        String source = model.file().toString();
        Files.write(weights, Files.readAllBytes(Path.of(source.substring(0, source.length() - 3) + "bin")));
        return Files.write(folder.resolve(name + ".xml"), definition);
    }

    private float[][] run(Path file, String name, float[]... inputs) throws Exception {
        float[][] outputs = new float[inputs.length][];
        try (RuntimeModel model = runtime.models().load(file.toString());
                CompiledModel compiled = model.compile(
                        new CompileRequest("CPU", Precision.F32, PerformanceHint.LATENCY, Optional.empty()));
                InferRequest request = compiled.newRequest()) {
            for (int i = 0; i < inputs.length; i++) {
                Tensor input = name == null ? request.input(0) : request.input(name);
                write(inputs[i], input);
                request.infer();
                outputs[i] = new float[request.output(0).size()];
                request.output(0).floats().get(0, outputs[i]);
            }
        }
        return outputs;
    }

    private static void write(float[] values, Tensor input) {
        if (input.type() == ElementType.F32) {
            input.floats().put(0, values);
            return;
        }
        for (int i = 0; i < values.length; i++) {
            input.bytes().put(i, (byte) (int) values[i]);
        }
    }
}
