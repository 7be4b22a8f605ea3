package org.pellucid.api.render;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import org.pellucid.api.PellucidException;

/**
 * Paints pictures side by side with titles: one figure to look at. Safe for use by several threads.
 */
@ProviderType
public interface MatrixRenderer {
    /**
     * Paints a figure 10 inches wide with up to four columns, wider with more. The memory needed grows with the number
     * of cells and the square of the resolution: give a long list in pages.
     *
     * @param title   on top of the figure, may be empty
     * @param cells   in rows from the left; the last row may be incomplete
     * @param options columns and resolution
     * @return a PNG file that says its resolution
     * @throws PellucidException if a picture cannot be read, or the figure would be too large
     */
    byte[] render(String title, List<MatrixCell> cells, MatrixOptions options) throws PellucidException;
}
