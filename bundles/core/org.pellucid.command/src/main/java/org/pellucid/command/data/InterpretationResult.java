package org.pellucid.command.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.pellucid.api.command.CommandResult;
import org.pellucid.api.command.JsonOutput;
import org.pellucid.api.command.TextOutput;
import org.pellucid.api.interpret.Confusion;
import org.pellucid.api.interpret.InterpretResult;
import org.pellucid.api.interpret.TriageSummary;
import org.pellucid.console.Numbers;

/** What a run over a data set found, and where it is written. */
public final class InterpretationResult implements CommandResult {
    private final InterpretResult result;
    private final Path root;
    private final String folder;
    private final List<CommandResult> pictures;
    private final List<String> said;

    /**
     * @param root     output folder, absolute
     * @param folder   the same as the caller typed it
     * @param pictures not printed yet
     * @param said     notes that were printed already
     */
    InterpretationResult(InterpretResult result, Path root, String folder, List<CommandResult> pictures,
            List<String> said) {
        this.result = result;
        this.root = root;
        this.folder = folder;
        this.pictures = pictures;
        this.said = said;
    }

    /** @return the result, for scripts */
    public InterpretResult result() {
        return result;
    }

    private String shown(Path file) {
        return Path.of(folder).resolve(root.relativize(file)).toString();
    }

    @Override
    public void print(TextOutput out) {
        pictures.forEach(picture -> picture.print(out));
        result.triage().ifPresent(triage -> print(out, triage));
        result.notes().stream().filter(note -> !said.contains(note)).forEach(out::line);
        result.missing().forEach(sample -> out.line("Not in the data set: ", sample));
        out.line(result.done(), " pictures done, ", result.failed(), " failed");
        result.matrices().forEach(file -> out.line(shown(file)));
        result.report().ifPresent(file -> out.line(shown(file)));
        out.line(shown(result.manifest()));
    }

    private static void print(TextOutput out, TriageSummary triage) {
        triage.kinds().forEach((kind, count) -> out.line(kind.replace('_', ' '), ": ", count));
        if (triage.labelled() > 0) {
            out.line("Accuracy: ", Numbers.fixed(100 * triage.accuracy(), 2), " % (", triage.right(), " of ",
                    triage.labelled(), ")");
        }
        for (Confusion confusion : triage.confusions()) {
            out.line(confusion.truth(), " taken for ", confusion.predicted(), ": ", confusion.count(),
                    confusion.count() == 1 ? " picture" : " pictures", overlap(confusion));
        }
    }

    /** What the maps of both classes have in common, where they were compared. */
    private static String overlap(Confusion confusion) {
        if (confusion.words().isEmpty()) {
            return "";
        }
        return "; " + confusion.words() + " (overlap " + Numbers.fixed(confusion.overlap(), 2)
                + (Double.isNaN(confusion.rankCorrelation()) ? ""
                        : ", rank correlation " + Numbers.fixed(confusion.rankCorrelation(), 2))
                + ")";
    }

    @Override
    public void json(JsonOutput out) throws IOException {
        out.name("done").value(result.done());
        out.name("failed").value(result.failed());
        strings(out, "missing", result.missing());
        strings(out, "notes", result.notes());
        if (result.triage().isPresent()) {
            triage(out, result.triage().get());
        }
        strings(out, "matrices", result.matrices().stream().map(this::shown).toList());
        out.name("report").value(result.report().map(this::shown).orElse(null));
        out.name("manifest").value(shown(result.manifest()));
    }

    private static void strings(JsonOutput out, String name, List<String> values) throws IOException {
        out.name(name).beginArray();
        for (String value : values) {
            out.value(value);
        }
        out.endArray();
    }

    private static void triage(JsonOutput out, TriageSummary triage) throws IOException {
        out.name("triage").beginObject();
        out.name("pictures").value(triage.pictures());
        out.name("labelled").value(triage.labelled());
        out.name("right").value(triage.right());
        out.name("accuracy");
        out.value(triage.accuracy());
        out.name("kinds").beginObject();
        for (Map.Entry<String, Long> kind : triage.kinds().entrySet()) {
            out.name(kind.getKey()).value(kind.getValue());
        }
        out.endObject();
        out.name("confusions").beginArray();
        for (Confusion confusion : triage.confusions()) {
            out.beginObject();
            out.name("truth").value(confusion.truth());
            out.name("predicted").value(confusion.predicted());
            out.name("count").value(confusion.count());
            out.name("sample").value(confusion.sample());
            out.name("overlap");
            out.value(confusion.overlap());
            out.name("rank_correlation");
            out.value(confusion.rankCorrelation());
            out.name("words").value(confusion.words());
            out.endObject();
        }
        out.endArray();
        out.endObject();
    }

    @Override
    public int exitCode() {
        return result.failed() == 0 ? CommandResult.DONE : CommandResult.INPUT;
    }
}
