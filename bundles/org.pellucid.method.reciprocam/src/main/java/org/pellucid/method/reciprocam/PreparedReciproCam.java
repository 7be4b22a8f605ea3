package org.pellucid.method.reciprocam;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.pellucid.api.NativeRuntimeException;
import org.pellucid.api.PellucidException;
import org.pellucid.api.explain.MethodContext;
import org.pellucid.api.explain.MethodInput;
import org.pellucid.api.explain.MethodResult;
import org.pellucid.api.explain.PreparedMethod;
import org.pellucid.api.explain.RawMap;
import org.pellucid.api.explain.Workers;
import org.pellucid.api.model.CompiledModel;
import org.pellucid.api.model.InferRequest;
import org.pellucid.api.model.PerformanceHint;
import org.pellucid.api.model.Rewrite;
import org.pellucid.api.model.Tensor;
import org.pellucid.ir.Classifier;
import org.pellucid.ir.IrEditor;
import org.pellucid.ir.Output;

/**
 * Two models made from one: the classifier with its feature map as a further output, and its perturbed head. The
 * picture goes through the network once; the head then works on the feature map where it lies.
 */
final class PreparedReciproCam implements PreparedMethod {
    private final String layer;
    private final int classes;
    private final int height;
    private final int width;
    private final PerturbedHead.Definition head;
    private final CompiledModel predicting;
    private final CompiledModel perturbing;
    private final Workers<Pair> workers;

    PreparedReciproCam(MethodContext context, Classifier classifier, Output feature) throws PellucidException {
        this.layer = classifier.graph().producer(feature).name();
        this.classes = classifier.classes();
        this.height = classifier.graph().shape(feature).get(2);
        this.width = classifier.graph().shape(feature).get(3);

        IrEditor editor = classifier.prediction(1, context.inputHeight(), context.inputWidth());
        editor.result(PerturbedHead.FEATURE, feature);
        String key = "reciprocam-" + context.inputHeight() + "x" + context.inputWidth() + "-" + feature.layer();
        this.predicting = context.compile(new Rewrite(key + "-features", editor.write()), PerformanceHint.LATENCY);
        try {
            this.head = new PerturbedHead(context.model(), classifier, feature).define();
            this.perturbing = context.compile(new Rewrite(key + "-head", head.definition()), PerformanceHint.LATENCY);
        } catch (PellucidException | RuntimeException e) {
            predicting.close();
            throw e;
        }
        this.workers = context.workers(Pair::new);
    }

    @Override
    public String layer() {
        return layer;
    }

    @Override
    public MethodResult explain(MethodInput input) throws PellucidException, InterruptedException {
        return workers.lend(pair -> {
            long start = System.nanoTime();
            input.writeTo(pair.predict.input(MethodContext.INPUT).floats());
            long written = System.nanoTime();
            pair.predict.infer();
            long inferred = System.nanoTime();
            float[] logits = new float[classes];
            pair.predict.output(MethodContext.LOGITS).floats().get(0, logits);
            List<RawMap> maps = pair.perturb(input.targets(logits));
            return new MethodResult(logits, maps, (written - start) / 1e6, (inferred - written) / 1e6);
        });
    }

    @Override
    public void close() {
        workers.close();
        perturbing.close();
        predicting.close();
    }

    /** The two requests of one thread; the head reads the feature map where the prediction wrote it. */
    private final class Pair implements AutoCloseable {
        private final InferRequest predict;
        private final InferRequest perturb;
        /** First cell of the masks that now lie in the request, or -1. */
        private int maskedFrom = -1;

        Pair() throws NativeRuntimeException {
            predict = predicting.newRequest();
            InferRequest second = null;
            try {
                second = perturbing.newRequest();
                second.bind(PerturbedHead.FEATURE, predict.output(PerturbedHead.FEATURE));
                perturb = second;
            } catch (NativeRuntimeException | RuntimeException e) {
                if (second != null) {
                    second.close();
                }
                predict.close();
                throw e;
            }
        }

        List<RawMap> perturb(int[] targets) throws PellucidException, InterruptedException {
            if (head.selectsTarget()) {
                writeTargets(perturb.input(PerturbedHead.TARGETS, targets.length, 1), targets);
            }
            if (head.selectsBias()) {
                writeTargets(perturb.input(PerturbedHead.BIAS_TARGETS, 1, targets.length, 1), targets);
            }
            int cells = height * width;
            float[][] maps = new float[targets.length][cells];
            for (int from = 0; from < cells; from += head.masks()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                mask(from);
                perturb.infer();
                read(perturb.output(PerturbedHead.SCORES).floats(), targets, from, maps);
            }
            List<RawMap> raw = new ArrayList<>(targets.length);
            for (int k = 0; k < targets.length; k++) {
                raw.add(new RawMap(targets[k], height, width, maps[k]));
            }
            return raw;
        }

        private void writeTargets(Tensor tensor, int[] targets) {
            for (int k = 0; k < targets.length; k++) {
                tensor.longs().put(k, targets[k]);
            }
        }

        /** Mask {@code n} keeps cell {@code from + n}. Usually all masks fit and stay as they are. */
        private void mask(int from) throws NativeRuntimeException {
            if (maskedFrom == from) {
                return;
            }
            int cells = height * width;
            FloatBuffer masks = perturb.input(PerturbedHead.MASKS).floats();
            for (int i = 0; i < masks.capacity(); i++) {
                masks.put(i, 0f);
            }
            for (int n = 0; n < head.masks() && from + n < cells; n++) {
                masks.put(n * cells + from + n, head.maskValue());
            }
            maskedFrom = from;
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
            predict.close();
        }
    }
}
