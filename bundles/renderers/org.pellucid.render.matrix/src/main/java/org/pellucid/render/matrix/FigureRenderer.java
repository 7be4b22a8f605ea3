package org.pellucid.render.matrix;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.pellucid.api.PellucidException;
import org.pellucid.api.UsageException;
import org.pellucid.api.image.ImageService;
import org.pellucid.api.image.Picture;
import org.pellucid.api.render.MapStyle;
import org.pellucid.api.render.spi.MatrixCell;
import org.pellucid.api.render.spi.MatrixLegend;
import org.pellucid.api.render.spi.MatrixOptions;
import org.pellucid.api.render.spi.MatrixRenderer;
import org.pellucid.drawing.Canvas;
import org.pellucid.drawing.Ink;
import org.pellucid.drawing.Legend;
import org.pellucid.drawing.TextBlock;

/**
 * The figure: a title, rows of pictures with titles above them, and a legend. A row is as high as its longest title and
 * its highest picture ask for, so nothing is cut and nothing overlaps. Safe for use by several threads.
 */
@Component
public final class FigureRenderer implements MatrixRenderer {
    /** More would not fit into one array. */
    private static final long MOST_PIXELS = 500_000_000L;
    /** The figure, the pictures in it and the file exist at once, three bytes a pixel each; the rest is reserve. */
    private static final int HEAP_BYTES_PER_PIXEL = 12;

    private final ImageService images;

    /** Pictures and titles of one row. */
    private record Row(List<TextBlock> titles, List<Picture> pictures) {
        int titleHeight() {
            return titles.stream().mapToInt(TextBlock::height).max().orElse(0);
        }

        int pictureHeight() {
            return pictures.stream().mapToInt(Picture::height).max().orElse(0);
        }
    }

    /** @param images resizes and encodes */
    @Activate
    public FigureRenderer(@Reference ImageService images) {
        this.images = images;
    }

    @Override
    public byte[] render(String title, List<List<MatrixCell>> cells, MatrixOptions options) throws PellucidException {
        Layout layout = new Layout(options);
        TextBlock top = layout.title(title);
        Optional<Legend> legend = legend(layout, options);
        List<Row> rows = new ArrayList<>();
        long height = layout.gap + (top.lines().isEmpty() ? 0 : top.height() + layout.gap)
                + legend.map(each -> each.height() + layout.gap).orElse(0);
        for (List<MatrixCell> each : cells) {
            if (each.size() > options.columns()) {
                throw new IllegalArgumentException("a row of " + each.size() + " cells in " + options.columns()
                        + " columns");
            }
            Row row = row(each, layout);
            rows.add(row);
            height += row.titleHeight() + row.pictureHeight() + 2L * layout.gap;
            if (height * layout.width > mostPixels()) {
                throw new UsageException("a matrix of " + cells.size() + " rows of " + options.columns()
                        + " pictures at " + options.dotsPerInch() + " dots per inch is too large for one picture: "
                        + "give fewer pictures, a lower resolution or Java more memory, for example with "
                        + "PELLUCID_OPTS=-Xmx4g");
            }
        }
        Canvas canvas = new Canvas(layout.width, (int) height);
        int y = layout.gap;
        if (!top.lines().isEmpty()) {
            top.drawCentred(canvas, layout.gap, layout.width - 2 * layout.gap, y, Ink.BLACK);
            y += top.height() + layout.gap;
        }
        for (Row row : rows) {
            draw(canvas, row, layout, y);
            y += row.titleHeight() + row.pictureHeight() + 2 * layout.gap;
        }
        if (legend.isPresent()) {
            legend.get().draw(canvas, layout.gap, y);
        }
        return PngResolution.set(images.encode(canvas.picture(title), "png"), options.dotsPerInch());
    }

    private Optional<Legend> legend(Layout layout, MatrixOptions options) throws PellucidException {
        if (options.legend().isEmpty()) {
            return Optional.empty();
        }
        MatrixLegend asked = options.legend().get();
        return Optional.of(asked.style() == MapStyle.CONTOUR ? layout.contour(asked.subject())
                : layout.colours(images.ramp(asked.colormap()), asked.subject()));
    }

    private static long mostPixels() {
        return Math.min(MOST_PIXELS, Runtime.getRuntime().maxMemory() / HEAP_BYTES_PER_PIXEL);
    }

    private Row row(List<MatrixCell> cells, Layout layout) throws PellucidException {
        List<TextBlock> titles = new ArrayList<>();
        List<Picture> pictures = new ArrayList<>();
        for (MatrixCell cell : cells) {
            titles.add(layout.cellTitle(cell.title()));
            pictures.add(fit(cell.picture().read(), layout.cell));
        }
        return new Row(titles, pictures);
    }

    /** Titles stand right above their pictures, pictures share their upper edge. */
    private static void draw(Canvas canvas, Row row, Layout layout, int y) {
        for (int i = 0; i < row.pictures().size(); i++) {
            int left = layout.gap + i * (layout.cell + layout.gap);
            TextBlock title = row.titles().get(i);
            title.drawCentred(canvas, left, layout.cell, y + row.titleHeight() - title.height(), Ink.BLACK);
            Picture picture = row.pictures().get(i);
            canvas.put(picture, left + (layout.cell - picture.width()) / 2,
                    y + row.titleHeight() + layout.gap / 3);
        }
    }

    /** Brings a picture into a square without changing its proportions. */
    private Picture fit(Picture picture, int side) {
        double scale = (double) side / Math.max(picture.width(), picture.height());
        int width = Math.max(1, (int) Math.round(picture.width() * scale));
        int height = Math.max(1, (int) Math.round(picture.height() * scale));
        return images.shrink(picture, width, height);
    }
}
