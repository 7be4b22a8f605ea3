package org.pellucid.interpret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.pellucid.api.InputException;
import org.pellucid.api.PellucidException;
import org.pellucid.api.image.ImageService;
import org.pellucid.api.image.Picture;
import org.pellucid.api.render.MatrixCell;
import org.pellucid.api.render.MatrixOptions;
import org.pellucid.api.render.MatrixRenderer;

/** Makes the matrices of a use case, in pages, from the files of its pictures. */
final class Matrices {
    /** A page of a long use case stays printable, and its print resolution small enough for the memory. */
    private static final int ROWS = 5;
    private static final String FOR_PRINT = "_print.png";
    /** As {@link MatrixRenderer} lays its figures out. */
    private static final double FIGURE_INCHES = 10;
    private static final double LEAST_CELL_INCHES = 2.5;

    private final MatrixRenderer renderer;
    private final ImageService images;
    private final RunFolder folder;
    private final double weight;
    private final boolean print;

    /**
     * @param weight of a map over a small picture
     * @param print  whether to make them for print too
     */
    Matrices(MatrixRenderer renderer, ImageService images, RunFolder folder, double weight, boolean print) {
        this.renderer = renderer;
        this.images = images;
        this.folder = folder;
        this.weight = weight;
        this.print = print;
    }

    /** A cell before it is painted, and where it stands. */
    private record Place(String name, MatrixCell cell) {
    }

    /**
     * @param title   on top
     * @param name    of the files, without extension
     * @param entries of the use case; their maps are the cells
     * @param sorted  whether cells come in the order of file names, as in the notebook
     * @return the files in the order of the cells; a file for print follows the one for the screen
     */
    List<Path> make(String title, String name, Iterable<Entry> entries, int columns, boolean sorted)
            throws PellucidException {
        List<Place> places = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.done()) {
                for (Entry.MapEntry map : entry.maps()) {
                    if (!map.files().isEmpty()) {
                        places.add(place(entry, map));
                    }
                }
            }
        }
        if (sorted) {
            places.sort(Comparator.comparing(Place::name));
        }
        List<Path> files = new ArrayList<>();
        int size = ROWS * columns;
        for (int first = 0, page = 1; first < places.size(); first += size, page++) {
            LargestSide side = new LargestSide();
            List<MatrixCell> cells = places.subList(first, Math.min(places.size(), first + size)).stream()
                    .map(place -> side.watched(place.cell())).toList();
            String stem = name + (page == 1 ? "" : "_page" + page);
            files.add(write(stem + ".png", renderer.render(title, cells,
                    new MatrixOptions(columns, MatrixOptions.SCREEN))));
            int resolution = printResolution(side.pixels, columns);
            if (print && resolution > MatrixOptions.SCREEN) {
                files.add(write(stem + FOR_PRINT, renderer.render(title, cells,
                        new MatrixOptions(columns, resolution))));
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

    private Place place(Entry entry, Entry.MapEntry map) {
        for (String file : map.files()) {
            String lower = file.toLowerCase(Locale.ROOT);
            if (lower.endsWith(".jpg") || lower.endsWith(".png")) {
                Path path = folder.root().resolve(file);
                String name = path.getFileName().toString();
                return new Place(name, new MatrixCell(Names.title(name), () -> images.read(path)));
            }
        }
        // no picture among the formats: what the report shows will do
        String name = folder.root().resolve(map.files().get(0)).getFileName().toString();
        return new Place(name, new MatrixCell(Names.title(name), () -> small(entry, map)));
    }

    private Picture small(Entry entry, Entry.MapEntry map) throws InputException {
        Picture picture = images.read(folder.root().resolve(entry.picture().file()));
        Picture above = images.read(folder.root().resolve(map.asset()));
        return images.blend(picture, images.resize(above, picture.width(), picture.height()), weight);
    }

    private Path write(String name, byte[] png) throws InputException {
        Path target = folder.root().resolve(name);
        Path temporary = folder.work().resolve("matrix.png");
        try {
            Files.write(temporary, png);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new InputException(target + " cannot be written: " + e.getMessage(), e);
        }
        return target;
    }
}
