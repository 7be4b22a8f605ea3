package org.pellucid.command.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.pellucid.api.command.CommandResult;
import org.pellucid.api.command.JsonOutput;
import org.pellucid.api.command.TextOutput;
import org.pellucid.api.explain.Prediction;
import org.pellucid.api.interpret.InterpretedPicture;
import org.pellucid.command.picture.PictureLine;
import org.pellucid.console.Numbers;

/** What became of one picture of a data set. */
public final class InterpretedPictureResult implements CommandResult {
    private final InterpretedPicture picture;
    private final List<String> files;
    private final boolean oneLine;

    /**
     * @param root    output folder, absolute
     * @param folder  the same as the caller typed it
     * @param oneLine whether to print it in one line
     */
    InterpretedPictureResult(InterpretedPicture picture, Path root, String folder, boolean oneLine) {
        this.picture = picture;
        this.oneLine = oneLine;
        this.files = picture.files().stream().map(file -> Path.of(folder).resolve(root.relativize(file)).toString())
                .toList();
    }

    /** @return the picture, for scripts */
    public InterpretedPicture picture() {
        return picture;
    }

    /** @return the map files, as the caller would write them */
    public List<String> files() {
        return files;
    }

    @Override
    public void print(TextOutput out) {
        if (picture.failed()) {
            return;
        }
        if (oneLine) {
            PictureLine.print(out, picture.useCase() + ": " + picture.sample(), picture.predictions(), files.size());
            return;
        }
        out.line(picture.useCase(), ": ", picture.sample());
        for (Prediction prediction : picture.predictions()) {
            out.line("Predicted class ", prediction.label(), ", index ", prediction.index(), ", probability: ",
                    Numbers.fixed(prediction.probability(), 2));
        }
        files.forEach(out::line);
    }

    @Override
    public void json(JsonOutput out) throws IOException {
        out.name("sample").value(picture.sample());
        out.name("use_case").value(picture.useCase());
        out.name("status").value(picture.failed() ? "failed" : "done");
        if (picture.failed()) {
            out.name("error").value(picture.reason().orElseThrow());
            return;
        }
        out.name("predictions").beginArray();
        for (Prediction prediction : picture.predictions()) {
            out.beginObject();
            out.name("index").value(prediction.index());
            out.name("label").value(prediction.label());
            out.name("probability");
            out.value(prediction.probability());
            out.endObject();
        }
        out.endArray();
        out.name("files").beginArray();
        for (String file : files) {
            out.value(file);
        }
        out.endArray();
    }
}
