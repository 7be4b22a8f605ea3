package org.pellucid.interpret;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.pellucid.api.InputException;
import org.pellucid.api.OutputException;
import org.pellucid.api.PellucidException;
import org.pellucid.api.image.ImageService;
import org.pellucid.api.image.Picture;
import org.pellucid.api.render.RenderOptions;
import org.pellucid.api.render.spi.MatrixCell;
import org.pellucid.api.render.spi.MatrixLegend;
import org.pellucid.api.render.spi.MatrixOptions;
import org.pellucid.api.render.spi.MatrixRenderer;

/** Makes the matrices of a use case, in pages, from the files of its pictures. */
final class Matrices {
    /** A page of a long use case stays printable, and its print resolution small enough for the memory. */
    private static final int ROWS = 5;
    private static final int NOTEBOOK_COLUMNS = 2;
    /** More would be small on a screen. */
    private static final int MOST_COLUMNS = 4;
    private static final String FOR_PRINT = "_print.png";
    /** As {@link MatrixRenderer} lays its figures out. */
    private static final double FIGURE_INCHES = 10;
    private static final double LEAST_CELL_INCHES = 2.5;

    private final MatrixRenderer renderer;
    private final ImageService images;
    private final RunFolder folder;
    private final Originals originals;
    private final double weight;
    private final Optional<MatrixLegend> legend;
    private final boolean print;

    /**
     * @param painting of the maps; the legend says what it means
     * @param print    whether to make them for print too
     */
    Matrices(MatrixRenderer renderer, ImageService images, RunFolder folder, Originals originals,
            RenderOptions painting, boolean print) {
        this.renderer = renderer;
        this.images = images;
        this.folder = folder;
        this.originals = originals;
        this.weight = painting.weight();
        this.legend = Optional.of(new MatrixLegend(painting.style(), painting.colormap(),
                "the class named above the map"));
        this.print = print;
    }

    /** Reads the pictures that were explained. */
    interface Originals {
        /** @return the picture, or empty if it cannot be had any more */
        Optional<Picture> find(String sample);
    }

    /** A figure before it is painted. */
    private record Figure(String title, int columns, List<List<MatrixCell>> rows) {
    }

    /**
     * Every picture has a row: the picture itself, then its maps. One with more maps than there is room for has further
     * rows, which begin with the picture again.
     *
     * @param title   on top
     * @param name    of the files, without extension
     * @param entries of the use case
     * @param columns of the figure; empty for as many as the picture with the most maps needs, up to a few
     * @return the files in the order of the pictures; a file for print follows the one for the screen
     */
    List<Path> rows(String title, String name, Iterable<Entry> entries, OptionalInt columns)
            throws PellucidException, InterruptedException {
        List<List<MatrixCell>> pictures = new ArrayList<>();
        Captions captions = new Captions();
        int most = 0;
        for (Entry entry : entries) {
            List<MatrixCell> maps = entry.done()
                    ? written(entry).map(map -> new MatrixCell(Captions.map(entry, map), source(entry, map))).toList()
                    : List.of();
            if (!maps.isEmpty()) {
                List<MatrixCell> cells = new ArrayList<>();
                cells.add(new MatrixCell(captions.picture(entry), () -> original(entry)));
                cells.addAll(maps);
                pictures.add(cells);
                most = Math.max(most, cells.size());
            }
        }
        int width = columns.orElse(Math.min(most, MOST_COLUMNS));
        List<List<MatrixCell>> rows = new ArrayList<>();
        for (List<MatrixCell> cells : pictures) {
            for (List<MatrixCell> maps : chunks(cells.subList(1, cells.size()), Math.max(1, width - 1))) {
                List<MatrixCell> row = new ArrayList<>(maps);
                if (width > 1) {
                    row.add(0, cells.get(0));
                } else if (maps.get(0) == cells.get(1)) {
                    // One column has no room beside the picture.
                    rows.add(List.of(cells.get(0)));
                }
                rows.add(row);
            }
        }
        return write(new Figure(title, width, rows), name);
    }

    /**
     * Maps fill the columns, in the order of their file names, which are their titles.
     *
     * @param title   on top
     * @param name    of the files, without extension
     * @param entries of the use case
     * @param columns of the figure; empty for two
     * @return the files in the order of the cells; a file for print follows the one for the screen
     */
    List<Path> notebook(String title, String name, Iterable<Entry> entries, OptionalInt columns)
            throws PellucidException, InterruptedException {
        Map<String, MatrixCell> cells = new TreeMap<>();
        for (Entry entry : entries) {
            if (entry.done()) {
                written(entry).forEach(map -> {
                    String file = folder.root().resolve(file(map)).getFileName().toString();
                    cells.put(file, new MatrixCell(Names.title(file), source(entry, map)));
                });
            }
        }
        int width = columns.orElse(NOTEBOOK_COLUMNS);
        return write(new Figure(title, width, chunks(List.copyOf(cells.values()), width)), name);
    }

    /** Maps that only the report shows are not in a figure. */
    private static Stream<Entry.MapEntry> written(Entry entry) {
        return entry.maps().stream().filter(map -> !map.files().isEmpty());
    }

    private static <T> List<List<T>> chunks(List<T> all, int size) {
        List<List<T>> chunks = new ArrayList<>();
        for (int first = 0; first < all.size(); first += size) {
            chunks.add(all.subList(first, Math.min(all.size(), first + size)));
        }
        return chunks;
    }

    private MatrixOptions options(Figure figure, int dotsPerInch) {
        MatrixOptions.Builder options = MatrixOptions.builder().columns(figure.columns()).dotsPerInch(dotsPerInch);
        legend.ifPresent(options::legend);
        return options.build();
    }

    private List<Path> write(Figure figure, String name) throws PellucidException, InterruptedException {
        List<Path> files = new ArrayList<>();
        int number = 0;
        for (List<List<MatrixCell>> page : chunks(figure.rows(), ROWS)) {
            number++;
            LargestSide side = new LargestSide();
            List<List<MatrixCell>> rows = page.stream().map(row -> row.stream().map(side::watched).toList()).toList();
            String stem = name + (number == 1 ? "" : "_page" + number);
            files.add(write(stem + ".png", renderer.render(figure.title(), rows,
                    options(figure, MatrixOptions.SCREEN))));
            int resolution = printResolution(side.pixels, figure.columns());
            if (print && resolution > MatrixOptions.SCREEN) {
                files.add(write(stem + FOR_PRINT, renderer.render(figure.title(), rows,
                        options(figure, resolution))));
            }
        }
        return files;
    }

    static boolean isForPrint(Path matrix) {
        return matrix.toString().endsWith(FOR_PRINT);
    }

    /** @return the resolution at which pictures with such a longest side are shown with all their pixels */
    static int printResolution(int side, int columns) {
        double inches = Math.max(FIGURE_INCHES / columns, LEAST_CELL_INCHES);
        return (int) Math.min(MatrixOptions.PRINT, Math.ceil(side / inches));
    }

    /** Remembers how large the pictures were that went by, which are not kept. */
    private static final class LargestSide {
        private int pixels;

        MatrixCell watched(MatrixCell cell) {
            return new MatrixCell(cell.title(), () -> {
                Picture picture = cell.picture().read();
                pixels = Math.max(pixels, Math.max(picture.width(), picture.height()));
                return picture;
            });
        }
    }

    /** @return a picture among the files of a map, or any of them */
    private static String file(Entry.MapEntry map) {
        return map.files().stream().filter(Matrices::isPicture).findFirst().orElse(map.files().get(0));
    }

    private static boolean isPicture(String file) {
        String lower = file.toLowerCase(Locale.ROOT);
        return lower.endsWith(".jpg") || lower.endsWith(".png");
    }

    private MatrixCell.Source source(Entry entry, Entry.MapEntry map) {
        String file = file(map);
        // Where no picture is among the formats, what the report shows will do.
        return isPicture(file) ? () -> images.read(folder.root().resolve(file)) : () -> small(entry, map);
    }

    private Picture original(Entry entry) throws InputException {
        Optional<Picture> picture = originals.find(entry.sample());
        return picture.isPresent() ? picture.get() : images.read(folder.root().resolve(entry.picture().file()));
    }

    private Picture small(Entry entry, Entry.MapEntry map) throws InputException {
        Picture picture = images.read(folder.root().resolve(entry.picture().file()));
        Picture above = images.read(folder.root().resolve(map.asset()));
        return images.blend(picture, images.resize(above, picture.width(), picture.height()), weight);
    }

    private Path write(String name, byte[] png) throws OutputException {
        Path target = folder.root().resolve(name);
        folder.write(target, out -> out.write(png));
        return target;
    }
}
