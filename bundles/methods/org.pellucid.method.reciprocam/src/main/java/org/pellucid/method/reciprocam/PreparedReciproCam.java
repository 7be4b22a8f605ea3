package org.pellucid.method.reciprocam;

import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pellucid.api.NativeRuntimeException;
import org.pellucid.api.PellucidException;
import org.pellucid.api.explain.spi.MethodContext;
import org.pellucid.api.explain.spi.MethodInput;
import org.pellucid.api.explain.spi.MethodResult;
import org.pellucid.api.explain.spi.PreparedMethod;
import org.pellucid.api.explain.spi.RawMap;
import org.pellucid.api.explain.spi.Workers;
import org.pellucid.api.model.PerformanceHint;
import org.pellucid.api.model.spi.CompiledModel;
import org.pellucid.api.model.spi.InferRequest;
import org.pellucid.api.model.spi.Rewrite;
import org.pellucid.ir.IrEditor;
import org.pellucid.whitebox.Classifier;
import org.pellucid.whitebox.Cut;
import org.pellucid.whitebox.PictureInference;

/**
 * The classifier with what explains it as a further output: with a {@link CellwiseHead} the perturbed features, from
 * which scores are a small product; otherwise the feature map, which a {@link PerturbedHead} then works on. Either way
 * the picture goes through the network once.
 */
final class PreparedReciproCam implements PreparedMethod {
    /** From the outputs of the prediction to the maps, for one thread. */
    private interface Perturbation extends AutoCloseable {
        List<RawMap> maps(int[] targets) throws NativeRuntimeException, InterruptedException;

        @Override
        void close();
    }

    private final String layer;
    private final int classes;
    private final int height;
    private final int width;
    private final List<CompiledModel> compiled = new ArrayList<>();
    private final Workers<Worker> workers;

    PreparedReciproCam(MethodContext context, Classifier classifier, Cut cut) throws PellucidException {
        this.layer = cut.layer();
        this.classes = classifier.classes();
        this.height = cut.axes().rows();
        this.width = cut.axes().columns();

        String key = "reciprocam-" + context.inputHeight() + "x" + context.inputWidth() + "-" + cut.value().layer();
        IrEditor editor = classifier.prediction(context);
        Optional<CellwiseHead> cellwise = CellwiseHead.of(context.model(), classifier, cut);
        try {
            if (cellwise.isPresent()) {
                cellwise.get().addTo(editor);
                CompiledModel predicting = compile(context, key + "-cells", editor.write());
                workers = context.workers(() -> new Worker(predicting.newRequest(),
                        predict -> new Cells(predict, cellwise.get())));
            } else {
                editor.result(PerturbedHead.FEATURE, cut.value());
                PerturbedHead.Definition head = new PerturbedHead(context.model(), classifier, cut).define();
                CompiledModel predicting = compile(context, key + "-feature", editor.write());
                CompiledModel perturbing = compile(context, key + "-head", head.definition());
                workers = context.workers(() -> new Worker(predicting.newRequest(),
                        predict -> new Batches(predict, perturbing, head)));
            }
        } catch (PellucidException | RuntimeException e) {
            compiled.forEach(CompiledModel::close);
            throw e;
        }
    }

    private CompiledModel compile(MethodContext context, String key, byte[] definition) throws PellucidException {
        CompiledModel model = context.compile(new Rewrite(key, definition), PerformanceHint.LATENCY);
        compiled.add(model);
        return model;
    }

    @Override
    public Optional<String> layer() {
        return Optional.of(layer);
    }

    @Override
    public MethodResult explain(MethodInput input) throws PellucidException, InterruptedException {
        return workers.lend(worker -> worker.explain(input));
    }

    @Override
    public void close() {
        workers.close();
        compiled.forEach(CompiledModel::close);
    }

    /** Makes what follows a prediction. */
    private interface PerturbationFactory {
        Perturbation create(InferRequest predict) throws NativeRuntimeException;
    }

    /** The requests of one thread. */
    private final class Worker implements AutoCloseable {
        private final InferRequest predict;
        private final Perturbation perturbation;

        Worker(InferRequest predict, PerturbationFactory factory) throws NativeRuntimeException {
            this.predict = predict;
            try {
                this.perturbation = factory.create(predict);
            } catch (NativeRuntimeException | RuntimeException e) {
                predict.close();
                throw e;
            }
        }

        MethodResult explain(MethodInput input) throws PellucidException, InterruptedException {
            PictureInference inference = PictureInference.of(input, predict);
            return inference.with(perturbation.maps(input.targets(inference.logits())));
        }

        @Override
        public void close() {
            perturbation.close();
            predict.close();
        }
    }

    /** Scores from the cells that the prediction gave. */
    private final class Cells implements Perturbation {
        private final InferRequest predict;
        private final CellwiseHead head;
        private final float[] cells;

        Cells(InferRequest predict, CellwiseHead head) {
            this.predict = predict;
            this.head = head;
            this.cells = new float[head.channels() * height * width];
        }

        @Override
        public List<RawMap> maps(int[] targets) throws NativeRuntimeException, InterruptedException {
            predict.output(CellwiseHead.CELLS).floats().get(0, cells);
            List<RawMap> maps = new ArrayList<>(targets.length);
            for (int target : targets) {
                checkInterrupted();
                maps.add(RawMap.of(target, height, width, head.scores(target, cells, height * width)));
            }
            return maps;
        }

        @Override
        public void close() {
            // the request is the worker's
        }
    }

    /** Scores from the head, which reads the feature map where the prediction wrote it. */
    private final class Batches implements Perturbation {
        private final InferRequest perturb;
        private final PerturbedHead.Definition head;
        /** First cell of the masks that now lie in the request, or -1. */
        private int maskedFrom = -1;

        Batches(InferRequest predict, CompiledModel perturbing, PerturbedHead.Definition head)
                throws NativeRuntimeException {
            this.head = head;
            this.perturb = perturbing.newRequest();
            try {
                perturb.bind(PerturbedHead.FEATURE, predict.output(PerturbedHead.FEATURE));
                if (head.readsZeros()) {
                    FloatBuffer zeros = perturb.input(PerturbedHead.DROPPED).floats();
                    zeros.put(0, new float[zeros.capacity()]);
                }
            } catch (NativeRuntimeException | RuntimeException e) {
                perturb.close();
                throw e;
            }
        }

        @Override
        public List<RawMap> maps(int[] targets) throws NativeRuntimeException, InterruptedException {
            if (head.selectsTarget()) {
                write(perturb.input(PerturbedHead.TARGETS, targets.length, 1).longs(), targets);
            }
            if (head.selectsBias()) {
                write(perturb.input(PerturbedHead.BIAS_TARGETS, 1, targets.length, 1).longs(), targets);
            }
            int cells = height * width;
            float[][] maps = new float[targets.length][cells];
            for (int from = 0; from < cells; from += head.masks()) {
                checkInterrupted();
                mask(from);
                perturb.infer();
                read(perturb.output(PerturbedHead.SCORES).floats(), targets, from, maps);
            }
            List<RawMap> raw = new ArrayList<>(targets.length);
            for (int k = 0; k < targets.length; k++) {
                raw.add(RawMap.of(targets[k], height, width, maps[k]));
            }
            return raw;
        }

        private static void write(LongBuffer indices, int[] targets) {
            for (int k = 0; k < targets.length; k++) {
                indices.put(k, targets[k]);
            }
        }

        /** Mask {@code n} keeps cell {@code from + n}. Usually all masks fit and stay as they are. */
        private void mask(int from) throws NativeRuntimeException {
            if (maskedFrom == from) {
                return;
            }
            maskedFrom = from;
            int cells = height * width;
            float[] elements = new float[head.masks() * cells];
            for (int n = 0; n < head.masks() && from + n < cells; n++) {
                elements[n * cells + from + n] = 1;
            }
            for (String input : head.maskInputs()) {
                perturb.input(input).floats().put(0, elements);
            }
        }

        private void read(FloatBuffer scores, int[] targets, int from, float[][] maps) {
            int columns = head.selectsTarget() ? targets.length : classes;
            int rows = Math.min(head.masks(), height * width - from);
            for (int n = 0; n < rows; n++) {
                for (int k = 0; k < targets.length; k++) {
                    maps[k][from + n] = scores.get(n * columns + (head.selectsTarget() ? k : targets[k]));
                }
            }
        }

        @Override
        public void close() {
            perturb.close();
        }
    }

    private static void checkInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
