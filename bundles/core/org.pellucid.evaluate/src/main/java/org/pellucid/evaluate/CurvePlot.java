package org.pellucid.evaluate;

import java.awt.geom.Path2D;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.pellucid.api.evaluate.spi.Curve;
import org.pellucid.api.image.Picture;
import org.pellucid.drawing.Canvas;
import org.pellucid.drawing.Ink;
import org.pellucid.drawing.Strokes;
import org.pellucid.drawing.TextBlock;

/** Mean curves of several methods in one picture, each with a band of one standard error. For one thread. */
final class CurvePlot {
    private static final int WIDTH = 800;
    private static final int LEFT = 64;
    private static final int RIGHT = WIDTH - 32;
    private static final int TOP = 84;
    private static final int BOTTOM = 480;
    private static final int MARGIN = 16;
    private static final double TITLE = 20;
    private static final double TEXT = 14;
    private static final double LINE = 2.2;
    private static final int SAMPLE = 36;
    private static final Ink GRID = Ink.rgb(0xDDDDDD);
    private static final Ink QUIET = Ink.rgb(0x555555);
    private static final double BAND = 0.22;
    /** Told apart by colour-blind people too (Okabe and Ito); from the second round on lines are dashed. */
    private static final List<Ink> COLOURS = List.of(Ink.rgb(0x0072B2), Ink.rgb(0xD55E00), Ink.rgb(0x009E73),
            Ink.rgb(0xCC79A7), Ink.rgb(0xE69F00), Ink.rgb(0x56B4E9));
    private static final double DASH = 0.02;

    private final Map<String, MeanCurve> methods;
    private final Axis axis;
    private final Canvas canvas;

    private CurvePlot(Map<String, MeanCurve> methods) {
        this.methods = methods;
        axis = Axis.upTo(methods.values().stream().mapToDouble(CurvePlot::highest).max().orElse(1));
        int legend = methods.keySet().stream().mapToInt(method -> entry(method).height()).sum();
        canvas = new Canvas(WIDTH, BOTTOM + 4 * MARGIN + legend + MARGIN);
    }

    /**
     * The vertical axis, from 0.
     *
     * @param top  highest number on it
     * @param step from one number to the next
     */
    record Axis(double top, double step) {
        private static final double[] STEPS = {1, 2, 5};
        private static final int MOST_STEPS = 6;

        /** @return the axis with the smallest round step of which a few reach the value */
        static Axis upTo(double value) {
            double least = value > 0 ? value : 1;
            for (double power = Math.pow(10, Math.floor(Math.log10(least)) - 1);; power *= 10) {
                for (double each : STEPS) {
                    double step = each * power;
                    long steps = (long) Math.ceil(least / step - 1e-9);
                    if (steps <= MOST_STEPS) {
                        return new Axis(steps * step, step);
                    }
                }
            }
        }

        long steps() {
            return Math.round(top / step);
        }

        /** With as many decimals as the step has. */
        String number(long index) {
            int decimals = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
            return String.format(Locale.ROOT, "%." + decimals + "f", index * step);
        }
    }

    /**
     * @param metric  name of it
     * @param methods curves by method
     * @return the picture
     */
    static Picture draw(String metric, Map<String, MeanCurve> methods) {
        CurvePlot plot = new CurvePlot(methods);
        plot.head(metric);
        plot.grid();
        int index = 0;
        // Bands below all lines, so that none hides a curve.
        for (MeanCurve each : methods.values()) {
            plot.band(each, COLOURS.get(index++ % COLOURS.size()).withOpacity(BAND));
        }
        index = 0;
        int y = BOTTOM + 4 * MARGIN;
        for (Map.Entry<String, MeanCurve> each : methods.entrySet()) {
            y += plot.line(each.getKey(), each.getValue().mean(), index++, y);
        }
        return plot.canvas.picture(metric);
    }

    private static double highest(MeanCurve curve) {
        double highest = 0;
        for (int i = 0; i < curve.standardError().length; i++) {
            highest = Math.max(highest, curve.mean().y()[i] + curve.standardError()[i]);
        }
        return highest;
    }

    private void head(String metric) {
        TextBlock.of("Mean " + metric + " curves", TITLE, WIDTH).draw(canvas, MARGIN, 10, Ink.BLACK);
        long maps = methods.values().stream().mapToLong(MeanCurve::count).max().orElse(0);
        String note = maps == 1 ? "one map" : "mean of " + maps + " maps, bands: one standard error";
        TextBlock small = TextBlock.of(note, TEXT, WIDTH);
        small.draw(canvas, RIGHT - small.width(), 16, QUIET);
        TextBlock.of("probability of the class", TEXT, WIDTH).draw(canvas, MARGIN, TOP - 34, Ink.BLACK);
        TextBlock.of("share of the pixels", TEXT, WIDTH).drawCentred(canvas, LEFT, RIGHT - LEFT, BOTTOM + 26,
                Ink.BLACK);
    }

    private void grid() {
        for (long i = 0; i <= axis.steps(); i++) {
            double y = y(i * axis.step());
            straight(LEFT, y, RIGHT, y, i == 0 ? QUIET : GRID);
            TextBlock number = TextBlock.of(axis.number(i), TEXT, WIDTH);
            number.draw(canvas, LEFT - 8 - number.width(), y - number.height() / 2.0, QUIET);
        }
        for (int percent = 0; percent <= 100; percent += 20) {
            double x = x(percent / 100.0);
            straight(x, TOP, x, BOTTOM, percent == 0 ? QUIET : GRID);
            TextBlock.of(percent + " %", TEXT, WIDTH).drawCentred(canvas, x - 40, 80, BOTTOM + 6, QUIET);
        }
    }

    private void straight(double x0, double y0, double x1, double y1, Ink ink) {
        canvas.fill(Strokes.box(Math.round(x0), Math.round(y0), Math.max(1, x1 - x0), Math.max(1, y1 - y0)), ink);
    }

    private static double x(double share) {
        return LEFT + share * (RIGHT - LEFT);
    }

    private double y(double value) {
        return BOTTOM - Math.min(1, Math.max(0, value / axis.top())) * (BOTTOM - TOP);
    }

    private void band(MeanCurve curve, Ink ink) {
        double[] at = curve.mean().x();
        Path2D outline = new Path2D.Double(Path2D.WIND_NON_ZERO);
        for (int i = 0; i < at.length; i++) {
            double upper = y(curve.mean().y()[i] + curve.standardError()[i]);
            if (i == 0) {
                outline.moveTo(x(at[i]), upper);
            } else {
                outline.lineTo(x(at[i]), upper);
            }
        }
        for (int i = at.length - 1; i >= 0; i--) {
            outline.lineTo(x(at[i]), y(curve.mean().y()[i] - curve.standardError()[i]));
        }
        outline.closePath();
        canvas.fill(outline, ink);
    }

    /** @return height of the curve's entry in the legend */
    private int line(String method, Curve curve, int index, int legendTop) {
        boolean dashed = index / COLOURS.size() % 2 == 1;
        Ink ink = COLOURS.get(index % COLOURS.size());
        double[] x = new double[curve.x().length];
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = x(curve.x()[i]);
            y[i] = y(curve.y()[i]);
        }
        stroke(x, y, dashed, ink);
        TextBlock entry = entry(method);
        double middle = legendTop + entry.lineHeight() / 2.0;
        stroke(new double[] {MARGIN, MARGIN + SAMPLE}, new double[] {middle, middle}, dashed, ink);
        entry.draw(canvas, MARGIN + SAMPLE + 8, legendTop, Ink.BLACK);
        return entry.height();
    }

    private TextBlock entry(String method) {
        return TextBlock.of(String.format(Locale.ROOT, "%s: area %.3f", method, methods.get(method).mean().area()),
                TEXT, WIDTH - SAMPLE - 3 * MARGIN);
    }

    private void stroke(double[] x, double[] y, boolean dashed, Ink ink) {
        if (!dashed) {
            canvas.fill(Strokes.line(x, y, LINE), ink);
            return;
        }
        double period = DASH * (RIGHT - LEFT);
        for (double from = x[0]; from < x[x.length - 1]; from += period) {
            double to = Math.min(from + period / 2, x[x.length - 1]);
            canvas.fill(Strokes.line(new double[] {from, to}, new double[] {at(x, y, from), at(x, y, to)}, LINE), ink);
        }
    }

    private static double at(double[] x, double[] y, double where) {
        int i = 1;
        while (i < x.length - 1 && x[i] < where) {
            i++;
        }
        double t = x[i] == x[i - 1] ? 0 : (where - x[i - 1]) / (x[i] - x[i - 1]);
        return y[i - 1] + t * (y[i] - y[i - 1]);
    }
}
