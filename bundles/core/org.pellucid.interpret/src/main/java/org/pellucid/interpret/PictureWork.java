package org.pellucid.interpret;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.pellucid.api.InputException;
import org.pellucid.api.PellucidException;
import org.pellucid.api.Progress;
import org.pellucid.api.dataset.Sample;
import org.pellucid.api.explain.Explainer;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.explain.Prediction;
import org.pellucid.api.explain.SaliencyMap;
import org.pellucid.api.explain.Targets;
import org.pellucid.api.image.ImageService;
import org.pellucid.api.image.Picture;
import org.pellucid.api.interpret.InterpretRequest;
import org.pellucid.api.model.Model;
import org.pellucid.api.render.ExplanationFiles;
import org.pellucid.api.render.Naming;

/** Explains one picture and puts its files into place. For one thread. */
final class PictureWork {
    private final Model model;
    private final InterpretRequest request;
    private final Explainer explainer;
    private final ImageService images;
    private final ExplanationFiles.Series series;
    private final RunFolder folder;
    private final Assets assets;
    private final Truths truths;
    private final Names names;

    PictureWork(Model model, InterpretRequest request, Explainer explainer, ImageService images,
            ExplanationFiles.Series series, RunFolder folder, Truths truths, Names names) {
        this.model = model;
        this.request = request;
        this.explainer = explainer;
        this.images = images;
        this.series = series;
        this.folder = folder;
        this.truths = truths;
        this.names = names;
        this.assets = new Assets(images, folder, request.assets(), request.painting().colormap());
    }

    /**
     * Which maps are written as files.
     *
     * @param threshold probability above which a class is, or the most probable one alone if none is
     * @param contrast  instead, the true class and the predicted one, compared
     */
    record Wish(double threshold, boolean contrast) {
    }

    /**
     * @return what became of it; a picture that cannot be used is an entry that says so
     * @throws PellucidException if the run cannot go on
     */
    Entry explain(Sample sample, String useCase, Wish wish, Progress progress)
            throws PellucidException, InterruptedException {
        try {
            Decoded decoded = Decoded.of(sample, images);
            return explain(sample, useCase, wish, decoded, names.stem(useCase, sample.name()), progress);
        } catch (InputException e) {
            return Entry.failed(Entry.EXPLAIN, useCase, sample.id(), e.getMessage(), false);
        }
    }

    /** Asks once, so that all names and numbers come from the one inference that made the maps. */
    private Entry explain(Sample sample, String useCase, Wish wish, Decoded decoded, String stem, Progress progress)
            throws PellucidException, InterruptedException {
        long begun = System.nanoTime();
        OptionalInt trueIndex = truths.index(sample);
        if (wish.contrast() && trueIndex.isEmpty()) {
            throw new InputException(sample.id() + ": its class is none of the model's");
        }
        Targets predicted = wish.contrast() ? Targets.top(1) : Targets.predicted(wish.threshold());
        Explanation explanation = explainer.explain(model, decoded.picture(), request.settings(),
                trueIndex.isPresent() ? predicted.and(Targets.of(trueIndex.getAsInt())) : predicted, progress);
        double explained = (System.nanoTime() - begun) / 1e6;
        // by index, as the notebook prints them
        List<Prediction> above = explanation.above(wish.threshold()).stream()
                .sorted(Comparator.comparingInt(Prediction::index)).toList();
        int best = explanation.predictions().get(0).index();
        Set<Integer> written = wish.contrast() ? new HashSet<>(List.of(best, trueIndex.getAsInt()))
                : above.stream().map(Prediction::index).collect(Collectors.toSet());
        Entry entry = write(sample, useCase, decoded, stem, explanation, written, above);
        entry.timingsMs().put("decode", decoded.millis());
        entry.timingsMs().put("explain", explained);
        if (wish.contrast() && trueIndex.getAsInt() != best) {
            return entry.contrasted(Contrast.of(map(explanation, trueIndex.getAsInt()), map(explanation, best)));
        }
        return entry;
    }

    private static SaliencyMap map(Explanation explanation, int index) throws InputException {
        return explanation.map(index).orElseThrow(() -> new InputException(explanation.picture() + ": method "
                + explanation.method() + " knows no classes, so there is nothing to contrast"));
    }

    private Entry write(Sample sample, String useCase, Decoded decoded, String stem, Explanation explanation,
            Set<Integer> written, List<Prediction> above) throws PellucidException, InterruptedException {
        long begun = System.nanoTime();
        Picture picture = decoded.picture();
        List<SaliencyMap> kept = new ArrayList<>();
        List<SaliencyMap> others = new ArrayList<>();
        for (SaliencyMap map : explanation.maps()) {
            // a map of all classes together is what there is of every class
            (map.target() < 0 || written.contains(map.target()) ? kept : others).add(map);
        }
        kept.sort(Comparator.comparingInt(SaliencyMap::target));
        Truth truth = truths.of(sample, explanation.classification());
        Naming naming = Naming.builder().prefix(Names.prefix(stem, Optional.ofNullable(truth))).confidence(true)
                .build();
        ExplanationFiles.Written made = series.write(
                new ExplanationFiles.Place(names.folder(useCase), stem, naming), picture, explanation.withMaps(kept),
                Map.of("decode", decoded.millis()));
        List<Entry.MapEntry> maps = new ArrayList<>();
        for (int i = 0; i < kept.size(); i++) {
            SaliencyMap map = kept.get(i);
            maps.add(entry(map, relative(made.maps().get(i)), assets.map(useCase, sample.id(), picture, map)));
        }
        for (SaliencyMap map : others) {
            maps.add(entry(map, List.of(), assets.map(useCase, sample.id(), picture, map)));
        }
        Entry.PictureAsset asset = assets.picture(useCase, sample.id(), picture);
        Map<String, Double> timings = new LinkedHashMap<>();
        timings.put("infer", explanation.timings().infer());
        timings.put("render", (System.nanoTime() - begun) / 1e6);
        return Entry.explained(useCase, sample.id(), decoded, truth, above.stream().map(Scored::of).toList(), stem,
                maps, relative(made.picture()), asset, null, timings);
    }

    private static Entry.MapEntry entry(SaliencyMap map, List<String> files, String asset) {
        double probability = Double.isNaN(map.probability()) ? 0 : map.probability();
        return new Entry.MapEntry(map.target(), map.label(), probability, files, asset);
    }

    private List<String> relative(Map<String, Path> made) {
        return made.values().stream().map(folder::relative).toList();
    }
}
