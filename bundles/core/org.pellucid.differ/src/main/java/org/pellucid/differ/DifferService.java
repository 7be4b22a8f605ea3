package org.pellucid.differ;

import java.nio.file.Path;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.pellucid.api.PellucidException;
import org.pellucid.api.dataset.Dataset;
import org.pellucid.api.diff.Diff;
import org.pellucid.api.diff.DiffListener;
import org.pellucid.api.diff.DiffRequest;
import org.pellucid.api.diff.Differ;
import org.pellucid.api.explain.Explainer;
import org.pellucid.api.image.ImageService;
import org.pellucid.api.model.Model;
import org.pellucid.api.report.ReportWriter;

/** Compares models. Safe for use by several threads. */
@Component
public final class DifferService implements Differ {
    private final Explainer explainer;
    private final ImageService images;
    private final ReportWriter reports;

    /**
     * @param explainer makes the maps
     * @param images    paints them
     * @param reports   writes the report
     */
    @Activate
    public DifferService(@Reference Explainer explainer, @Reference ImageService images,
            @Reference ReportWriter reports) {
        this.explainer = explainer;
        this.images = images;
        this.reports = reports;
    }

    @Override
    public Diff diff(Model older, Model newer, Dataset dataset, DiffRequest request, DiffListener listener)
            throws PellucidException, InterruptedException {
        Subject before = new Subject(explainer, older, request.older(), request.grid(), listener);
        Subject after = new Subject(explainer, newer, request.newer(), request.grid(), listener);
        return new DiffRun(new Older.OfModel(before), after, dataset, request, listener,
                new WorstReport(images, reports)).run();
    }

    @Override
    public Diff diff(Path file, Model newer, Dataset dataset, DiffRequest request, DiffListener listener)
            throws PellucidException, InterruptedException {
        try (Baseline baseline = new Baseline(file, dataset.name(), request.grid())) {
            Subject after = new Subject(explainer, newer, request.newer(), request.grid(), listener);
            return new DiffRun(new Older.OfBaseline(baseline), after, dataset, request, listener,
                    new WorstReport(images, reports)).run();
        }
    }
}
