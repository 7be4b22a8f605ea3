package org.pellucid.interpret;

import java.util.List;
import org.pellucid.api.PellucidException;
import org.pellucid.api.UsageException;
import org.pellucid.api.render.spi.MatrixCell;
import org.pellucid.api.render.spi.MatrixOptions;
import org.pellucid.api.render.spi.MatrixRenderer;
import org.pellucid.whiteboard.Whiteboard;
import org.pellucid.whiteboard.Whiteboard.Lease;

/**
 * The matrix renderers present, as one: a run comes to its matrices hours after it began, when its renderer may have been
 * replaced.
 */
record MatrixRenderers(Whiteboard<MatrixRenderer> board, int waitMillis) implements MatrixRenderer {
    @Override
    public byte[] render(String title, List<List<MatrixCell>> rows, MatrixOptions options)
            throws PellucidException, InterruptedException {
        try (Lease<MatrixRenderer> renderer = board.lease(any -> true).orElseThrow(() -> new UsageException(
                "no matrix renderer is present (waited " + waitMillis
                        + " ms for it): start org.pellucid.render.matrix, or do without matrices"))) {
            return renderer.service().render(title, rows, options);
        }
    }
}
