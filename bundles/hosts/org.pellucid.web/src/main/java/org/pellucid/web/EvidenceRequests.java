package org.pellucid.web;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.pellucid.api.PellucidException;
import org.pellucid.web.http.Answer;
import org.pellucid.web.http.Desk;
import org.pellucid.web.http.Json;
import org.pellucid.web.http.Refusal;
import org.pellucid.web.http.Request;

/** Packs what is seen on the page into evidence, and gives the page what evidence that was opened holds. */
final class EvidenceRequests {
    private static final int MOST_BYTES = 64 << 20;
    private static final int MOST_MODELS = 2;
    /** Fewer than an archive may hold to be opened again. */
    private static final int MOST_FILES = 1000;
    /** Below no folder but those of models and methods. */
    private static final Pattern NAME = Pattern.compile("(maps/)?[A-Za-z0-9_][A-Za-z0-9_ .,()+-]{0,120}"
            + "\\.(png|npy|json)");
    private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9_.-]");

    private final Room.PartsFinder parts;
    private final Pictures pictures;
    private final Desk desk;
    /** What was opened last; {@code null} if nothing was. */
    private volatile OpenedView opened;

    EvidenceRequests(Room.PartsFinder parts, Pictures pictures, Desk desk) {
        this.parts = parts;
        this.pictures = pictures;
        this.desk = desk;
    }

    private record FileView(String name, byte[] bytes) {
    }

    private record Save(String picture, String state, List<String> models, List<FileView> files) {
    }

    /** Nothing is written here: the browser saves what it is given. */
    Answer save(Request request) throws Refusal, PellucidException, IOException, InterruptedException {
        Save save = Json.read(request.bytes(MOST_BYTES), Save.class);
        if (save.picture() == null || save.models() == null || save.models().size() > MOST_MODELS
                || save.files() == null || !Evidence.isState(save.state())) {
            throw new Refusal(Refusal.BAD_REQUEST, "picture, state, models and files must be named");
        }
        if (save.files().size() > MOST_FILES) {
            throw new Refusal(Refusal.TOO_LARGE, "evidence holds at most " + MOST_FILES + " files, not "
                    + save.files().size() + ": choose fewer classes");
        }
        try (Desk.Place place = desk.enter()) {
            Map<String, byte[]> files = new LinkedHashMap<>();
            String name = pictures.find(save.picture(), parts.find().images()).name();
            String picture = Evidence.PICTURE + UNSAFE.matcher(name).replaceAll("_");
            files.put(picture, pictures.bytes(save.picture()));
            for (FileView file : save.files()) {
                if (file == null || !isName(file.name()) || file.bytes() == null
                        || files.put(file.name(), file.bytes()) != null) {
                    throw new Refusal(Refusal.BAD_REQUEST,
                            "evidence holds no file " + (file == null ? null : file.name()));
                }
            }
            List<Evidence.ModelHash> models = new ArrayList<>();
            for (String model : save.models()) {
                try (OpenModels.Use use = parts.find().models().use(String.valueOf(model))) {
                    models.add(new Evidence.ModelHash(model, use.model().contentHash()));
                }
            }
            return Answer.of("application/zip", Evidence.of(save.state(), picture, models, files).zip());
        }
    }

    private static boolean isName(String name) {
        return name != null && NAME.matcher(name).matches() && !name.equals(Evidence.MANIFEST);
    }

    /**
     * Takes evidence in: its picture is kept, the rest waits for the page to ask.
     *
     * @param evidence that was read from a file
     * @throws Refusal           if the services that explain are not there
     * @throws PellucidException if its picture cannot be decoded or kept
     */
    void open(Evidence evidence) throws Refusal, PellucidException {
        String picture = evidence.list().picture();
        pictures.keep(picture.substring(picture.lastIndexOf('/') + 1), evidence.files().get(picture),
                parts.find().images());
        opened = new OpenedView(evidence.list().models(), evidence.files().get(Evidence.PAGE));
    }

    private record OpenedView(List<Evidence.ModelHash> models, byte[] page) {
    }

    Answer opened(Request request) throws Refusal {
        OpenedView view = opened;
        if (view == null) {
            throw new Refusal(Refusal.NOT_FOUND, "no evidence was opened: 'pellucid open FILE.zip' does so");
        }
        return Answer.json(view);
    }
}
