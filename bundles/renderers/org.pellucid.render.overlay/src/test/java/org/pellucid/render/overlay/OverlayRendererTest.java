package org.pellucid.render.overlay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.pellucid.api.UsageException;
import org.pellucid.api.explain.Prediction;
import org.pellucid.api.explain.SaliencyMap;
import org.pellucid.api.image.Picture;
import org.pellucid.api.image.Placement;
import org.pellucid.api.render.MapStyle;
import org.pellucid.api.render.RenderOptions;
import org.pellucid.api.render.spi.RenderRequest;
import org.pellucid.image.OpenCvImageService;

class OverlayRendererTest {
    private static final Path CAT = Path.of("../../../models/samples/chelsea.png");
    private static final RenderOptions CONTOUR = RenderOptions.builder().style(MapStyle.CONTOUR).build();

    private final OpenCvImageService images = new OpenCvImageService();
    private final OverlayRenderer renderer = new OverlayRenderer(images);
    private final Picture picture = picture(40, 30);
    private final byte[] values = {0, 50, 100, (byte) 150, (byte) 200, (byte) 255};

    @Test
    void laysTheMapOverThePicture() throws Exception {
        Picture painted = images.paint("a", images.resizeMap(values, 3, 2, 40, 30), 40, 30, "turbo");
        assertThat(render("png", RenderOptions.builder().colormap("turbo").weight(0.25).build()).bgr())
                .isEqualTo(images.blend(picture, painted, 0.25).bgr());
    }

    @Test
    void withoutOverlayThereIsTheMapAtThePicturesSize() throws Exception {
        assertThat(render("png", RenderOptions.builder().overlay(false).build()).bgr())
                .isEqualTo(images.paint("a", images.resizeMap(values, 3, 2, 40, 30), 40, 30, "jet").bgr());
    }

    @Test
    void withoutResizingThereIsTheSmallMap() throws Exception {
        for (boolean overlay : new boolean[] {true, false}) {
            Picture small = render("png", RenderOptions.builder().overlay(overlay).resize(false).build());
            assertThat(small.width() + "x" + small.height()).isEqualTo("3x2");
            assertThat(small.bgr()).isEqualTo(images.paint("a", values, 3, 2, "jet").bgr());
        }
    }

    @Test
    void writesJpeg() throws Exception {
        Picture decoded = render("jpg", RenderOptions.DEFAULTS);
        assertThat(decoded.width() + "x" + decoded.height()).isEqualTo("40x30");
        assertThat(renderer.extension("jpg")).isEqualTo("jpg");
    }

    @Test
    void refusesAnUnknownColourMap() {
        assertThatThrownBy(() -> render("jpg", RenderOptions.builder().colormap("none").build()))
                .isInstanceOf(UsageException.class).hasMessageContaining("none");
    }

    @Test
    void writes_the_legend_below_the_picture_and_leaves_the_picture_as_it_is() throws Exception {
        Picture cat = images.read(CAT);
        Picture plain = render("png", cat, cat("Egyptian_cat"), RenderOptions.DEFAULTS);
        for (String colormap : List.of("jet", "cividis")) {
            Picture with = render("png", cat, cat("Egyptian_cat"),
                    RenderOptions.builder().colormap(colormap).legend(true).build());

            keep(with, "legend-" + colormap);
            assertThat(with.width()).isEqualTo(cat.width());
            assertThat(with.height()).isBetween(cat.height() + 20, cat.height() + 60);
            if (colormap.equals("jet")) {
                assertThat(Arrays.copyOf(with.bgr(), plain.bgr().length)).isEqualTo(plain.bgr());
            }
            // The bar is there from its first colour to its last, the highest value's on the left.
            byte[] ramp = images.ramp(colormap).bgr();
            assertThat(column(with, cat.height(), ramp, 255)).isPositive()
                    .isLessThan(column(with, cat.height(), ramp, 0));
        }
    }

    /** @return the first column below the picture with the colour of a value, or -1 */
    private static int column(Picture picture, int from, byte[] ramp, int value) {
        for (int x = 0; x < picture.width(); x++) {
            for (int y = from; y < picture.height(); y++) {
                int at = 3 * (y * picture.width() + x);
                if (Arrays.equals(picture.bgr(), at, at + 3, ramp, 3 * value, 3 * value + 3)) {
                    return x;
                }
            }
        }
        return -1;
    }

    @Test
    void writes_the_caption_into_the_upper_left_corner() throws Exception {
        Picture cat = images.read(CAT);
        Picture plain = render("png", cat, cat("Löwenäffchen"), RenderOptions.DEFAULTS);
        Picture with = render("png", cat, cat("Löwenäffchen"),
                RenderOptions.builder().caption(true).build());

        keep(with, "caption");
        assertThat(with.width() + "x" + with.height()).isEqualTo(cat.width() + "x" + cat.height());
        int right = 0;
        int bottom = 0;
        for (int i = 0; i < with.bgr().length; i++) {
            if (with.bgr()[i] != plain.bgr()[i]) {
                right = Math.max(right, i / 3 % cat.width());
                bottom = Math.max(bottom, i / 3 / cat.width());
            }
        }
        assertThat(right).isBetween(100, cat.width() - 10);
        assertThat(bottom).isBetween(15, cat.height() / 8);
    }

    /** Other letters, other pixels: the dots of an umlaut are drawn. */
    @Test
    void draws_umlauts() throws Exception {
        Picture cat = images.read(CAT);
        RenderOptions options = RenderOptions.builder().caption(true).build();
        assertThat(render("png", cat, cat("Äöü"), options).bgr())
                .isNotEqualTo(render("png", cat, cat("Aou"), options).bgr());
    }

    @Test
    void fits_a_long_class_into_a_small_picture() throws Exception {
        String label = "Staffordshire_bullterrier_and_Donaudampfschifffahrtsgesellschaftskapitän";
        for (int side : new int[] {12, 32, 64, 200}) {
            Picture with = render("png", picture(side, side), cat(label),
                    RenderOptions.builder().legend(true).caption(true).build());
            keep(with, "small-" + side);
            assertThat(with.width()).isEqualTo(side);
            assertThat(with.height()).isGreaterThan(side);
        }
    }

    /** A disc of the highest values: the line runs around it, and nothing else is touched. */
    @Test
    void draws_a_contour_around_the_most_salient_fifth() throws Exception {
        int side = 100;
        double radius = Math.sqrt(0.2 / Math.PI) * side;
        byte[] disc = new byte[side * side];
        for (int i = 0; i < disc.length; i++) {
            double distance = Math.hypot(i % side + 0.5 - 50, i / side + 0.5 - 50);
            disc[i] = (byte) Math.max(0, 255 - 2.5 * distance);
        }
        Picture grey = new Picture("grey", 200, 200, new byte[3 * 200 * 200]);
        Arrays.fill(grey.bgr(), (byte) 128);
        Picture with = render("png", grey, new SaliencyMap(1, "disc", 0.9, side, side, disc, new float[0]), CONTOUR);

        keep(with, "contour-disc");
        for (int angle = 0; angle < 360; angle += 15) {
            int x = (int) (100 + 2 * radius * Math.cos(Math.toRadians(angle)));
            int y = (int) (100 + 2 * radius * Math.sin(Math.toRadians(angle)));
            assertThat(around(with, x, y)).as("at %s degrees", angle).contains(255);
        }
        for (int i = 0; i < 200 * 200; i++) {
            double distance = Math.hypot(i % 200 + 0.5 - 100, i / 200 + 0.5 - 100);
            if (Math.abs(distance - 2 * radius) > 6) {
                assertThat(with.bgr()[3 * i]).as("pixel %s", i).isEqualTo((byte) 128);
            }
        }
    }

    private static List<Integer> around(Picture picture, int x, int y) {
        List<Integer> values = new ArrayList<>();
        for (int atY = y - 3; atY <= y + 3; atY++) {
            for (int atX = x - 3; atX <= x + 3; atX++) {
                values.add(picture.bgr()[3 * (atY * picture.width() + atX)] & 255);
            }
        }
        return values;
    }

    @Test
    void draws_no_contour_on_a_flat_map() throws Exception {
        Picture with = render("png", picture, new SaliencyMap(1, "a", 0.5, 2, 3, new byte[6], new float[6]), CONTOUR);
        assertThat(with.bgr()).isEqualTo(picture.bgr());
    }

    @Test
    void shows_a_line_in_the_legend_of_a_contour() throws Exception {
        Picture cat = images.read(CAT);
        Picture with = render("jpg", cat, cat("Egyptian_cat"),
                RenderOptions.builder().style(MapStyle.CONTOUR).legend(true).caption(true).build());
        keep(with, "contour");
        assertThat(with.height()).isGreaterThan(cat.height());
    }

    @Test
    void refuses_a_contour_without_a_picture() {
        assertThatThrownBy(() -> RenderOptions.builder().overlay(false).style(MapStyle.CONTOUR).build())
                .hasMessageContaining("on the picture");
    }

    /** Half of the picture was cut off, a quarter on each side: colour there would tell what nobody knows. */
    @Test
    void leaves_without_colour_what_the_model_did_not_see() throws Exception {
        Picture grey = new Picture("grey", 40, 20, new byte[40 * 20 * 3]);
        SaliencyMap map = new SaliencyMap(1, "a", 0.5, 2, 2, new byte[] {0, (byte) 255, 80, 40}, new float[4],
                new Placement(-0.5, 0, 2, 1));
        Picture shown = render("png", grey, map, RenderOptions.DEFAULTS);
        for (int y = 0; y < 20; y++) {
            for (int x = 0; x < 40; x++) {
                int at = 3 * (y * 40 + x);
                int colour = shown.bgr()[at] | shown.bgr()[at + 1] | shown.bgr()[at + 2];
                assertThat(colour != 0).as("colour at column %d, row %d", x, y).isEqualTo(x >= 10 && x < 30);
            }
        }
    }

    /** Whatever the colour map of other maps is, zero of a contrast is white and its legend runs from red to blue. */
    @Test
    void paints_a_contrast_in_colours_whose_middle_is_zero() throws Exception {
        Picture black = new Picture("black", 400, 200, new byte[400 * 200 * 3]);
        Picture shown = render("png", black, contrast(2, 0, 0, -1),
                RenderOptions.builder().overlay(false).legend(true).caption(true).build());
        keep(shown, "contrast");
        byte[] ramp = images.ramp("diverging").bgr();

        assertThat(pixel(shown, 5, 150)).isEqualTo(Arrays.copyOfRange(ramp, 3 * 255, 3 * 255 + 3));
        assertThat(pixel(shown, 200, 150)).containsOnly(245);
        assertThat(pixel(shown, 395, 150)).isEqualTo(Arrays.copyOfRange(ramp, 3 * 65, 3 * 65 + 3));
        assertThat(column(shown, 200, ramp, 255)).isNotNegative().isLessThan(column(shown, 200, ramp, 0));
    }

    /** What says nothing leaves the picture as it is, what decides covers it. */
    @Test
    void covers_the_picture_by_as_much_as_a_contrast_says() throws Exception {
        Picture cat = images.read(CAT);
        SaliencyMap map = contrast(2, 0, 0, -1);
        Picture shown = render("png", cat, map, RenderOptions.DEFAULTS);
        keep(shown, "contrast-cat");
        int right = cat.width() - 2;
        int middle = cat.width() / 2;

        assertThat(pixel(shown, middle, 9)).isEqualTo(pixel(cat, middle, 9));
        assertThat(cover(cat, shown, 1, 255)).isCloseTo(Math.sqrt(0.5), within(0.02));
        assertThat(cover(cat, shown, right, 0)).isCloseTo(Math.sqrt(0.5) / 2, within(0.02));
        assertThat(render("png", cat, map, RenderOptions.builder().weight(0).build()).bgr()).isEqualTo(cat.bgr());
    }

    /** @return how far the green of a column has come from the picture to the colour of a value */
    private double cover(Picture picture, Picture shown, int x, int value) throws Exception {
        int from = pixel(picture, x, 9)[1] & 0xFF;
        int to = images.ramp("diverging").bgr()[3 * value + 1] & 0xFF;
        return ((pixel(shown, x, 9)[1] & 0xFF) - from) / (double) (to - from);
    }

    private static SaliencyMap contrast(float... raw) {
        return SaliencyMap.ofContrast(new Prediction(1, "golden_retriever", 0.5, 3),
                new Prediction(2, "Labrador_retriever", 0.4, 2), 1, raw.length, raw, Placement.WHOLE);
    }

    private static byte[] pixel(Picture picture, int x, int y) {
        int at = 3 * (y * picture.width() + x);
        return Arrays.copyOfRange(picture.bgr(), at, at + 3);
    }

    /** A hill in the middle of the left half, 7 x 7 cells. */
    private static SaliencyMap cat(String label) {
        byte[] hill = new byte[49];
        for (int i = 0; i < 49; i++) {
            hill[i] = (byte) Math.max(0, 255 - 60 * Math.hypot(i % 7 - 2, i / 7 - 3));
        }
        return new SaliencyMap(285, label, 0.78, 7, 7, hill, new float[49]);
    }

    /** Leaves a picture in {@code target/overlays}, to be looked at. */
    private void keep(Picture picture, String name) throws Exception {
        Path folder = Files.createDirectories(Path.of("target", "overlays"));
        Files.write(folder.resolve(name + ".png"), images.encode(picture, "png"));
    }

    private Picture render(String format, RenderOptions options) throws Exception {
        return render(format, picture, new SaliencyMap(1, "a", 0.5, 2, 3, values, new float[6]), options);
    }

    private Picture render(String format, Picture on, SaliencyMap map, RenderOptions options) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        renderer.render(format, new RenderRequest(on, null, Optional.of(map), options, List.of(), Map.of()), out);
        return images.read("rendered." + format, out.toByteArray());
    }

    private static Picture picture(int width, int height) {
        byte[] bgr = new byte[3 * width * height];
        new Random(1).nextBytes(bgr);
        return new Picture("noise.png", width, height, bgr);
    }
}
