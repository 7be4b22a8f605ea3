package org.pellucid.method.aise;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * DIRECT, a search for the least value of a function on the unit square that needs no derivatives: it divides
 * rectangles, always those that could hold the least value for some rate of change. One asks for points and is told
 * values, so that many points, also of several searches, can be computed at a time. For one thread.
 *
 * @see <a href="https://doi.org/10.1007/BF00941892">Jones, Perttunen, Stuckman: Lipschitzian optimization without the
 *      Lipschitz constant, 1993</a>
 */
final class Direct {
    private final double epsilon;
    private final int budget;
    private final List<Rectangle> rectangles = new ArrayList<>();
    private final List<Division> pending = new ArrayList<>();
    private double least = Double.POSITIVE_INFINITY;
    private int asked;

    /**
     * A point of the unit square.
     *
     * @param y down, 0..1
     * @param x right, 0..1
     */
    record Point(double y, double x) {
    }

    /** A rectangle with sides 3^-rows and 3^-columns around a point of known value. */
    private static final class Rectangle {
        final Point centre;
        int rows;
        int columns;
        double value;

        Rectangle(Point centre, int rows, int columns) {
            this.centre = centre;
            this.rows = rows;
            this.columns = columns;
        }

        /** Distance from the centre to a corner. */
        double size() {
            return Math.hypot(Math.pow(3, -rows), Math.pow(3, -columns)) / 2;
        }
    }

    /** A rectangle about to be divided, with the points asked for on either side along its long sides. */
    private record Division(Rectangle parent, Rectangle[] alongRows, Rectangle[] alongColumns) {
        int points() {
            return (alongRows == null ? 0 : 2) + (alongColumns == null ? 0 : 2);
        }

        List<Rectangle> children() {
            List<Rectangle> children = new ArrayList<>(4);
            if (alongRows != null) {
                children.addAll(List.of(alongRows));
            }
            if (alongColumns != null) {
                children.addAll(List.of(alongColumns));
            }
            return children;
        }
    }

    /**
     * @param epsilon how much better than the least value known, relative to it, a rectangle must promise to become to
     *                be divided: large looks widely, 0 locally
     * @param budget  number of points to ask for
     */
    Direct(double epsilon, int budget) {
        this.epsilon = epsilon;
        this.budget = budget;
    }

    /** @return points whose values are wanted next; none when the budget is used up */
    List<Point> ask() {
        if (!pending.isEmpty()) {
            throw new IllegalStateException("values of the points asked for are missing");
        }
        if (asked == 0) {
            Rectangle whole = new Rectangle(new Point(0.5, 0.5), 0, 0);
            pending.add(new Division(whole, null, null));
            asked = 1;
            return List.of(whole.centre);
        }
        List<Point> points = new ArrayList<>();
        for (Rectangle rectangle : promising()) {
            Division division = divide(rectangle);
            if (asked + division.points() <= budget) {
                asked += division.points();
                pending.add(division);
                division.children().forEach(child -> points.add(child.centre));
            }
        }
        return points;
    }

    /** @param values of the points asked for, in their order */
    void tell(double[] values) {
        if (rectangles.isEmpty()) {
            Rectangle whole = pending.get(0).parent;
            whole.value = values[0];
            least = values[0];
            rectangles.add(whole);
        } else {
            int next = 0;
            for (Division division : pending) {
                for (Rectangle child : division.children()) {
                    child.value = values[next++];
                    least = Math.min(least, child.value);
                }
                finish(division);
            }
        }
        pending.clear();
    }

    private static Division divide(Rectangle parent) {
        Rectangle[] alongRows = null;
        Rectangle[] alongColumns = null;
        if (parent.rows <= parent.columns) {
            double third = Math.pow(3, -parent.rows - 1);
            alongRows = new Rectangle[] {beside(parent, -third, 0), beside(parent, third, 0)};
        }
        if (parent.columns <= parent.rows) {
            double third = Math.pow(3, -parent.columns - 1);
            alongColumns = new Rectangle[] {beside(parent, 0, -third), beside(parent, 0, third)};
        }
        return new Division(parent, alongRows, alongColumns);
    }

    private static Rectangle beside(Rectangle parent, double down, double right) {
        return new Rectangle(new Point(parent.centre.y + down, parent.centre.x + right), parent.rows, parent.columns);
    }

    /** Cuts along the better direction first, so that the better points get the larger rectangles. */
    private void finish(Division division) {
        Rectangle parent = division.parent;
        boolean rowsFirst = best(division.alongRows) <= best(division.alongColumns);
        cut(parent, rowsFirst ? division.alongRows : division.alongColumns, rowsFirst);
        cut(parent, rowsFirst ? division.alongColumns : division.alongRows, !rowsFirst);
    }

    private static double best(Rectangle[] pair) {
        return pair == null ? Double.POSITIVE_INFINITY : Math.min(pair[0].value, pair[1].value);
    }

    private void cut(Rectangle parent, Rectangle[] pair, boolean alongRows) {
        if (pair == null) {
            return;
        }
        if (alongRows) {
            parent.rows++;
        } else {
            parent.columns++;
        }
        for (Rectangle child : pair) {
            child.rows = parent.rows;
            child.columns = parent.columns;
            rectangles.add(child);
        }
    }

    /** @return of each size the best rectangle, if it is on the lower right hull of size and value; smallest first */
    private List<Rectangle> promising() {
        Map<Double, Rectangle> bestOfSize = new TreeMap<>();
        for (Rectangle rectangle : rectangles) {
            bestOfSize.merge(rectangle.size(), rectangle,
                    (known, other) -> other.value < known.value ? other : known);
        }
        List<Rectangle> candidates = new ArrayList<>(bestOfSize.values());
        List<Rectangle> chosen = new ArrayList<>();
        for (Rectangle candidate : candidates) {
            if (isPromising(candidate, candidates)) {
                chosen.add(candidate);
            }
        }
        chosen.sort(Comparator.comparingDouble(rectangle -> rectangle.value));
        return chosen;
    }

    private boolean isPromising(Rectangle candidate, List<Rectangle> others) {
        double size = candidate.size();
        double lowestRate = 0;
        double highestRate = Double.POSITIVE_INFINITY;
        for (Rectangle other : others) {
            double difference = other.size() - size;
            if (difference < 0) {
                lowestRate = Math.max(lowestRate, (other.value - candidate.value) / difference);
            } else if (difference > 0) {
                highestRate = Math.min(highestRate, (other.value - candidate.value) / difference);
            }
        }
        if (highestRate <= 0 || lowestRate > highestRate) {
            return false;
        }
        return highestRate == Double.POSITIVE_INFINITY
                || candidate.value - highestRate * size <= least - epsilon * Math.abs(least);
    }
}
