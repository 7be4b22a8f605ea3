package org.pellucid.interpret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pellucid.api.InputException;
import org.pellucid.api.PellucidException;
import org.pellucid.api.Progress;
import org.pellucid.api.dataset.Sample;
import org.pellucid.api.explain.Explainer;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.explain.Prediction;
import org.pellucid.api.explain.SaliencyMap;
import org.pellucid.api.explain.Targets;
import org.pellucid.api.explain.Timings;
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
    private final ExplanationFiles files;
    private final RunFolder folder;
    private final Assets assets;
    private final Truths truths;
    private final Names names;

    PictureWork(Model model, InterpretRequest request, Explainer explainer, ImageService images, ExplanationFiles files,
            RunFolder folder, Truths truths, Names names) {
        this.model = model;
        this.request = request;
        this.explainer = explainer;
        this.images = images;
        this.files = files;
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
        String stem = null;
        try {
            Decoded decoded = Decoded.of(sample, images);
            stem = names.stem(useCase, sample.name());
            return explain(sample, useCase, wish, decoded, stem, progress);
        } catch (InputException e) {
            if (folder.full()) {
                throw new InputException(e.getMessage() + "; the disk is full: what is finished stays valid, make room "
                        + "and go on with --resume", e);
            }
            return Entry.failed(Entry.EXPLAIN, useCase, sample.id(), e.getMessage(), false);
        }
    }

    private Entry explain(Sample sample, String useCase, Wish wish, Decoded decoded, String stem, Progress progress)
            throws PellucidException, InterruptedException {
        long begun = System.nanoTime();
        // Named by the stem, so that whatever renderers make of the name is as unique as the stem.
        Picture original = decoded.picture();
        Picture picture = new Picture(stem + extension(sample.name()), original.width(), original.height(),
                original.bgr());
        Explanation prediction = explainer.predict(model, picture, request.settings());
        Truth truth = truths.of(sample, prediction);
        List<Prediction> above = above(prediction, wish.threshold());
        Integer trueIndex = truth == null ? null : truth.index();
        if (wish.contrast() && trueIndex == null) {
            throw new InputException(sample.id() + ": its class is none of the model's");
        }
        int best = prediction.predictions().get(0).index();
        Set<Integer> written = new LinkedHashSet<>();
        if (wish.contrast()) {
            written.add(trueIndex);
            written.add(best);
        } else {
            above.forEach(each -> written.add(each.index()));
        }
        Set<Integer> shown = new LinkedHashSet<>(written);
        if (trueIndex != null) {
            shown.add(trueIndex);
        }
        Explanation explanation = explainer.explain(model, picture, request.settings(),
                new Targets.Listed(shown.stream().map(String::valueOf).toList()), progress);
        double explained = (System.nanoTime() - begun) / 1e6;
        // In a reduced precision the inference that made the maps may differ in the last digits: all names and numbers
        // come from that one.
        Entry entry = write(sample, useCase, decoded, stem, picture, explanation, written,
                truths.of(sample, explanation), same(above, explanation.predictions()));
        entry.timingsMs().put("decode", decoded.millis());
        entry.timingsMs().put("explain", explained);
        if (wish.contrast() && trueIndex != best) {
            return entry.contrasted(Contrast.of(map(explanation, trueIndex), map(explanation, best)));
        }
        return entry;
    }

    private static SaliencyMap map(Explanation explanation, int index) throws InputException {
        for (SaliencyMap map : explanation.maps()) {
            if (map.target() == index) {
                return map;
            }
        }
        throw new InputException(explanation.picture() + ": method " + explanation.method()
                + " knows no classes, so there is nothing to contrast");
    }

    /** By index, as the notebook prints them. */
    private static List<Prediction> above(Explanation prediction, double threshold) {
        return prediction.above(threshold).stream().sorted(Comparator.comparingInt(Prediction::index)).toList();
    }

    /** @return what another prediction says of the same classes, by index */
    private static List<Prediction> same(List<Prediction> classes, List<Prediction> predictions) {
        Set<Integer> indices = new HashSet<>();
        classes.forEach(each -> indices.add(each.index()));
        return predictions.stream().filter(each -> indices.contains(each.index()))
                .sorted(Comparator.comparingInt(Prediction::index)).toList();
    }

    private static String extension(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 && dot > name.lastIndexOf('/') ? name.substring(dot) : "";
    }

    private Entry write(Sample sample, String useCase, Decoded decoded, String stem, Picture picture,
            Explanation explanation, Set<Integer> written, Truth truth, List<Prediction> above)
            throws PellucidException {
        long begun = System.nanoTime();
        List<SaliencyMap> kept = new ArrayList<>();
        List<SaliencyMap> others = new ArrayList<>();
        for (SaliencyMap map : explanation.maps()) {
            // a map of all classes together is what there is of every class
            (map.target() < 0 || written.contains(map.target()) ? kept : others).add(map);
        }
        Naming naming = new Naming(Optional.of(Names.prefix(stem, Optional.ofNullable(truth))), Optional.empty(), true);
        ExplanationFiles.Written made = files.open(folder.work(), request.formats(), naming, request.painting())
                .write(picture, explanation.withMaps(kept), Map.of("decode", decoded.millis()));
        Path target = folder.root().resolve(names.folder(useCase));
        List<Entry.MapEntry> maps = new ArrayList<>();
        for (int i = 0; i < kept.size(); i++) {
            SaliencyMap map = kept.get(i);
            maps.add(entry(map, moved(made.maps().get(i), target), assets.map(useCase, sample.id(), picture, map)));
        }
        for (SaliencyMap map : others) {
            maps.add(entry(map, List.of(), assets.map(useCase, sample.id(), picture, map)));
        }
        List<String> whole = moved(made.picture(), target);
        Entry.PictureAsset asset = assets.picture(useCase, sample.id(), picture);
        Map<String, Double> timings = new LinkedHashMap<>();
        Timings inner = explanation.timings();
        timings.put("infer", inner.infer());
        timings.put("render", (System.nanoTime() - begun) / 1e6);
        return Entry.explained(useCase, sample.id(), decoded, truth, above.stream().map(Scored::of).toList(), stem,
                maps, whole, asset, null, timings);
    }

    private static Entry.MapEntry entry(SaliencyMap map, List<String> files, String asset) {
        double probability = Double.isNaN(map.probability()) ? 0 : map.probability();
        return new Entry.MapEntry(map.target(), map.label(), probability, files, asset);
    }

    private List<String> moved(Map<String, Path> made, Path target) throws InputException {
        List<String> moved = new ArrayList<>();
        for (Path file : made.values()) {
            Path place = target.resolve(file.getFileName().toString());
            try {
                Files.createDirectories(target);
                Files.move(file, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw new InputException(place + " cannot be written: " + e.getMessage(), e);
            }
            moved.add(folder.relative(place));
        }
        return moved;
    }
}
