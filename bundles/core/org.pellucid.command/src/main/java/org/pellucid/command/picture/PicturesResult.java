package org.pellucid.command.picture;

import java.util.ArrayList;
import java.util.List;
import org.pellucid.api.command.CommandResult;
import org.pellucid.api.command.JsonOutput;
import org.pellucid.api.command.TextOutput;
import org.pellucid.api.explain.SaliencyMap;

/** What became of the pictures of one call. On the command line each was printed when it was done. */
public final class PicturesResult implements CommandResult {
    private final List<PictureResult> pictures;
    private final int failures;

    PicturesResult(List<CommandResult> pictures, int failures) {
        this.pictures = pictures.stream().map(PictureResult.class::cast).toList();
        this.failures = failures;
    }

    /** @return the pictures, for scripts */
    public List<PictureResult> pictures() {
        return pictures;
    }

    /** @return the maps of all pictures, for scripts */
    public List<SaliencyMap> maps() {
        List<SaliencyMap> maps = new ArrayList<>();
        pictures.forEach(picture -> maps.addAll(picture.maps()));
        return maps;
    }

    /** @return the files of all pictures, for scripts */
    public List<String> files() {
        List<String> files = new ArrayList<>();
        pictures.forEach(picture -> files.addAll(picture.files()));
        return files;
    }

    /** @return how many pictures failed */
    public int failures() {
        return failures;
    }

    @Override
    public void print(TextOutput out) {
        pictures.forEach(picture -> picture.print(out));
    }

    @Override
    public void json(JsonOutput out) {
        // The pictures are the document's parts; there is nothing beside them.
    }

    @Override
    public int exitCode() {
        return failures == 0 ? CommandResult.DONE : CommandResult.INPUT;
    }
}
