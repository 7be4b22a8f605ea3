package org.pellucid.whitebox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Says of which parts of the picture's rows and columns the dimensions of a value consist. A reshape may take rows apart
 * into windows and places within them, a transpose may interleave them with columns, and pooling may take away the
 * places: as long as every part is known, rows and columns are found again.
 *
 * @param dimensions factors of each dimension, outer ones first; their sizes multiply to its size
 * @param rows       how many rows all parts of rows would make together
 * @param columns    how many columns all parts of columns would make together
 */
record Positions(List<List<Factor>> dimensions, int rows, int columns) {
    /** What a factor of a dimension runs over. */
    enum Kind {
        ROWS, COLUMNS,
        /** Some tokens, then the cells. */
        TOKENS,
        /** Channels, heads and whatever is no place. */
        OTHER
    }

    /**
     * A part of a dimension.
     *
     * @param kind  what it runs over
     * @param size  how many
     * @param step  how many rows or columns lie between two of them
     * @param cells for {@link Kind#TOKENS}, what comes after the tokens in front; empty otherwise
     */
    record Factor(Kind kind, int size, int step, List<Factor> cells) {
        static Factor other(int size) {
            return new Factor(Kind.OTHER, size, 0, List.of());
        }

        private static Factor of(Kind kind, int size) {
            return new Factor(kind, size, 1, List.of());
        }

        boolean isPlace() {
            return kind != Kind.OTHER;
        }

        /** {@return number of tokens in front of the cells} */
        int tokens() {
            return size - Positions.size(cells);
        }

        /** {@return this and what follows it as one, empty if they are parts that do not belong together} */
        private Optional<Factor> joined(Factor next) {
            boolean together = kind == next.kind && (kind == Kind.OTHER
                    || kind != Kind.TOKENS && step == next.step * next.size);
            return together ? Optional.of(new Factor(kind, size * next.size, next.step, List.of())) : Optional.empty();
        }
    }

    /** {@return rows and columns as dimensions of their own} */
    static Positions of(int rowAxis, int columnAxis, int... shape) {
        List<List<Factor>> dimensions = others(shape);
        dimensions.set(rowAxis, List.of(Factor.of(Kind.ROWS, shape[rowAxis])));
        dimensions.set(columnAxis, List.of(Factor.of(Kind.COLUMNS, shape[columnAxis])));
        return new Positions(dimensions, shape[rowAxis], shape[columnAxis]);
    }

    /** {@return dimensions that run over no places, to be filled in} */
    static List<List<Factor>> others(int... shape) {
        List<List<Factor>> dimensions = new ArrayList<>();
        for (int size : shape) {
            dimensions.add(List.of(Factor.other(size)));
        }
        return dimensions;
    }

    Positions with(List<List<Factor>> others) {
        return new Positions(others, rows, columns);
    }

    static int size(List<Factor> factors) {
        return factors.stream().mapToInt(Factor::size).reduce(1, (a, b) -> a * b);
    }

    int[] shape() {
        return dimensions.stream().mapToInt(Positions::size).toArray();
    }

    /** {@return whether a dimension runs over places} */
    boolean hasPlaces(int axis) {
        return dimensions.get(axis).stream().anyMatch(Factor::isPlace);
    }

    /** {@return number of places that are told apart} */
    long places() {
        return dimensions.stream().flatMap(List::stream).filter(Factor::isPlace).mapToLong(Factor::size)
                .reduce(1, (a, b) -> a * b);
    }

    /** {@return the tokens and cells that a dimension runs over, empty if it does not} */
    Optional<Factor> tokens(int axis) {
        List<Factor> factors = dimensions.get(axis).stream().filter(factor -> factor.size() > 1).toList();
        return factors.size() == 1 && factors.get(0).kind() == Kind.TOKENS ? Optional.of(factors.get(0))
                : Optional.empty();
    }

    /** {@return the same elements in order, in dimensions of other sizes; empty if a part would be torn} */
    Optional<Positions> reshaped(int... to) {
        List<Factor> left = new ArrayList<>();
        for (List<Factor> dimension : dimensions) {
            dimension.stream().filter(factor -> factor.size() > 1).forEach(factor -> append(left, factor));
        }
        List<List<Factor>> result = new ArrayList<>();
        for (int size : to) {
            List<Factor> dimension = new ArrayList<>();
            int rest = size;
            while (rest > 1) {
                if (left.isEmpty()) {
                    return Optional.empty();
                }
                Factor next = left.remove(0);
                if (next.size() <= rest && rest % next.size() == 0) {
                    rest /= next.size();
                    dimension.add(next);
                } else if (next.size() % rest == 0 && next.kind() != Kind.TOKENS) {
                    int inner = next.size() / rest;
                    dimension.add(new Factor(next.kind(), rest, next.step() * inner, List.of()));
                    left.add(0, new Factor(next.kind(), inner, next.step(), List.of()));
                    rest = 1;
                } else {
                    return Optional.empty();
                }
            }
            result.add(dimension.isEmpty() ? List.of(Factor.other(size)) : dimension);
        }
        return left.isEmpty() ? Optional.of(with(result)) : Optional.empty();
    }

    private static void append(List<Factor> factors, Factor next) {
        Optional<Factor> joined = factors.isEmpty() ? Optional.empty()
                : factors.get(factors.size() - 1).joined(next);
        if (joined.isPresent()) {
            factors.set(factors.size() - 1, joined.get());
        } else {
            factors.add(next);
        }
    }

    /**
     * Finds the dimensions that run over the whole picture: one over rows and one over columns, or one over both, row by
     * row. Finer parts may lie among the channels, as where patches are merged.
     *
     * @return them, empty if there are none
     */
    Optional<SpatialAxes> axes() {
        int rowAxis = -1;
        int columnAxis = -1;
        for (int axis = 0; axis < dimensions.size(); axis++) {
            List<Factor> dimension = only(axis, factor -> factor.isPlace() || factor.size() > 1);
            List<Factor> ofRows = only(axis, factor -> factor.kind() == Kind.ROWS);
            List<Factor> ofColumns = only(axis, factor -> factor.kind() == Kind.COLUMNS);
            boolean channels = dimension.stream().anyMatch(factor -> factor.kind() == Kind.OTHER);
            if (channels || dimension.isEmpty()) {
                continue;
            }
            boolean allRows = isWhole(ofRows, rows);
            boolean allColumns = isWhole(ofColumns, columns);
            if (rowAxis < 0 && columnAxis < 0 && (allRows || rows == 1 && ofRows.isEmpty())
                    && (allColumns || columns == 1 && ofColumns.isEmpty() && !hasColumns())
                    && dimension.equals(Stream.concat(ofRows.stream(), ofColumns.stream()).toList())) {
                rowAxis = axis;
                columnAxis = axis;
            } else if (allRows && ofColumns.isEmpty() && rowAxis < 0) {
                rowAxis = axis;
            } else if (allColumns && ofRows.isEmpty() && columnAxis < 0) {
                columnAxis = axis;
            } else {
                return Optional.empty();
            }
        }
        if (rowAxis < 0 || columnAxis < 0) {
            return Optional.empty();
        }
        return Optional.of(new SpatialAxes(rowAxis, columnAxis,
                size(only(rowAxis, factor -> factor.kind() == Kind.ROWS)),
                size(only(columnAxis, factor -> factor.kind() == Kind.COLUMNS))));
    }

    private boolean hasColumns() {
        return dimensions.stream().flatMap(List::stream).anyMatch(factor -> factor.kind() == Kind.COLUMNS);
    }

    private List<Factor> only(int axis, Predicate<Factor> wanted) {
        return dimensions.get(axis).stream().filter(wanted).toList();
    }

    /** Whether parts lie in order and reach from the first row or column to the last. */
    private static boolean isWhole(List<Factor> parts, int extent) {
        if (parts.isEmpty()) {
            return false;
        }
        for (int i = 0; i + 1 < parts.size(); i++) {
            if (parts.get(i).step() != parts.get(i + 1).step() * parts.get(i + 1).size()) {
                return false;
            }
        }
        return parts.get(0).step() * parts.get(0).size() == extent;
    }
}
