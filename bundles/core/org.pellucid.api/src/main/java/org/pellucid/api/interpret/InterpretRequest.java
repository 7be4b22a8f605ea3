package org.pellucid.api.interpret;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.pellucid.api.dataset.Sampling;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.render.RenderOptions;

/**
 * Holds everything that one interpretation run needs: task, settings, output folder, what to write.
 *
 * @param task     use cases or triage
 * @param sampling how the samples of the data set were chosen when it was opened, for the manifest
 * @param settings how to predict and explain
 * @param output   folder, created if missing
 * @param existing what to do if there is a run already
 * @param formats  of the map files
 * @param painting of the maps
 * @param figures  how to lay out the matrices; empty if none are to be made
 * @param report   whether to write the HTML report
 * @param assets   whether the report links its pictures instead of embedding them
 */
public record InterpretRequest(Task task, Optional<Sampling> sampling, ExplainSettings settings, Path output,
        ExistingRun existing, List<String> formats, RenderOptions painting,
        Optional<FigureOptions> figures, boolean report, boolean assets) {
    /** Checks for {@code null}, copies the list. */
    public InterpretRequest {
        Objects.requireNonNull(task, "task");
        Objects.requireNonNull(sampling, "sampling");
        Objects.requireNonNull(settings, "settings");
        Objects.requireNonNull(output, "output");
        Objects.requireNonNull(existing, "existing");
        Objects.requireNonNull(painting, "painting");
        Objects.requireNonNull(figures, "figures");
        formats = List.copyOf(formats);
    }

    /**
     * {@return a request with everything else as usual: JPEG, matrices for the screen and one report file}
     *
     * @param task   use cases or triage
     * @param output folder
     */
    public static InterpretRequest of(Task task, Path output) {
        return new InterpretRequest(task, Optional.empty(), ExplainSettings.DEFAULTS, output, ExistingRun.REFUSE,
                List.of("jpg"), RenderOptions.DEFAULTS, Optional.of(FigureOptions.DEFAULTS), true, false);
    }

    /** {@return the same with other settings} */
    public InterpretRequest withSettings(ExplainSettings newSettings) {
        return new InterpretRequest(task, sampling, newSettings, output, existing, formats, painting, figures, report,
                assets);
    }

    /** {@return the same with another folder} */
    public InterpretRequest withOutput(Path newOutput) {
        return new InterpretRequest(task, sampling, settings, newOutput, existing, formats, painting, figures, report,
                assets);
    }

    /** {@return the same with another answer to an existing run} */
    public InterpretRequest withExisting(ExistingRun newExisting) {
        return new InterpretRequest(task, sampling, settings, output, newExisting, formats, painting, figures, report,
                assets);
    }
}
