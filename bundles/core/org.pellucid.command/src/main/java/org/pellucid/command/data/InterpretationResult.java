package org.pellucid.command.data;

import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.pellucid.api.command.CommandResult;
import org.pellucid.api.command.JsonOutput;
import org.pellucid.api.command.TextOutput;
import org.pellucid.api.interpret.Confusion;
import org.pellucid.api.interpret.InterpretResult;
import org.pellucid.api.interpret.MapComparison;
import org.pellucid.api.interpret.TriageSummary;
import org.pellucid.command.base.JsonCopy;
import org.pellucid.console.Numbers;

/**
 * What a run over a data set found, and where it is written.
 *
 * @param result   the result, for scripts
 * @param root     output folder, absolute
 * @param folder   the same as the caller typed it
 * @param pictures not printed yet
 * @param said     notes that were printed already
 * @param strategies whether these were the task
 */
public record InterpretationResult(InterpretResult result, Path root, String folder, List<CommandResult> pictures,
        List<String> said, boolean strategies) implements CommandResult {
    private static final String STRATEGIES = "strategies";

    private String shown(Path file) {
        return Path.of(folder).resolve(root.relativize(file)).toString();
    }

    @Override
    public void print(TextOutput out) {
        pictures.forEach(picture -> picture.print(out));
        result.triage().ifPresent(triage -> print(out, triage));
        result.strategies().forEach(strategy -> out.line(strategy.shortcut() ? "Shortcut: " : "", strategy.words()));
        result.notes().stream().filter(note -> !said.contains(note)).forEach(out::line);
        result.missing().forEach(sample -> out.line("Not in the data set: ", sample));
        out.line(result.done(), " pictures done, ", result.failed(), " failed");
        result.matrices().forEach(file -> out.line(shown(file)));
        result.report().ifPresent(file -> out.line(shown(file)));
        out.line(shown(result.manifest()));
    }

    private static void print(TextOutput out, TriageSummary triage) {
        triage.kinds().forEach((kind, count) -> out.line(kind.replace('_', ' '), ": ", count));
        triage.accuracy().ifPresent(accuracy -> out.line("Accuracy: ", Numbers.fixed(100 * accuracy, 2), " % (",
                triage.right(), " of ", triage.labelled(), ")"));
        for (Confusion confusion : triage.confusions()) {
            out.line(confusion.truth(), " taken for ", confusion.predicted(), ": ", confusion.count(),
                    confusion.count() == 1 ? " picture" : " pictures",
                    confusion.comparison().map(InterpretationResult::comparison).orElse(""));
        }
    }

    /** What the maps of both classes have in common. */
    private static String comparison(MapComparison found) {
        OptionalDouble correlation = found.rankCorrelation();
        return "; " + found.finding().words() + " (overlap " + Numbers.fixed(found.overlap(), 2)
                + (correlation.isPresent() ? ", rank correlation " + Numbers.fixed(correlation.getAsDouble(), 2) : "")
                + ")";
    }

    @Override
    public void json(JsonOutput out) throws IOException {
        out.name("done").value(result.done());
        out.name("failed").value(result.failed());
        strings(out, "missing", result.missing());
        strings(out, "notes", result.notes());
        if (result.triage().isPresent()) {
            fromManifest(out, "triage");
        }
        if (!result.strategies().isEmpty()) {
            fromManifest(out, STRATEGIES);
        } else if (strategies) {
            out.name(STRATEGIES).beginArray().endArray();
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

    private void fromManifest(JsonOutput out, String name) throws IOException {
        try (JsonReader in = new JsonReader(Files.newBufferedReader(result.manifest(), StandardCharsets.UTF_8))) {
            JsonCopy.member(in, out, name);
        }
    }

    @Override
    public int exitCode() {
        return result.failed() == 0 ? CommandResult.DONE : CommandResult.INPUT;
    }
}
