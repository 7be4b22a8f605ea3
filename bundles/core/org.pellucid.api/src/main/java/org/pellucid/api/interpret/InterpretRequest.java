package org.pellucid.api.interpret;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.pellucid.api.dataset.Sampling;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.render.RenderOptions;

/**
 * Holds everything that one interpretation run needs: task, settings, output folder, what to write. Made by
 * {@link #builder}, or from another request by {@link #toBuilder()}.
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
     * {@return a builder of a request with everything else as usual: JPEG, matrices for the screen and one report file}
     *
     * @param task   use cases or triage
     * @param output folder, created if missing
     */
    public static Builder builder(Task task, Path output) {
        return new Builder(task, output);
    }

    /** {@return a builder that begins with this request} */
    public Builder toBuilder() {
        Builder builder = new Builder(task, output);
        builder.sampling = sampling;
        builder.settings = settings;
        builder.existing = existing;
        builder.formats = formats;
        builder.painting = painting;
        builder.figures = figures;
        builder.report = report;
        builder.assets = assets;
        return builder;
    }

    /** Collects what a run needs. For one thread. */
    public static final class Builder {
        private final Task task;
        private Path output;
        private Optional<Sampling> sampling = Optional.empty();
        private ExplainSettings settings = ExplainSettings.DEFAULTS;
        private ExistingRun existing = ExistingRun.REFUSE;
        private List<String> formats = List.of("jpg");
        private RenderOptions painting = RenderOptions.DEFAULTS;
        private Optional<FigureOptions> figures = Optional.of(FigureOptions.DEFAULTS);
        private boolean report = true;
        private boolean assets;

        private Builder(Task task, Path output) {
            this.task = task;
            this.output = output;
        }

        /**
         * Names the folder of the run.
         *
         * @param folder created if missing
         * @return this builder
         */
        public Builder output(Path folder) {
            output = folder;
            return this;
        }

        /**
         * Says how the samples were chosen when the data set was opened, so that the manifest can tell.
         *
         * @param choice with which it was opened
         * @return this builder
         */
        public Builder sampling(Sampling choice) {
            sampling = Optional.of(choice);
            return this;
        }

        /**
         * Says how to predict and explain.
         *
         * @param newSettings method, device, preprocessing and more
         * @return this builder
         */
        public Builder settings(ExplainSettings newSettings) {
            settings = newSettings;
            return this;
        }

        /**
         * Says what to do if the folder holds a run already.
         *
         * @param answer to it
         * @return this builder
         */
        public Builder existing(ExistingRun answer) {
            existing = answer;
            return this;
        }

        /**
         * Names the formats of the map files.
         *
         * @param names of formats; none if no files are to be written
         * @return this builder
         */
        public Builder formats(List<String> names) {
            formats = names;
            return this;
        }

        /**
         * Says how maps are painted.
         *
         * @param options for map files
         * @return this builder
         */
        public Builder painting(RenderOptions options) {
            painting = options;
            return this;
        }

        /**
         * Says how the figures are laid out.
         *
         * @param options for all of them
         * @return this builder
         */
        public Builder figures(FigureOptions options) {
            figures = Optional.of(options);
            return this;
        }

        /**
         * Makes no figures.
         *
         * @return this builder
         */
        public Builder withoutFigures() {
            figures = Optional.empty();
            return this;
        }

        /**
         * Says whether the HTML report is written.
         *
         * @param written whether it is
         * @return this builder
         */
        public Builder report(boolean written) {
            report = written;
            return this;
        }

        /**
         * Says whether the report links its pictures.
         *
         * @param linked false to embed them in the page
         * @return this builder
         */
        public Builder assets(boolean linked) {
            assets = linked;
            return this;
        }

        /** {@return the request} */
        public InterpretRequest build() {
            return new InterpretRequest(task, sampling, settings, output, existing, formats, painting, figures, report,
                    assets);
        }
    }
}
