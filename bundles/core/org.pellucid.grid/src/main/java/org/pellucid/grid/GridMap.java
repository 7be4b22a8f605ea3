package org.pellucid.grid;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.pellucid.api.dataset.SampleObject;
import org.pellucid.api.explain.SaliencyMap;
import org.pellucid.api.image.Placement;
import org.pellucid.maps.MapStatistics;

/**
 * A map in coordinates of its picture, on a grid that maps of all models share.
 *
 * @param side   rows and columns
 * @param values {@code [side,side]} row-major, in the method's unit; NaN where the model does not see the picture
 */
public record GridMap(int side, float[] values) {
    private static final double SALIENT = 0.2;

    /**
     * Two maps next to each other.
     *
     * @param drift   1 less the rank correlation
     * @param pearson correlation
     * @param overlap part of the top 20 % of one map that is among the top 20 % of the other
     * @param shift   of the centre, share of the picture's diagonal
     */
    public record Comparison(double drift, double pearson, double overlap, double shift) {
    }

    /**
     * {@return a map on the grid}
     *
     * @param map  of a model's input
     * @param side rows and columns of the grid
     */
    public static GridMap of(SaliencyMap map, int side) {
        Placement placement = map.placement();
        float[] values = new float[side * side];
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                double x = (column + 0.5) / side;
                double y = (row + 0.5) / side;
                values[row * side + column] = placement.shows(x, y)
                        ? at(map, placement.inputX(x), placement.inputY(y)) : Float.NaN;
            }
        }
        return new GridMap(side, values);
    }

    /** Between the centres of cells linearly; beyond the outermost centres nothing changes. */
    private static float at(SaliencyMap map, double x, double y) {
        double column = Math.max(0, Math.min(map.width() - 1, x * map.width() - 0.5));
        double row = Math.max(0, Math.min(map.height() - 1, y * map.height() - 0.5));
        int left = (int) column;
        int top = (int) row;
        int right = Math.min(map.width() - 1, left + 1);
        int bottom = Math.min(map.height() - 1, top + 1);
        double above = between(map, top, left, right, column - left);
        double below = between(map, bottom, left, right, column - left);
        return (float) (above + (below - above) * (row - top));
    }

    private static double between(SaliencyMap map, int row, int left, int right, double share) {
        float first = map.raw()[row * map.width() + left];
        return first + (map.raw()[row * map.width() + right] - first) * share;
    }

    /**
     * {@return a map that was written as text}
     *
     * @param side    rows and columns of the grid
     * @param encoded what {@link #encoded} made of it
     * @throws IllegalArgumentException if the text is no map of that size
     */
    public static GridMap decoded(int side, String encoded) {
        byte[] bytes = Base64.getDecoder().decode(encoded);
        if (bytes.length != Float.BYTES * side * side) {
            throw new IllegalArgumentException(bytes.length + " bytes are no map of " + side + "x" + side);
        }
        float[] values = new float[side * side];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return new GridMap(side, values);
    }

    /** {@return the values as text: floats, little-endian, in Base64} */
    public String encoded() {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    /** {@return what lies above the least value, scaled to the sum 1; the same everywhere in a flat map} */
    public float[] unit() {
        float least = least();
        float[] unit = new float[values.length];
        double sum = 0;
        for (int i = 0; i < unit.length; i++) {
            unit[i] = Float.isNaN(values[i]) ? 0 : values[i] - least;
            sum += unit[i];
        }
        for (int i = 0; i < unit.length; i++) {
            unit[i] = sum > 0 ? (float) (unit[i] / sum) : 1f / unit.length;
        }
        return unit;
    }

    /**
     * {@return how this map and another differ, where both models see the picture}
     *
     * @param other  of the same grid
     * @param aspect width of the picture over its height
     */
    public Comparison compare(GridMap other, double aspect) {
        int count = 0;
        float[] own = new float[values.length];
        float[] theirs = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            if (!Float.isNaN(values[i]) && !Float.isNaN(other.values[i])) {
                own[count] = values[i];
                theirs[count++] = other.values[i];
            }
        }
        own = Arrays.copyOf(own, count);
        theirs = Arrays.copyOf(theirs, count);
        boolean same = Arrays.equals(own, theirs);
        double[] centre = centre();
        double[] there = other.centre();
        double shift = Math.hypot((centre[0] - there[0]) * aspect, centre[1] - there[1]) / Math.hypot(aspect, 1);
        return new Comparison(same ? 0 : 1 - MapStatistics.spearman(own, theirs),
                same ? 1 : MapStatistics.pearson(own, theirs),
                count == 0 ? Double.NaN : MapStatistics.overlap(own, theirs, SALIENT), shift);
    }

    /** @return centre of what lies above the least value, in shares of the picture's width and height */
    private double[] centre() {
        float least = least();
        double sum = 0;
        double x = 0;
        double y = 0;
        for (int i = 0; i < values.length; i++) {
            if (!Float.isNaN(values[i])) {
                double weight = values[i] - least;
                sum += weight;
                x += weight * (i % side + 0.5) / side;
                y += weight * (i / side + 0.5) / side;
            }
        }
        return sum > 0 ? new double[] {x / sum, y / sum} : new double[] {0.5, 0.5};
    }

    private float least() {
        float least = Float.POSITIVE_INFINITY;
        for (float value : values) {
            least = Math.min(least, Float.isNaN(value) ? least : value);
        }
        return least;
    }

    /**
     * {@return the share of what lies above the least value that is on the objects; NaN if the map is flat}
     *
     * @param objects where they are in the picture
     * @param width   of the picture, pixels
     * @param height  of the picture, pixels
     */
    public double energy(List<SampleObject> objects, int width, int height) {
        float least = least();
        double sum = 0;
        double inside = 0;
        for (int i = 0; i < values.length; i++) {
            if (!Float.isNaN(values[i])) {
                int x = (int) ((i % side + 0.5) / side * width);
                int y = (int) ((i / side + 0.5) / side * height);
                boolean on = objects.stream().anyMatch(object -> object.mask()
                        .map(mask -> mask.contains(x, y)).orElseGet(() -> object.box().contains(x, y)));
                sum += values[i] - least;
                inside += on ? values[i] - least : 0;
            }
        }
        return sum > 0 ? inside / sum : Double.NaN;
    }
}
