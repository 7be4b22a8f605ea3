package org.pellucid.command.rows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.pellucid.api.UsageException;
import org.pellucid.api.explain.Prediction;
import org.pellucid.api.report.ReportRow;
import org.pellucid.api.rows.Row;
import org.pellucid.api.rows.RowColumn;

/** Counts what the rows of a run say. What it keeps grows with the number of classes, not with that of pictures. */
final class RowTally {
    /** A longer table of pictures no browser shows in time. */
    static final int MOST_LISTED = 5000;

    /** A true class and the class that the model took it for. */
    record Confusion(String truth, String predicted) {
    }

    /**
     * The mean of maps of one shape.
     *
     * @param maps   how many they are
     * @param height cells
     * @param width  cells
     * @param values a byte a cell, row by row; none without maps
     */
    record MeanMap(int maps, int height, int width, byte[] values) {
    }

    /** What is known of a class by the maps that were made for it. */
    static final class ClassMaps {
        private final String label;
        private int predicted;
        private int maps;
        private double probabilities;
        private double[] sum = new double[0];
        private int height;
        private int width;
        private Row surest;

        ClassMaps(String label) {
            this.label = label;
        }

        private void add(Row row) {
            double probability = row.value(RowColumn.PROBABILITY, Double.class).orElse(0.0);
            if (Integer.valueOf(1).equals(row.value(RowColumn.RANK))) {
                predicted++;
                probabilities += probability;
            }
            Optional<byte[]> map = row.value(RowColumn.MAP, byte[].class);
            int rowHeight = row.value(RowColumn.MAP_HEIGHT, Integer.class).orElse(0);
            int rowWidth = row.value(RowColumn.MAP_WIDTH, Integer.class).orElse(0);
            if (map.isEmpty() || map.get().length == 0 || map.get().length != (long) rowHeight * rowWidth) {
                return;
            }
            if (maps == 0) {
                height = rowHeight;
                width = rowWidth;
                sum = new double[map.get().length];
            } else if (height != rowHeight || width != rowWidth) {
                return; // of another shape, it has no place in the mean
            }
            for (int i = 0; i < sum.length; i++) {
                sum[i] += map.get()[i] & 0xff;
            }
            maps++;
            if (surest == null
                    || probability > surest.value(RowColumn.PROBABILITY, Double.class).orElse(0.0)) {
                surest = row;
            }
        }

        String label() {
            return label;
        }

        /** {@return how many pictures were taken for the class} */
        int predicted() {
            return predicted;
        }

        /** {@return the mean of the maps} */
        MeanMap mean() {
            byte[] mean = new byte[sum.length];
            for (int i = 0; i < mean.length; i++) {
                mean[i] = (byte) Math.round(sum[i] / maps);
            }
            return new MeanMap(maps, height, width, mean);
        }

        /** {@return the row of the picture that the model gives the class with the highest probability} */
        Row surest() {
            return surest;
        }

        double meanProbability() {
            return predicted == 0 ? Double.NaN : probabilities / predicted;
        }
    }

    private final Map<String, ClassMaps> classes = new TreeMap<>();
    private final Map<Confusion, Integer> confusions = new HashMap<>();
    private final Set<String> methods = new LinkedHashSet<>();
    private final Set<String> layers = new TreeSet<>();
    private final List<ReportRow> listed = new ArrayList<>();
    private String run;
    private Path first;
    private long pictures;
    private long failed;
    private long rows;
    private long known;
    private long right;
    private double millis;

    void add(Row row, RowKey key, Path file) throws UsageException {
        if (run == null) {
            run = key.run();
            first = file;
        } else if (!run.equals(key.run())) {
            throw new UsageException(first + " and " + file + " are of different runs (" + run + ", " + key.run()
                    + "): make a report of each");
        }
        rows++;
        if (key.row() == 1) {
            picture(row, key);
        }
        if (!key.done()) {
            return;
        }
        row.value(RowColumn.METHOD, String.class).ifPresent(methods::add);
        row.value(RowColumn.LAYER, String.class).ifPresent(layers::add);
        row.value(RowColumn.LABEL, String.class)
                .ifPresent(label -> classes.computeIfAbsent(label, ClassMaps::new).add(row));
    }

    private void picture(Row row, RowKey key) {
        pictures++;
        failed += key.done() ? 0 : 1;
        millis += row.value(RowColumn.MILLISECONDS, Double.class).orElse(0.0);
        boolean isBest = Integer.valueOf(1).equals(row.value(RowColumn.RANK));
        Optional<String> predicted = row.value(RowColumn.LABEL, String.class).filter(label -> isBest);
        Optional<String> truth = row.value(RowColumn.TRUE_LABEL, String.class);
        Optional<Integer> index = row.value(RowColumn.TRUE_INDEX, Integer.class);
        boolean isRight = index.isPresent() && index.equals(row.value(RowColumn.INDEX, Integer.class));
        if (predicted.isPresent() && index.isPresent()) {
            known++;
            right += isRight ? 1 : 0;
            if (!isRight) {
                confusions.merge(new Confusion(truth.orElse(index.get().toString()), predicted.get()), 1,
                        Integer::sum);
            }
        }
        if (listed.size() < MOST_LISTED) {
            Optional<Double> probability = row.value(RowColumn.PROBABILITY, Double.class).filter(p -> isBest);
            listed.add(new ReportRow(key.path(), row.value(RowColumn.SPLIT, String.class).orElse(""),
                    truth.map(Prediction::words), isRight ? optional(probability) : OptionalDouble.empty(),
                    predicted.map(Prediction::words), optional(probability), key.done() ? Row.DONE : Row.FAILED,
                    row.value(RowColumn.ERROR, String.class), Optional.empty()));
        }
    }

    private static OptionalDouble optional(Optional<Double> value) {
        return value.isPresent() ? OptionalDouble.of(value.get()) : OptionalDouble.empty();
    }

    /** {@return the classes, those that most pictures were taken for first} */
    List<ClassMaps> classes() {
        return classes.values().stream().sorted(Comparator.comparingInt(ClassMaps::predicted)
                .thenComparingInt(each -> each.maps).reversed()).toList();
    }

    /** {@return the confusions and how often they are, the most frequent first} */
    List<Map.Entry<Confusion, Integer>> confusions() {
        return confusions.entrySet().stream().sorted(Map.Entry.<Confusion, Integer>comparingByValue().reversed()
                .thenComparing(entry -> entry.getKey().toString())).toList();
    }

    /** {@return the first pictures} */
    List<ReportRow> listed() {
        return listed;
    }

    Set<String> methods() {
        return methods;
    }

    Set<String> layers() {
        return layers;
    }

    /**
     * Numbers of a run.
     *
     * @param pictures   of the run
     * @param failed     pictures that could not be used
     * @param rows       of all pictures
     * @param known      pictures of which the true class and the predicted one are known
     * @param right      pictures for which these are the same
     * @param meanMillis mean time of a picture that is done
     */
    record Counts(long pictures, long failed, long rows, long known, long right, double meanMillis) {
    }

    /** {@return what was counted} */
    Counts counts() {
        return new Counts(pictures, failed, rows, known, right,
                pictures == failed ? 0 : millis / (pictures - failed));
    }
}
