package org.pellucid.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.pellucid.api.image.Picture;

class CanvasTest {
    @Test
    void fills_by_area() {
        Canvas canvas = new Canvas(4, 3);
        Path2D half = new Path2D.Double(new Rectangle2D.Double(0.5, 1, 2, 1));
        canvas.fill(half, Ink.BLACK);

        byte[] row = Arrays.copyOfRange(canvas.picture("x").bgr(), 12, 24);
        assertThat(row[0] & 255).isBetween(126, 129);
        assertThat(row[3] & 255).isZero();
        assertThat(row[6] & 255).isBetween(126, 129);
        assertThat(row[9] & 255).isEqualTo(255);
    }

    @Test
    void mixes_ink_with_what_lies_below() {
        Canvas canvas = new Canvas(2, 1);
        canvas.fill(Strokes.box(0, 0, 1, 1), new Ink(255, 100, 0, 0.5));

        Picture picture = canvas.picture("x");
        assertThat(new int[] {picture.bgr()[0] & 255, picture.bgr()[1] & 255, picture.bgr()[2] & 255})
                .containsExactly(128, 178, 255);
        assertThat(Arrays.copyOfRange(picture.bgr(), 3, 6)).containsOnly(-1);
    }

    /** Segments that turned different ways would leave holes where they meet. */
    @Test
    void draws_a_line_without_holes_whichever_way_it_goes() {
        double[][] ends = {{5, 5, 35, 35}, {35, 5, 5, 35}, {5, 20, 35, 20}, {20, 35, 20, 5}};
        for (double[] end : ends) {
            Canvas canvas = new Canvas(40, 40);
            double middleX = (end[0] + end[2]) / 2;
            double middleY = (end[1] + end[3]) / 2;
            canvas.fill(Strokes.line(new double[] {end[0], middleX, end[2]}, new double[] {end[1], middleY, end[3]}, 4),
                    Ink.BLACK);
            byte[] bgr = canvas.picture("x").bgr();
            for (int i = 0; i <= 20; i++) {
                int x = (int) (end[0] + (end[2] - end[0]) * i / 20);
                int y = (int) (end[1] + (end[3] - end[1]) * i / 20);
                assertThat(bgr[3 * (40 * y + x)] & 255).as("%s, %s", x, y).isLessThan(20);
            }
        }
    }

    /** Neither a light nor a dark nor a noisy ground may hide a text. */
    @Test
    void draws_text_that_can_be_read_on_any_ground() {
        for (Ink ground : new Ink[] {Ink.WHITE, Ink.BLACK, Ink.rgb(0x808080), Ink.rgb(0xFF0000), Ink.rgb(0xFFFF00)}) {
            Canvas canvas = new Canvas(200, 40);
            canvas.fill(Strokes.box(0, 0, 200, 40), ground);
            TextBlock.of("Löwe 0.97", 20, 190).drawLegibly(canvas, 4, 4);
            byte[] bgr = canvas.picture("x").bgr();
            int white = 0;
            int black = 0;
            for (int at = 0; at < bgr.length - 12; at += 3) {
                if (bgr[at] == -1 && bgr[at + 1] == -1 && bgr[at + 2] == -1) {
                    white++;
                }
                if (bgr[at] == 0 && bgr[at + 1] == 0 && bgr[at + 2] == 0) {
                    black++;
                }
            }
            assertThat(white).as("white on %s", ground).isGreaterThan(100);
            assertThat(black).as("black on %s", ground).isGreaterThan(100);
        }
    }
}
