package org.pellucid.web;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.pellucid.api.PellucidException;
import org.pellucid.api.dataset.ClassMatcher;
import org.pellucid.api.dataset.Dataset;
import org.pellucid.api.dataset.DatasetClass;
import org.pellucid.api.dataset.Sample;
import org.pellucid.api.dataset.Samples;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.Prediction;
import org.pellucid.api.image.ImageService;
import org.pellucid.api.page.PageOptions;
import org.pellucid.web.http.Answer;
import org.pellucid.web.http.Desk;
import org.pellucid.web.http.Json;
import org.pellucid.web.http.Refusal;
import org.pellucid.web.http.Request;

/** The data sets that can be browsed: those that whoever started the server named. A page opens none by itself. */
final class Sets implements AutoCloseable {
    private static final int MOST_SAMPLES = 20_000;
    private static final int MOST_AT_A_TIME = 64;
    private static final int MOST_BYTES = 1 << 16;
    private static final int THUMB_SIDE = 192;

    private final Room.PartsFinder parts;
    private final Pictures pictures;
    private final PageOptions options;
    private final Desk desk = new Desk(Math.max(1, Runtime.getRuntime().availableProcessors()), MOST_AT_A_TIME, 20_000);
    private final List<OpenSet> open = new ArrayList<>();

    Sets(Room.PartsFinder parts, Pictures pictures, PageOptions options) {
        this.parts = parts;
        this.pictures = pictures;
        this.options = options;
        options.datasets().forEach(name -> open.add(new OpenSet(name)));
    }

    /**
     * A data set that can be browsed.
     *
     * @param id   by which it is asked for
     * @param name as it was given
     */
    record SetView(int id, String name) {
    }

    private record SampleView(int id, String name, String truth) {
    }

    private record SetList(String name, List<SampleView> samples, boolean cut) {
    }

    private record PredictAsk(int set, String model, int from, int count) {
    }

    private record PredictedView(int id, int index, String label, double probability, Boolean right, String error) {
    }

    private static final class OpenSet {
        private final String name;
        private Dataset dataset;
        private List<Sample> samples;
        private boolean cut;

        OpenSet(String name) {
            this.name = name;
        }

        synchronized List<Sample> samples(Parts parts, PageOptions options)
                throws PellucidException, InterruptedException {
            if (samples == null) {
                Dataset opened = parts.datasets().open(name, options.directory(), Optional.empty());
                List<Sample> listed = new ArrayList<>();
                try (Samples all = opened.samples()) {
                    Optional<Sample> next = all.next();
                    while (next.isPresent() && listed.size() < MOST_SAMPLES) {
                        listed.add(next.get());
                        next = all.next();
                    }
                    cut = next.isPresent();
                } catch (PellucidException | RuntimeException e) {
                    opened.close();
                    throw e;
                }
                dataset = opened;
                samples = List.copyOf(listed);
            }
            return samples;
        }

        synchronized void close() {
            if (dataset != null) {
                dataset.close();
            }
        }
    }

    List<SetView> views() {
        List<SetView> views = new ArrayList<>();
        for (int i = 0; i < open.size(); i++) {
            views.add(new SetView(i, open.get(i).name));
        }
        return views;
    }

    private OpenSet find(int id) throws Refusal {
        if (id < 0 || id >= open.size()) {
            throw new Refusal(Refusal.NOT_FOUND,
                    "no such data set is open: name it when the page is served, 'pellucid serve DATASET'");
        }
        return open.get(id);
    }

    Answer list(Request request) throws Refusal, PellucidException, InterruptedException {
        OpenSet set = find(request.number("id", 0, Integer.MAX_VALUE));
        List<Sample> samples = set.samples(parts.find(), options);
        List<SampleView> views = new ArrayList<>(samples.size());
        for (int i = 0; i < samples.size(); i++) {
            views.add(new SampleView(i, samples.get(i).name(),
                    samples.get(i).truth().map(DatasetClass::label).map(Prediction::words).orElse("")));
        }
        return Answer.json(new SetList(set.name, views, set.cut));
    }

    private Sample sample(int set, int id) throws Refusal, PellucidException, InterruptedException {
        List<Sample> samples = find(set).samples(parts.find(), options);
        if (id < 0 || id >= samples.size()) {
            throw new Refusal(Refusal.NOT_FOUND, "the data set has no picture " + id);
        }
        return samples.get(id);
    }

    Answer picture(Request request) throws Refusal, PellucidException, InterruptedException {
        Sample sample = sample(request.number("id", 0, Integer.MAX_VALUE),
                request.number("sample", 0, Integer.MAX_VALUE));
        try (Desk.Place place = desk.enter()) {
            return PictureRequests.shown(sample.picture(), THUMB_SIDE, parts.find().images());
        }
    }

    /** Makes a picture of a data set one of the page's own. */
    Answer keep(Request request) throws Refusal, PellucidException, InterruptedException {
        Sample sample = sample(request.number("id", 0, Integer.MAX_VALUE),
                request.number("sample", 0, Integer.MAX_VALUE));
        try (Desk.Place place = desk.enter()) {
            ImageService images = parts.find().images();
            Optional<byte[]> encoded = sample.encoded();
            byte[] bytes = encoded.isPresent() ? encoded.get() : images.encode(sample.picture(), "png");
            String hash = pictures.keep(sample.name(), bytes, images);
            return Answer.json(PictureRequests.view(hash, pictures.find(hash, images)));
        }
    }

    /** Predicts a few pictures; the page asks again for the next few. */
    Answer predict(Request request) throws Refusal, PellucidException, IOException, InterruptedException {
        PredictAsk ask = Json.read(request.bytes(MOST_BYTES), PredictAsk.class);
        if (ask.count() < 1 || ask.count() > MOST_AT_A_TIME || ask.model() == null) {
            throw new Refusal(Refusal.BAD_REQUEST, "a model and 1.." + MOST_AT_A_TIME + " pictures must be named");
        }
        Parts present = parts.find();
        List<Sample> samples = find(ask.set()).samples(present, options);
        List<PredictedView> views = new ArrayList<>();
        try (Desk.Place place = desk.enter(); OpenModels.Use use = present.models().use(ask.model())) {
            int classes = present.explainer().classes(use.model());
            ClassMatcher matcher = new ClassMatcher(use.model().info().labels(), List.of());
            for (int i = Math.max(0, ask.from()); i < Math.min(samples.size(), ask.from() + ask.count()); i++) {
                views.add(predicted(i, samples.get(i), present, use, matcher, classes));
            }
        }
        return Answer.json(views);
    }

    private static PredictedView predicted(int id, Sample sample, Parts present, OpenModels.Use use,
            ClassMatcher matcher, int classes) throws InterruptedException {
        try {
            Prediction first = present.explainer().predict(use.model(), sample.picture(), ExplainSettings.DEFAULTS)
                    .predictions().get(0);
            OptionalInt truth = sample.truth().map(each -> matcher.index(each, classes)).orElse(OptionalInt.empty());
            return new PredictedView(id, first.index(), first.words(), first.probability(),
                    truth.isPresent() ? truth.getAsInt() == first.index() : null, null);
        } catch (PellucidException e) {
            return new PredictedView(id, -1, "", Double.NaN, null, e.getMessage());
        }
    }

    @Override
    public void close() {
        open.forEach(OpenSet::close);
    }
}
