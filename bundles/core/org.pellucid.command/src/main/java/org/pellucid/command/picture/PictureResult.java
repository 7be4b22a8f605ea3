package org.pellucid.command.picture;

import com.google.gson.stream.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pellucid.api.command.CommandResult;
import org.pellucid.api.command.JsonOutput;
import org.pellucid.api.command.TextOutput;
import org.pellucid.api.explain.Classification;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.explain.Prediction;
import org.pellucid.api.explain.SaliencyMap;
import org.pellucid.api.render.ExplanationFiles.Written;
import org.pellucid.command.base.JsonCopy;
import org.pellucid.console.Numbers;

/** What became of one picture. */
public final class PictureResult implements CommandResult {
    private final String image;
    private final String error;
    private final Optional<Classification> classification;
    private final Optional<Explanation> explanation;
    private final List<Prediction> shown;
    private final String folder;
    private final Optional<Written> written;
    private final byte[] document;
    private final Form form;

    /** How a picture is printed. */
    enum Form {
        /** Alone: classes and files. */
        ALONE,
        /** One of several: its name above them. */
        NAMED,
        /** One of several on a terminal: all in one line. */
        LINE
    }

    private PictureResult(String image, String error, Classification classification, Explanation explanation,
            List<Prediction> shown, String folder, Written written, byte[] document, Form form) {
        this.image = image;
        this.error = error;
        this.classification = Optional.ofNullable(classification);
        this.explanation = Optional.ofNullable(explanation);
        this.shown = shown;
        this.folder = folder;
        this.written = Optional.ofNullable(written);
        this.document = document;
        this.form = form;
    }

    /**
     * @param image       as the caller would write it
     * @param explanation of the picture
     * @param shown       the predictions to print
     * @param folder      of the files, as the caller would write it
     * @param written     the files
     * @param document    the JSON document for this picture, or {@code null}
     * @param form        how to print it
     * @return a picture that is done
     */
    static PictureResult explained(String image, Explanation explanation, List<Prediction> shown, String folder,
            Written written, byte[] document, Form form) {
        return new PictureResult(image, "", explanation.classification(), explanation, shown, folder, written,
                document, form);
    }

    /** The same for a picture that was only predicted. */
    static PictureResult predicted(String image, Classification classification, List<Prediction> shown, Form form) {
        return new PictureResult(image, "", classification, null, shown, "", null, null, form);
    }

    /** A picture that failed. */
    static PictureResult failed(String image, String error) {
        return new PictureResult(image, error, null, null, List.of(), "", null, null, Form.ALONE);
    }

    /** @return the picture as the caller wrote it */
    public String image() {
        return image;
    }

    /** @return {@code done}, {@code partial} if it was interrupted, or {@code failed} */
    public String status() {
        if (classification.isEmpty()) {
            return "failed";
        }
        return explanation.flatMap(Explanation::incomplete).isEmpty() ? "done" : "partial";
    }

    /** @return why it failed, or empty */
    public String error() {
        return error;
    }

    /** @return the explanation, or {@code null} if there is none; Gogo has no use for an Optional */
    public Explanation explanation() {
        return explanation.orElse(null);
    }

    /** @return every class, most probable first */
    public List<Prediction> predictions() {
        return classification.map(Classification::predictions).orElse(List.of());
    }

    /** @return the maps */
    public List<SaliencyMap> maps() {
        return explanation.map(Explanation::maps).orElse(List.of());
    }

    /** @return the files written, as the caller would write them */
    public List<String> files() {
        List<String> files = new ArrayList<>();
        if (written.isPresent()) {
            for (Map<String, Path> map : written.get().maps()) {
                for (Path file : map.values()) {
                    files.add(show(file));
                }
            }
            for (Path file : written.get().picture().values()) {
                files.add(show(file));
            }
        }
        return files;
    }

    private String show(Path file) {
        return Path.of(folder).resolve(file.getFileName()).toString();
    }

    @Override
    public void print(TextOutput out) {
        if (classification.isEmpty()) {
            return;
        }
        if (form == Form.LINE) {
            PictureLine.print(out, image, shown, files().size());
            return;
        }
        if (form == Form.NAMED) {
            out.line(image, ":");
        }
        for (Prediction prediction : shown) {
            out.line("Predicted class ", prediction.label(), ", index ", prediction.index(), ", probability: ",
                    Numbers.fixed(prediction.probability(), 2));
        }
        files().forEach(out::line);
    }

    @Override
    public void json(JsonOutput out) throws IOException {
        out.name("image").value(image);
        out.name("status").value(status());
        if (classification.isEmpty()) {
            out.name("error").value(error);
        } else if (document != null) {
            out.name("output").value(folder);
            try (JsonReader in = new JsonReader(
                    new InputStreamReader(new ByteArrayInputStream(document), StandardCharsets.UTF_8))) {
                JsonCopy.members(in, out, Set.of("schema_version", "image", "status", "output"));
            }
        } else {
            predictionJson(out, classification.get());
        }
    }

    private void predictionJson(JsonOutput out, Classification answer) throws IOException {
        out.name("model").value(answer.model());
        out.name("device").value(answer.device());
        out.name("precision").value(answer.precision());
        out.name("notes").beginArray();
        for (String note : answer.notes()) {
            out.value(note);
        }
        out.endArray();
        out.name("predictions").beginArray();
        for (Prediction prediction : shown) {
            out.beginObject();
            out.name("index").value(prediction.index());
            out.name("label").value(prediction.label());
            out.name("probability");
            out.value(prediction.probability());
            out.name("logit");
            out.value(prediction.logit());
            out.endObject();
        }
        out.endArray();
    }
}
