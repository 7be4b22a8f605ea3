package org.pellucid.differ;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.pellucid.api.MethodException;
import org.pellucid.api.PellucidException;
import org.pellucid.api.Progress;
import org.pellucid.api.dataset.ClassMatcher;
import org.pellucid.api.dataset.Sample;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.Explainer;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.explain.MethodKind;
import org.pellucid.api.explain.Prediction;
import org.pellucid.api.explain.SaliencyMap;
import org.pellucid.api.explain.Targets;
import org.pellucid.api.image.Picture;
import org.pellucid.api.model.Model;
import org.pellucid.api.model.Precision;
import org.pellucid.grid.GridMap;

/** One of the two models with its settings. Safe for use by several threads. */
final class Subject {
    private final Explainer explainer;
    private final Model model;
    private final ExplainSettings settings;
    private final int grid;
    private final Progress progress;
    private final List<String> labels;
    private final ClassMatcher truths;

    Subject(Explainer explainer, Model model, ExplainSettings asked, int grid, Progress listener)
            throws PellucidException, InterruptedException {
        this.explainer = explainer;
        this.model = model;
        this.grid = grid;
        this.progress = quiet(listener);
        // Chosen once: a comparison keeps its method even if a better one is installed meanwhile.
        this.settings = asked.method().equals(ExplainSettings.DEFAULTS.method())
                ? asked.toBuilder().method(explainer.choose(model, asked).name()).build() : asked;
        int classes = explainer.classes(model);
        List<String> names = asked.labels().isEmpty() ? model.info().labels() : asked.labels();
        this.labels = names.size() == classes ? names
                : IntStream.range(0, classes).mapToObj(Integer::toString).toList();
        this.truths = new ClassMatcher(names, asked.classIds());
    }

    /** Several pictures are worked on at once: steps within one would mix. */
    private static Progress quiet(Progress listener) {
        return new Progress() {
            @Override
            public boolean cancelled() {
                return listener.cancelled();
            }
        };
    }

    String name() {
        return model.name();
    }

    String method() {
        return settings.method();
    }

    /** {@return the name of each class in index order; the index as text where the model names none} */
    List<String> labels() {
        return labels;
    }

    OptionalInt truth(Sample sample) {
        return sample.truth().isEmpty() ? OptionalInt.empty() : truths.index(sample.truth().get(), labels.size());
    }

    boolean isBlackBox() {
        String name = settings.method().split("@", 2)[0];
        return explainer.methods().stream().filter(entry -> entry.name().equals(name))
                .anyMatch(entry -> entry.description().kind() == MethodKind.BLACK_BOX);
    }

    /** {@return what the same model gives with noise of another kind: another seed, or another precision} */
    private ExplainSettings noisy() {
        return isBlackBox() ? settings.toBuilder().seed(settings.seed() + 1).build()
                : settings.toBuilder()
                        .precision(settings.precision() == Precision.F32 ? Precision.AUTO : Precision.F32).build();
    }

    /** {@return what {@link #noisy} differs in, in words} */
    String noise() {
        ExplainSettings noisy = noisy();
        return noisy.seed() != settings.seed() ? "another seed"
                : "precision " + noisy.precision().id() + " against " + settings.precision().id();
    }

    /**
     * Looks at a picture.
     *
     * @param asked  a class to explain besides the one that the model answers; its map is the one shown
     * @param sample of the picture
     */
    Look look(Picture picture, Sample sample, OptionalInt asked) throws PellucidException, InterruptedException {
        OptionalInt truth = truth(sample);
        Targets targets = Targets.top(1);
        if (truth.isPresent()) {
            targets = targets.and(Targets.of(truth.getAsInt()));
        }
        if (asked.isPresent()) {
            targets = targets.and(Targets.of(asked.getAsInt()));
        }
        Explanation why = explainer.explain(model, picture, settings, targets, progress);
        Prediction best = why.predictions().get(0);
        Map<Integer, GridMap> maps = new HashMap<>();
        maps.put(best.index(), GridMap.of(map(why, best.index()), grid));
        for (int index : IntStream.concat(truth.stream(), asked.stream()).toArray()) {
            maps.put(index, GridMap.of(map(why, index), grid));
        }
        return new Look(best.index(), labels.get(best.index()), best.probability(),
                truth.isPresent() ? Optional.of(truth.getAsInt() == best.index()) : Optional.empty(), maps,
                Optional.of(map(why, asked.orElse(best.index()))));
    }

    /** {@return the map of a class with noise} */
    GridMap again(Picture picture, int index) throws PellucidException, InterruptedException {
        return GridMap.of(map(explainer.explain(model, picture, noisy(), Targets.of(index), progress), index), grid);
    }

    private static SaliencyMap map(Explanation why, int index) throws MethodException {
        return why.map(index).or(() -> why.map(SaliencyMap.ALL_CLASSES))
                .orElseThrow(() -> new MethodException("method " + why.method() + " gave no map of class " + index));
    }
}
