package org.pellucid.api.render.spi;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;
import org.pellucid.api.PellucidException;

/**
 * Paints pictures side by side with titles: one figure to look at. Safe for use by several threads.
 */
@ConsumerType
public interface MatrixRenderer {
    /**
     * Paints a figure 10 inches wide with up to four columns, wider with more. The memory needed grows with the number
     * of cells and the square of the resolution: give a long list in pages.
     *
     * @param title   on top of the figure, may be empty
     * @param rows    from the top; a row is filled from the left, and may have fewer cells than there are columns
     * @param options columns, resolution and legend
     * @return a PNG file that says its resolution
     * @throws PellucidException    if a picture cannot be read, or the figure would be too large
     * @throws InterruptedException if the thread was interrupted
     */
    byte[] render(String title, List<List<MatrixCell>> rows, MatrixOptions options)
            throws PellucidException, InterruptedException;
}
