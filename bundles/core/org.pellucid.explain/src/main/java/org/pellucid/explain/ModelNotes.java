package org.pellucid.explain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.PreprocessingChoice;
import org.pellucid.api.model.ModelInfo;

/** Says what a model's file leaves unsaid, what is assumed instead, and which options say it. */
final class ModelNotes {
    /** Presets that bring a mean and a scale of their own. */
    private static final Set<String> NORMALISING = Set.of("timm", "notebook");

    private ModelNotes() {
    }

    /**
     * @param file             the model's definition
     * @param info             what it says of itself
     * @param classes          number of its classes
     * @param guessedOutput    the output taken for the scores, empty if there was no choice or it was made
     * @param ownNormalisation what shows that its graph normalises pictures, after "it"; empty if nothing does
     * @param settings         how it is used; what they say is not unsaid
     * @return a line each
     */
    static List<String> of(Path file, ModelInfo info, int classes, Optional<String> guessedOutput,
            Optional<String> ownNormalisation, ExplainSettings settings) {
        List<String> notes = new ArrayList<>(1);
        guessedOutput.ifPresent(output -> notes.add(file.getFileName() + " has several outputs; '" + output
                + "' is taken for the scores, since it comes from the last linear layer; choose with -m '" + file
                + "?output=NAME'"));
        unsaid(file, info, classes, ownNormalisation, settings).ifPresent(notes::add);
        twice(file, ownNormalisation, settings.preprocessing()).ifPresent(notes::add);
        return notes;
    }

    private static Optional<String> unsaid(Path file, ModelInfo info, int classes, Optional<String> ownNormalisation,
            ExplainSettings settings) {
        List<String> unsaid = new ArrayList<>();
        List<String> assumed = new ArrayList<>();
        List<String> options = new ArrayList<>();
        PreprocessingChoice choice = settings.preprocessing();
        if (choice.preset().equals(PreprocessingChoice.DEFAULTS.preset())) {
            if (info.mean().isEmpty() && info.scale().isEmpty() && choice.mean().isEmpty() && choice.scale().isEmpty()
                    && ownNormalisation.isEmpty()) {
                unsaid.add("mean and scale of its input");
                assumed.add("pixel values 0..255 as they are");
                options.add("-p timm");
            }
            if (info.reverseInputChannels().isEmpty() && choice.rgb().isEmpty()) {
                unsaid.add("the order of the channels");
                assumed.add("BGR");
                if (options.isEmpty()) {
                    options.add("--rgb");
                }
            }
        }
        if (settings.labels().isEmpty() && info.labels().size() != classes) {
            unsaid.add(info.labels().isEmpty() ? "labels"
                    : "labels that fit (" + info.labels().size() + " for " + classes + " classes)");
            assumed.add("class numbers for names");
            options.add("-l labels.txt");
        }
        if (unsaid.isEmpty()) {
            return Optional.empty();
        }
        String wayOut = String.join(" ", options);
        return Optional.of(file.getFileName() + " does not say: " + String.join(", ", unsaid) + "; assumed: "
                + String.join(", ", assumed) + "; give what holds, for example " + wayOut
                + ", or write it into a copy once: pellucid models describe " + file + " --write " + wayOut);
    }

    private static Optional<String> twice(Path file, Optional<String> ownNormalisation, PreprocessingChoice choice) {
        boolean normalises = NORMALISING.contains(choice.preset()) && (choice.mean().isEmpty()
                || choice.scale().isEmpty());
        if (!normalises || ownNormalisation.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(file.getFileName() + " seems to normalise pictures itself: it " + ownNormalisation.get()
                + "; preprocessing " + choice.preset() + " does so a second time: give -p none with --rgb or --bgr");
    }
}
