package org.pellucid.explain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.pellucid.api.InputException;
import org.pellucid.api.MethodException;
import org.pellucid.api.PellucidException;
import org.pellucid.api.explain.Classification;
import org.pellucid.api.explain.ContrastKind;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.explain.PartialExplanationException;
import org.pellucid.api.explain.Prediction;
import org.pellucid.api.explain.SaliencyMap;
import org.pellucid.api.explain.Timings;
import org.pellucid.api.explain.spi.MethodResult;
import org.pellucid.api.explain.spi.PartialResultException;
import org.pellucid.api.explain.spi.RawMap;
import org.pellucid.api.explain.spi.TargetScore;
import org.pellucid.api.model.Precision;
import org.pellucid.api.model.spi.RuntimeModel;

/**
 * Asks a method about one picture and turns what it finds into an explanation, trusting it in nothing.
 *
 * @param model         explained
 * @param precision     asked for
 * @param method        asked
 * @param labels        names of the classes
 * @param prepared      the picture explained, what was done to it, and where it lies
 * @param ready         the method, prepared for the model
 * @param notes         what should be known of model and settings
 * @param compileMillis how long that took just now
 * @param input         the picture for the method
 * @param begun         by {@link System#nanoTime}
 */
record PictureAnswer(RuntimeModel model, Precision precision, KnownMethod method, Labels labels,
        Preprocessors.Input prepared, Prepared.Ready ready, List<String> notes, double compileMillis,
        PictureInput input, long begun) {

    /** {@return what the model predicts} */
    Classification predict() throws PellucidException, InterruptedException {
        MethodResult result = ready.method().explain(input);
        checkFinite(result.logits());
        return classification(result);
    }

    /** {@return what the method found} */
    Explanation explain() throws PellucidException, InterruptedException {
        input.askedBy(this);
        try {
            return explanation(ready.method().explain(input), Optional.empty());
        } catch (PartialResultException e) {
            throw partial(e);
        } catch (RuntimeException | LinkageError e) {
            // What a plug-in throws beyond its contract becomes an error that names it.
            throw new MethodException("method " + method.name + " failed: " + e, e);
        }
    }

    /** {@return what was known before the method came to its end} */
    Explanation known(MethodResult result, long done, long total) {
        try {
            return explanation(result, Optional.of(done + " of " + total));
        } catch (PellucidException e) {
            // What is of no use now fails the method, which would give the same in the end.
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** An interruption stays one, even if what is known so far turns out to be of no use. */
    private InterruptedException partial(PartialResultException interruption) {
        try {
            PartialExplanationException partial = new PartialExplanationException(
                    explanation(interruption.partial(), Optional.of(interruption.getMessage())));
            partial.initCause(interruption);
            return partial;
        } catch (PellucidException e) {
            interruption.addSuppressed(e);
            return interruption;
        }
    }

    private Explanation explanation(MethodResult result, Optional<String> incomplete) throws PellucidException {
        check(result);
        List<SaliencyMap> maps = maps(result, input.answer(result.logits()));
        return new Explanation(classification(result), method.name,
                ready.method().layer(), maps, incomplete);
    }

    private Classification classification(MethodResult result) {
        double total = (System.nanoTime() - begun) / 1e6;
        Timings timings = new Timings(model.loadMillis(), compileMillis,
                prepared.millis() + result.preprocessMillis(), result.inferMillis(),
                Math.max(0, total - result.preprocessMillis() - result.inferMillis()));
        return new Classification(prepared.picture().name(), model.name(), ready.device(), ready.precision(),
                prepared.preprocessing(), new RankedPredictions(input.answer(result.logits()), labels), timings, notes);
    }

    private void check(MethodResult result) throws MethodException, InputException {
        if (result == null) {
            throw new MethodException("method " + method.name + " returned nothing");
        }
        if (result.logits().length != labels.classes()) {
            throw new MethodException("method " + method.name + " returned " + result.logits().length
                    + " logits for a model with " + labels.classes() + " classes");
        }
        for (RawMap map : result.maps()) {
            if (map.target() != SaliencyMap.ALL_CLASSES) {
                checkClass(map.target());
            }
            if (map.score().isContrast()) {
                checkClass(map.score().against().getAsInt());
            }
        }
        checkFinite(result.logits());
    }

    private void checkClass(int index) throws MethodException {
        if (index < 0 || index >= labels.classes()) {
            throw new MethodException("method " + method.name + " returned a map of class " + index
                    + " for a model with " + labels.classes() + " classes");
        }
    }

    private void checkFinite(float[] logits) throws InputException {
        for (int i = 0; i < logits.length; i++) {
            if (Float.isNaN(logits[i]) || logits[i] == Float.POSITIVE_INFINITY) {
                throw new InputException(prepared.picture().name() + ": model " + model.name() + " gives " + logits[i]
                        + " for class " + i + " at precision " + precision.id()
                        + "; check the preprocessing or try precision f32");
            }
        }
    }

    private List<SaliencyMap> maps(MethodResult result, Answer answer) throws MethodException {
        List<RawMap> raws = method.contrast() == ContrastKind.DIFFERENCE && !input.contrasts().isEmpty()
                ? subtracted(result, input.scores(result.logits())) : result.maps();
        List<SaliencyMap> maps = new ArrayList<>(raws.size());
        for (RawMap raw : raws) {
            maps.add(map(raw, answer).withError(raw.error()));
        }
        return maps;
    }

    private SaliencyMap map(RawMap raw, Answer answer) {
        int height = raw.height();
        int width = raw.width();
        if (raw.target() == SaliencyMap.ALL_CLASSES) {
            return SaliencyMap.ofAll(height, width, raw.values(), prepared.placement());
        }
        Prediction target = answer.prediction(raw.target(), labels);
        OptionalInt against = raw.score().against();
        return against.isEmpty() ? SaliencyMap.of(target, height, width, raw.values(), prepared.placement())
                : SaliencyMap.ofContrast(target, answer.prediction(against.getAsInt(), labels), height, width,
                        raw.values(), prepared.placement());
    }

    /** {@return what was asked for, from the maps of single classes; of a part that is known what can be had of it} */
    private List<RawMap> subtracted(MethodResult result, List<TargetScore> scores) throws MethodException {
        Map<Integer, RawMap> classes = new HashMap<>();
        result.maps().forEach(map -> classes.put(map.target(), map));
        List<RawMap> maps = new ArrayList<>(scores.size());
        for (TargetScore score : scores) {
            RawMap target = classes.get(score.target());
            RawMap against = score.isContrast() ? classes.get(score.against().getAsInt()) : null;
            if (target != null && !score.isContrast()) {
                maps.add(target);
            } else if (target != null && against != null) {
                maps.add(difference(score, target, against));
            }
        }
        return maps;
    }

    private RawMap difference(TargetScore score, RawMap target, RawMap against) throws MethodException {
        if (target.height() != against.height() || target.width() != against.width()) {
            throw new MethodException("method " + method.name + " returned maps of different sizes, which have no"
                    + " difference: " + target + ", " + against);
        }
        float[] difference = new float[target.values().length];
        for (int i = 0; i < difference.length; i++) {
            difference[i] = target.values()[i] - against.values()[i];
        }
        return RawMap.of(score, target.height(), target.width(), difference);
    }
}
