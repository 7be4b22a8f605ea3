package org.pellucid.web;

import java.io.IOException;
import java.util.Map;
import org.pellucid.api.PellucidException;
import org.pellucid.api.image.ImageService;
import org.pellucid.api.image.Picture;
import org.pellucid.web.http.Answer;
import org.pellucid.web.http.Desk;
import org.pellucid.web.http.Refusal;
import org.pellucid.web.http.Request;
import org.pellucid.web.view.Views.PictureView;

/** Takes pictures in and shows them. */
final class PictureRequests {
    /** Larger than pictures of cameras, smaller than what hurts. */
    private static final int MOST_BYTES = 64 << 20;
    private static final int MOST_UPLOADS = 8;
    private static final long UPLOAD_PATIENCE_MILLIS = 5_000;
    /** Longer side of a picture as the page shows it: what is larger costs time and shows nothing more. */
    private static final int SHOWN_SIDE = 1600;

    private final Room.PartsFinder parts;
    private final Pictures pictures;
    private final Desk desk;
    /** Slow senders must not hold all threads of the web server. */
    private final Desk uploads = new Desk(MOST_UPLOADS, MOST_UPLOADS, UPLOAD_PATIENCE_MILLIS);

    PictureRequests(Room.PartsFinder parts, Pictures pictures, Desk desk) {
        this.parts = parts;
        this.pictures = pictures;
        this.desk = desk;
    }

    Answer keep(Request request) throws Refusal, PellucidException, IOException, InterruptedException {
        byte[] bytes;
        try (Desk.Place place = uploads.enter()) {
            bytes = request.bytes(MOST_BYTES);
        }
        try (Desk.Place place = desk.enter()) {
            String hash = pictures.keep(request.query().getOrDefault("name", "picture"), bytes, parts.find().images());
            return Answer.json(view(hash, pictures.find(hash, parts.find().images())));
        }
    }

    static PictureView view(String hash, Picture picture) {
        return new PictureView(hash, picture.name(), picture.width(), picture.height());
    }

    /** As PNG or JPEG, whatever it came as: browsers show neither TIFF nor every depth. */
    Answer show(Request request) throws Refusal, PellucidException, InterruptedException {
        String hash = request.parameter("hash");
        boolean facts = request.query().containsKey("facts");
        try (Desk.Place place = desk.enter()) {
            Picture picture = pictures.find(hash, parts.find().images());
            return facts ? Answer.json(view(hash, picture)) : shown(picture, SHOWN_SIDE, parts.find().images());
        }
    }

    static Answer shown(Picture picture, int side, ImageService images) throws PellucidException {
        double factor = Math.min(1, (double) side / Math.max(picture.width(), picture.height()));
        Picture small = factor == 1 ? picture
                : images.resize(picture, (int) Math.max(1, Math.round(picture.width() * factor)),
                        (int) Math.max(1, Math.round(picture.height() * factor)));
        return Answer.of("image/jpeg", images.encode(small, "jpg"))
                .with(Map.of("Cache-Control", "private, max-age=3600"));
    }

    Answer forget(Request request) throws Refusal {
        pictures.forget(request.parameter("hash"));
        return Answer.json(Map.of("forgotten", true));
    }
}
