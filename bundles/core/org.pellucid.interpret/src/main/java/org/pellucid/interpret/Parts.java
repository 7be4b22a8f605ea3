package org.pellucid.interpret;

import java.util.Map;
import org.pellucid.api.explain.Explainer;
import org.pellucid.api.image.ImageService;
import org.pellucid.api.render.ExplanationFiles;
import org.pellucid.api.render.spi.MatrixRenderer;
import org.pellucid.api.report.ReportWriter;

/** What a run works with. */
record Parts(Explainer explainer, ImageService images, ExplanationFiles files, MatrixRenderer matrices,
        ReportWriter reports, Map<String, String> versions) {
}
