package org.pellucid.interpret;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pellucid.api.interpret.InterpretedPicture;

/**
 * A line of the journal, and of the manifest: what became of one picture in one stage. What does not apply is
 * {@code null} and not written. Files are relative to the output folder.
 *
 * @param stage       {@link #PREDICT}, {@link #LOOK} or {@link #EXPLAIN}
 * @param useCase     use case or kind
 * @param sample      id of the sample
 * @param status      {@code done} or {@code failed}
 * @param reason      why it failed
 * @param missing     true if the data set has no such sample
 * @param sha256      of the picture file, or of the pixels (BGR) of a picture that is no file
 * @param sha256Of    {@code file} or {@code pixels}
 * @param truth       the true class
 * @param predictions stage predict: the two most probable classes; stage explain: those above the threshold by index
 * @param stem        what the names of the files begin with
 * @param maps        the maps
 * @param files       files about the whole picture
 * @param picture     the picture for the report
 * @param contrast    the map of the true class compared with that of the predicted class
 * @param looked      where the model looks; only of stage look
 * @param timingsMs   milliseconds by name
 */
record Entry(String stage, String useCase, String sample, String status, String reason, Boolean missing, String sha256,
        String sha256Of, Truth truth, List<Scored> predictions, String stem, List<MapEntry> maps, List<String> files,
        PictureAsset picture, Contrast contrast, Looked looked, Map<String, Double> timingsMs) {
    static final String PREDICT = "predict";
    static final String LOOK = "look";
    static final String EXPLAIN = "explain";
    private static final String DONE = "done";
    private static final String FAILED = "failed";

    /**
     * A map.
     *
     * @param index       class
     * @param label       of it
     * @param probability of it
     * @param files       map files; empty for a map that only the report shows
     * @param asset       the map for the report
     */
    record MapEntry(int index, String label, double probability, List<String> files, String asset) {
    }

    /**
     * A small picture for the report.
     *
     * @param file   of it
     * @param width  pixels
     * @param height pixels
     */
    record PictureAsset(String file, int width, int height) {
    }

    static Entry failed(String stage, String useCase, String sample, String reason, boolean missing) {
        return new Entry(stage, useCase, sample, FAILED, reason, missing ? true : null, null, null, null, null, null,
                null, null, null, null, null, null);
    }

    static Entry predicted(String sample, String kind, Decoded decoded, Truth truth, List<Scored> two,
            Map<String, Double> timings) {
        return new Entry(PREDICT, kind, sample, DONE, null, null, decoded.sha256(), decoded.sha256Of(), truth, two,
                null, null, null, null, null, null, timings);
    }

    static Entry looked(String sample, Decoded decoded, Truth truth, List<Scored> best, Looked looked,
            Map<String, Double> timings) {
        return new Entry(LOOK, null, sample, DONE, null, null, decoded.sha256(), decoded.sha256Of(), truth, best, null,
                null, null, null, null, looked, timings);
    }

    static Entry explained(String useCase, String sample, Decoded decoded, Truth truth, List<Scored> predictions,
            String stem, List<MapEntry> maps, List<String> files, PictureAsset picture, Contrast contrast,
            Map<String, Double> timings) {
        return new Entry(EXPLAIN, useCase, sample, DONE, null, null, decoded.sha256(), decoded.sha256Of(), truth,
                predictions, stem, maps, files, picture, contrast, null, timings);
    }

    Entry contrasted(Contrast found) {
        return new Entry(stage, useCase, sample, status, reason, missing, sha256, sha256Of, truth, predictions, stem,
                maps, files, picture, found, looked, timingsMs);
    }

    boolean done() {
        return DONE.equals(status);
    }

    boolean isMissing() {
        return Boolean.TRUE.equals(missing);
    }

    /** What tells this piece of work from every other one of the run. */
    String key() {
        return key(stage, useCase, sample);
    }

    static String key(String stage, String useCase, String sample) {
        // The kind of a picture is found by predicting it, so it cannot tell what is to be predicted.
        return !stage.equals(EXPLAIN) ? stage + '\n' + sample : stage + '\n' + useCase + '\n' + sample;
    }

    /** @return the most probable class; only of an entry that is done */
    Scored best() {
        Scored best = predictions.get(0);
        for (Scored each : predictions) {
            best = each.probability() > best.probability() ? each : best;
        }
        return best;
    }

    InterpretedPicture toPicture(Path folder) {
        List<Path> all = new java.util.ArrayList<>();
        if (maps != null) {
            maps.forEach(map -> map.files().forEach(file -> all.add(folder.resolve(file))));
            files.forEach(file -> all.add(folder.resolve(file)));
        }
        return new InterpretedPicture(sample, useCase == null ? "" : useCase, Optional.ofNullable(reason), isMissing(),
                predictions == null ? List.of() : predictions.stream().map(Scored::prediction).toList(), all);
    }
}
