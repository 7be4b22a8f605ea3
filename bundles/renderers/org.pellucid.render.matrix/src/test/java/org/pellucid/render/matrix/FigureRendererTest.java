package org.pellucid.render.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pellucid.api.InputException;
import org.pellucid.api.image.Picture;
import org.pellucid.api.render.MapStyle;
import org.pellucid.api.render.spi.MatrixCell;
import org.pellucid.api.render.spi.MatrixLegend;
import org.pellucid.api.render.spi.MatrixOptions;
import org.pellucid.drawing.TextBlock;
import org.pellucid.drawing.Typeface;
import org.pellucid.image.OpenCvImageService;

class FigureRendererTest {
    private static final String LONG = "12304_gt_" + "Old English sheepdog with a very long name ".repeat(5)
            + "_0.01_pr_" + "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen".repeat(3) + "_0.82";

    private final OpenCvImageService images = new OpenCvImageService();
    private final FigureRenderer renderer = new FigureRenderer(images);

    /** @return a picture of one colour that text never has */
    private static Picture green(int width, int height) {
        byte[] bgr = new byte[3 * width * height];
        for (int i = 0; i < bgr.length; i += 3) {
            bgr[i + 1] = (byte) 200;
        }
        return new Picture("green", width, height, bgr);
    }

    private static MatrixCell cell(String title, int width, int height) {
        return new MatrixCell(title, () -> green(width, height));
    }

    private Picture render(String title, List<MatrixCell> cells, MatrixOptions options) throws Exception {
        return images.read("figure.png", renderer.render(title, rows(cells, options), options));
    }

    private static List<List<MatrixCell>> rows(List<MatrixCell> cells, MatrixOptions options) {
        List<List<MatrixCell>> rows = new ArrayList<>();
        for (int first = 0; first < cells.size(); first += options.columns()) {
            rows.add(cells.subList(first, Math.min(cells.size(), first + options.columns())));
        }
        return rows;
    }

    /** Leaves a figure in {@code target/figures}, to be looked at. */
    private void keep(Picture figure, String name) throws Exception {
        Path folder = Files.createDirectories(Path.of("target", "figures"));
        Files.write(folder.resolve(name), images.encode(figure, "png"));
    }

    @Test
    void leavesTheOddLastCellEmpty() throws Exception {
        Picture figure = render("False_positive_high_confidence",
                List.of(cell("a", 320, 320), cell("b", 320, 320), cell("c", 320, 320)), MatrixOptions.DEFAULTS);

        assertThat(figure.width()).isBetween(990, 1000);
        int right = figure.width() * 3 / 4;
        int left = figure.width() / 4;
        int low = figure.height() - figure.height() / 8;
        assertThat(green(figure, left, low)).isTrue();
        for (int y = figure.height() / 2 + 40; y < figure.height(); y++) {
            assertThat(white(figure, right, y)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 20})
    void neverCutsNorOverlapsText(int columns) throws Exception {
        List<MatrixCell> cells = new ArrayList<>();
        for (int i = 0; i < Math.min(9, 2 * columns + 1); i++) {
            cells.add(cell(i % 2 == 0 ? LONG : "2019_gt_beagle_0.97_pr_beagle_0.97", 100 + 50 * i, 200));
        }
        Picture figure = render(LONG, cells, MatrixOptions.builder().columns(columns).dotsPerInch(72).build());

        keep(figure, "long-names-" + columns + ".png");
        Layout layout = new Layout(MatrixOptions.builder().columns(columns).dotsPerInch(72).build());
        // Nothing reaches the margin or a gap between columns below the title, so nothing is cut or runs into another.
        for (int x = 0; x < figure.width(); x++) {
            int inColumn = (x % (layout.cell + layout.gap)) - layout.gap;
            boolean margin = x < layout.gap - 1 || x > figure.width() - layout.gap;
            boolean gap = inColumn < -1;
            int from = margin ? 0 : layout.title(LONG).height() + layout.gap;
            for (int y = from; (margin || gap) && y < figure.height(); y++) {
                assertThat(white(figure, x, y)).as("pixel %s, %s", x, y).isTrue();
            }
        }
        // Text lies on white, never on a picture: every pixel is grey or the picture's green.
        for (int i = 0; i < figure.bgr().length; i += 3) {
            boolean grey = figure.bgr()[i] == figure.bgr()[i + 1] && figure.bgr()[i] == figure.bgr()[i + 2];
            boolean green = figure.bgr()[i] == 0 && figure.bgr()[i + 1] == (byte) 200;
            assertThat(grey || green).as("pixel %s", i / 3).isTrue();
        }
    }

    @Test
    void drawsEveryLineWhole() {
        Typeface face = Typeface.shipped();
        Layout layout = new Layout(MatrixOptions.DEFAULTS);
        TextBlock text = layout.cellTitle(LONG);

        assertThat(text.lines()).hasSizeGreaterThan(3);
        for (String line : text.lines()) {
            var bounds = face.outline(line, text.size(), 0, 0).getBounds2D();
            assertThat(bounds.getWidth()).isLessThanOrEqualTo(layout.cell + 1);
            assertThat(bounds.getHeight()).isLessThanOrEqualTo(text.lineHeight());
        }
        assertThat(String.join("", text.lines()).replace(" ", "")).isEqualTo(LONG.replace(" ", ""));
    }

    @Test
    void keepsTheLayoutInPrint() throws Exception {
        List<MatrixCell> cells = List.of(cell("2019_gt_beagle_0.97_pr_beagle_0.97", 400, 300), cell(LONG, 300, 400));
        Picture screen = render("Use case", cells, MatrixOptions.DEFAULTS);
        byte[] print = renderer.render("Use case", List.of(cells),
                MatrixOptions.builder().dotsPerInch(MatrixOptions.PRINT).build());
        Picture printed = images.read("print.png", print);

        assertThat(printed.width() / (double) screen.width()).isBetween(2.97, 3.03);
        assertThat(printed.height() / (double) screen.height()).isBetween(2.9, 3.1);
        // bytes 33..: the resolution, 300 dots an inch in dots a metre
        assertThat(ByteBuffer.wrap(print).getInt(41)).isEqualTo(11811);
    }

    /** The notebook's figure, with a real picture. */
    @Test
    void paintsTheNotebooksFigure() throws Exception {
        Path sample = Path.of("../../../models/samples/chelsea_Egyptian_cat.jpg");
        MatrixCell.Source overlay = () -> images.read(sample);
        List<MatrixCell> cells = List.of(new MatrixCell("2019_gt_beagle_0.97_pr_beagle_0.97", overlay),
                new MatrixCell("12304_gt_Old English sheepdog_0.19_pr_Old_English_sheepdog_0.19", overlay),
                new MatrixCell("634_gt_Border terrier_0.05_pr_" + "Staffordshire_bullterrier_".repeat(4) + "0.61",
                        overlay));
        Picture figure = render("True_positive_high_confidence", cells, MatrixOptions.DEFAULTS);

        keep(figure, "notebook.png");
        // The picture itself is in it, in its own proportions and from the left edge of its cell to the right.
        Picture picture = images.read(sample);
        Layout layout = new Layout(MatrixOptions.DEFAULTS);
        int height = Math.round((float) layout.cell * picture.height() / picture.width());
        Picture expected = images.resize(picture, layout.cell, height);
        int lastRow = figure.height() - layout.gap - layout.gap + layout.gap / 3;
        assertThat(difference(figure, layout.gap, lastRow - height, expected)).isLessThan(12);
    }

    /** @return mean difference per channel, 0..255, of a picture to that part of the figure, its best place in y */
    private static double difference(Picture figure, int left, int top, Picture part) {
        double least = 255;
        for (int shift = -20; shift <= 20; shift++) {
            long sum = 0;
            for (int y = 0; y < part.height() - 40; y++) {
                for (int x = 0; x < 3 * part.width(); x++) {
                    int at = 3 * (y + top + 20 + shift) * figure.width() + 3 * left + x;
                    sum += Math.abs((figure.bgr()[at] & 255)
                            - (part.bgr()[3 * (y + 20) * part.width() + x] & 255));
                }
            }
            least = Math.min(least, sum / (3.0 * part.width() * (part.height() - 40)));
        }
        return least;
    }

    @Test
    void drawsAnyText() throws Exception {
        String odd = "\u0000\n\t\u202e 漢字 👩‍👩‍👧 e\u0301 \ud800 العربية";
        Picture figure = render(odd, List.of(cell(odd, 10, 10)), MatrixOptions.builder().columns(1).build());

        assertThat(figure.height()).isGreaterThan(900);
        assertThat(Typeface.drawable(odd)).doesNotContain("\n", "\u202e", "\u0000");
    }

    /** A row a picture, the second with a map less, and titles of two lines. */
    @Test
    void shows_the_colours_of_the_maps_below_rows_of_their_own() throws Exception {
        Path sample = Path.of("../../../models/samples/chelsea_Egyptian_cat.jpg");
        MatrixCell.Source overlay = () -> images.read(sample);
        List<List<MatrixCell>> rows = List.of(
                List.of(new MatrixCell("beagle 162_2019\ntrue: beagle 0.97", overlay),
                        new MatrixCell("predicted: beagle 0.97", overlay),
                        new MatrixCell("also predicted: Walker hound 0.20", overlay)),
                List.of(new MatrixCell("Größe 7\ntrue: Löwenäffchen 0.97", overlay),
                        new MatrixCell("predicted: Löwenäffchen 0.97", overlay)));
        for (MapStyle style : MapStyle.values()) {
            MatrixOptions options = MatrixOptions.builder().columns(3)
                    .legend(new MatrixLegend(style, "viridis", "the class named above the map")).build();
            Picture figure = images.read("figure.png", renderer.render("Right and sure", rows, options));

            keep(figure, "rows-" + style.id() + ".png");
            Layout layout = new Layout(options);
            // The third cell of the second row is empty: white from its top to the legend.
            int right = layout.width - layout.gap - layout.cell / 2;
            assertThat(white(figure, right, figure.height() * 3 / 4)).isTrue();
            assertThat(white(figure, right - layout.cell, figure.height() * 3 / 4)).isFalse();
            // The highest value's colour (yellow) is on the left of the lowest value's (violet), or neither is there.
            List<Integer> yellow = columns(figure, 0x24, 0xE7, 0xFD);
            List<Integer> violet = columns(figure, 0x54, 0x01, 0x44);
            if (style == MapStyle.COLOURS) {
                assertThat(yellow.get(0)).isLessThan(violet.get(0));
            } else {
                assertThat(yellow).isEmpty();
            }
        }
    }

    /** @return columns below the pictures in which that colour is found */
    private static List<Integer> columns(Picture figure, int blue, int green, int red) {
        List<Integer> columns = new ArrayList<>();
        for (int x = 0; x < figure.width(); x++) {
            for (int y = figure.height() - 40; y < figure.height(); y++) {
                int at = 3 * (y * figure.width() + x);
                if (Math.abs((figure.bgr()[at] & 255) - blue) < 8 && Math.abs((figure.bgr()[at + 1] & 255) - green) < 8
                        && Math.abs((figure.bgr()[at + 2] & 255) - red) < 8) {
                    columns.add(x);
                    break;
                }
            }
        }
        return columns;
    }

    @Test
    void takesNoCellAndNoTitle() throws Exception {
        assertThat(render("", List.of(), MatrixOptions.DEFAULTS).width()).isGreaterThan(900);
    }

    @Test
    void refusesWhatDoesNotFitIntoMemory() {
        List<MatrixCell> cells = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            cells.add(cell("x", 1, 1));
        }

        assertThatThrownBy(() -> render("x", cells, MatrixOptions.builder().columns(1).dotsPerInch(1200).build()))
                .hasMessageContaining("too large");
    }

    @Test
    void namesThePictureThatCannotBeRead() {
        MatrixCell broken = new MatrixCell("x", () -> {
            throw new InputException("gone.jpg: no such file");
        });

        assertThatThrownBy(() -> renderer.render("x", List.of(List.of(broken)), MatrixOptions.DEFAULTS))
                .hasMessageContaining("gone.jpg");
    }

    private static boolean white(Picture figure, int x, int y) {
        int at = 3 * (y * figure.width() + x);
        return figure.bgr()[at] == -1 && figure.bgr()[at + 1] == -1 && figure.bgr()[at + 2] == -1;
    }

    private static boolean green(Picture figure, int x, int y) {
        int at = 3 * (y * figure.width() + x);
        return figure.bgr()[at] == 0 && figure.bgr()[at + 1] == (byte) 200;
    }
}
