package org.pellucid.web;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.pellucid.api.PellucidException;
import org.pellucid.api.Progress;
import org.pellucid.api.explain.Prediction;
import org.pellucid.api.image.Cover;
import org.pellucid.api.image.ImageService;
import org.pellucid.api.image.Picture;
import org.pellucid.api.image.Placement;
import org.pellucid.web.http.Answer;
import org.pellucid.web.http.Desk;
import org.pellucid.web.http.Json;
import org.pellucid.web.http.Refusal;
import org.pellucid.web.http.Request;
import org.pellucid.web.view.Views.ExplanationView;

/** Predicts and explains pictures, as they are and with a part covered. */
final class Explaining {
    /** A question, or one with a map of a few cells. */
    private static final int MOST_BYTES = 4 << 20;
    private static final int LARGEST_SIDE = 4096;
    private static final int LARGEST_MASK = 4 << 20;
    /** Points of a curve, besides that of the whole picture. */
    private static final int STEPS = 10;
    /** Longer side of pictures for curves, which take many inferences of one picture. */
    private static final int CURVE_SIDE = 512;
    private static final int OPAQUE = 255;

    private final Room.PartsFinder parts;
    private final Pictures pictures;
    private final Desk desk;

    Explaining(Room.PartsFinder parts, Pictures pictures, Desk desk) {
        this.parts = parts;
        this.pictures = pictures;
        this.desk = desk;
    }

    Answer explain(Request request) throws Refusal, PellucidException, IOException, InterruptedException {
        Ask ask = Json.read(request.bytes(MOST_BYTES), Ask.class).checked();
        try (Desk.Place place = desk.enter()) {
            Parts present = parts.find();
            return answer(ask, present, pictures.find(ask.picture(), present.images()));
        }
    }

    /** The body is the mask, a byte a cell. */
    Answer whatIf(Request request) throws Refusal, PellucidException, IOException, InterruptedException {
        Map<String, String> query = request.query();
        Ask ask = new Ask(query.get("picture"), query.get("model"), query.get("method"), query.get("targets"),
                query.get("device"), query.get("precision"), null, null, null).checked();
        Cover cover = cover(query.get("cover"));
        int width = request.number("width", 1, LARGEST_SIDE);
        int height = request.number("height", 1, LARGEST_SIDE);
        byte[] mask = request.bytes(LARGEST_MASK);
        if (mask.length != (long) width * height) {
            throw new Refusal(Refusal.BAD_REQUEST,
                    "a mask of " + width + "x" + height + " does not have " + mask.length + " bytes");
        }
        try (Desk.Place place = desk.enter()) {
            Parts present = parts.find();
            Picture picture = pictures.find(ask.picture(), present.images());
            return answer(ask, present, present.images().cover(picture, mask, width, height, cover));
        }
    }

    private static Cover cover(String name) throws Refusal {
        return Cover.of(String.valueOf(name)).orElseThrow(() -> new Refusal(Refusal.BAD_REQUEST,
                "there is no cover " + name + "; there are blur, grey, mean, inpaint"));
    }

    private static Answer answer(Ask ask, Parts present, Picture picture)
            throws PellucidException, InterruptedException {
        try (OpenModels.Use use = present.models().use(ask.model())) {
            return Answer.json(ask.isPrediction()
                    ? ExplanationView.of(present.explainer().predict(use.model(), picture, ask.settings()), ask.most(),
                            ask.seed())
                    : ExplanationView.of(present.explainer().explain(use.model(), picture, ask.settings(), ask.wanted(),
                            Progress.NONE), ask.most(), ask.seed()));
        }
    }

    /** What is asked for the curves of a map. */
    private record CurveAsk(Ask ask, int target, String cover, int width, int height, byte[] values,
            double[] placement) {
    }

    /**
     * The probability of a class while more and more of what the map marks is covered, or shown alone.
     *
     * @param shares    of the picture that is covered or shown
     * @param deletion  probability with that share covered
     * @param insertion probability with that share alone not blurred
     */
    private record Curves(List<Double> shares, List<Double> deletion, List<Double> insertion) {
    }

    Answer curves(Request request) throws Refusal, PellucidException, IOException, InterruptedException {
        CurveAsk wanted = Json.read(request.bytes(MOST_BYTES), CurveAsk.class);
        if (wanted.ask() == null || wanted.values() == null || wanted.placement() == null
                || wanted.placement().length != 4 || wanted.width() < 1
                || wanted.values().length != (long) wanted.width() * wanted.height()) {
            throw new Refusal(Refusal.BAD_REQUEST, "the curves of which map, with which values, must be said");
        }
        Ask ask = wanted.ask().checked();
        Cover cover = cover(wanted.cover());
        try (Desk.Place place = desk.enter(); OpenModels.Use use = parts.find().models().use(ask.model())) {
            Parts present = parts.find();
            ImageService images = present.images();
            Picture picture = smaller(pictures.find(ask.picture(), images), images);
            double[] at = wanted.placement();
            int[] order = order(images.resizeMap(wanted.values(), wanted.width(), wanted.height(),
                    new Placement(at[0], at[1], at[2], at[3]), picture.width(), picture.height()));
            List<Double> shares = new ArrayList<>();
            List<Double> deletion = new ArrayList<>();
            List<Double> insertion = new ArrayList<>();
            for (int step = 0; step <= STEPS; step++) {
                int count = (int) ((long) order.length * step / STEPS);
                byte[] mask = new byte[order.length];
                for (int i = 0; i < count; i++) {
                    mask[order[i]] = (byte) OPAQUE;
                }
                shares.add((double) step / STEPS);
                deletion.add(probability(present, use, ask, wanted.target(),
                        images.cover(picture, mask, picture.width(), picture.height(), cover)));
                for (int i = 0; i < mask.length; i++) {
                    mask[i] = (byte) (OPAQUE - mask[i]);
                }
                insertion.add(probability(present, use, ask, wanted.target(),
                        images.cover(picture, mask, picture.width(), picture.height(), Cover.BLUR)));
            }
            return Answer.json(new Curves(shares, deletion, insertion));
        }
    }

    private static Picture smaller(Picture picture, ImageService images) {
        double factor = Math.min(1, (double) CURVE_SIDE / Math.max(picture.width(), picture.height()));
        return images.resize(picture, (int) Math.max(1, Math.round(picture.width() * factor)),
                (int) Math.max(1, Math.round(picture.height() * factor)));
    }

    /** Pixels from the greatest value to the smallest, equal ones in reading order. */
    private static int[] order(byte[] map) {
        int[] starts = new int[OPAQUE + 2];
        for (byte value : map) {
            starts[OPAQUE - (value & OPAQUE) + 1]++;
        }
        for (int i = 1; i < starts.length; i++) {
            starts[i] += starts[i - 1];
        }
        int[] order = new int[map.length];
        for (int i = 0; i < map.length; i++) {
            order[starts[OPAQUE - (map[i] & OPAQUE)]++] = i;
        }
        return order;
    }

    private static double probability(Parts present, OpenModels.Use use, Ask ask, int target, Picture picture)
            throws PellucidException, InterruptedException {
        return present.explainer().predict(use.model(), picture, ask.settings()).predictions().stream()
                .filter(each -> each.index() == target).mapToDouble(Prediction::probability).findFirst()
                .orElse(Double.NaN);
    }
}
