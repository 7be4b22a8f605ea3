package org.pellucid.differ;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.pellucid.maps.Quantiles;

/** Sums up the rows of a comparison: a few numbers a picture stay in memory. For one thread. */
final class Tally {
    /** A look has moved when its drift is greater than that many times the floor … */
    static final double MOVED_FLOORS = 3;
    /** … and than that: a rank correlation of 0.9 is the same look to the eye. */
    static final double LEAST_MOVED = 0.1;
    private static final int RESAMPLES = 400;
    private static final double INTERVAL = 0.95;
    /** Figures that count something. */
    static final Set<String> COUNTS = Set.of("grid", "pictures", "failed", "floor_pictures", "counts.same_same",
            "counts.same_moved", "counts.changed_same", "counts.changed_moved", "counts.negative_flips",
            "counts.positive_flips");

    /** A class and the drifts of its pictures. */
    record ClassDrift(String label, int pictures, double median, double p95) {
    }

    private final int grid;
    private final long seed;
    private final Numbers floor = new Numbers();
    private final Numbers drift = new Numbers();
    private final Numbers truthDrift = new Numbers();
    private final Numbers pearson = new Numbers();
    private final Numbers overlap = new Numbers();
    private final Numbers shift = new Numbers();
    private final Numbers olderEnergy = new Numbers();
    private final Numbers newerEnergy = new Numbers();
    private final Map<String, Numbers> classes = new TreeMap<>();
    private final List<Boolean> same = new ArrayList<>();
    private long known;
    private long olderRight;
    private long newerRight;
    private long negative;
    private long positive;
    private long failed;

    Tally(int grid, long seed) {
        this.grid = grid;
        this.seed = seed;
    }

    void floor(double value) {
        floor.add(value);
    }

    void failed() {
        failed++;
    }

    void add(Row row) {
        same.add(row.same());
        drift.add(row.look().drift());
        pearson.add(row.look().pearson());
        overlap.add(row.look().overlap());
        shift.add(row.look().shift());
        row.truthDrift().ifPresent(truthDrift::add);
        row.olderEnergy().ifPresent(olderEnergy::add);
        row.newerEnergy().ifPresent(newerEnergy::add);
        classes.computeIfAbsent(row.older().label(), label -> new Numbers()).add(row.look().drift());
        if (row.older().right().isPresent() && row.newer().right().isPresent()) {
            known++;
            olderRight += row.older().right().get() ? 1 : 0;
            newerRight += row.newer().right().get() ? 1 : 0;
            negative += row.isNegativeFlip() ? 1 : 0;
            positive += row.isPositiveFlip() ? 1 : 0;
        }
    }

    /** @return what noise alone reaches: 95 % of its drifts are below */
    double floor() {
        return floor.count() == 0 ? Double.NaN : floor.quantile(INTERVAL);
    }

    double movedAbove() {
        double noise = floor();
        return Math.max(LEAST_MOVED, Double.isNaN(noise) ? 0 : MOVED_FLOORS * noise);
    }

    /** @return the figures that rules may name, whatever a comparison finds */
    static Set<String> paths() {
        return new LinkedHashSet<>(new Tally(1, 0).figures().keySet());
    }

    /** @return by path, NaN where not known */
    Map<String, Double> figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        int pictures = drift.count();
        figures.put("grid", (double) grid);
        figures.put("pictures", (double) pictures);
        figures.put("failed", (double) failed);
        double noise = floor();
        figures.put("floor", noise);
        figures.put("floor_pictures", (double) floor.count());
        figures.put("moved_above", movedAbove());
        cells(figures, pictures);
        double p95 = drift.quantile(INTERVAL);
        figures.put("drift.median", drift.quantile(0.5));
        figures.put("drift.p95", p95);
        figures.put("drift.mean", drift.mean());
        interval(figures, "drift.median", 0.5);
        interval(figures, "drift.p95", INTERVAL);
        figures.put("drift.median_in_floors", noise > 0 ? drift.quantile(0.5) / noise : Double.NaN);
        figures.put("drift.p95_in_floors", noise > 0 ? p95 / noise : Double.NaN);
        figures.put("negative_flips", share(negative, known));
        figures.put("positive_flips", share(positive, known));
        figures.put("accuracy.old", share(olderRight, known));
        figures.put("accuracy.new", share(newerRight, known));
        figures.put("truth_drift.median", truthDrift.quantile(0.5));
        figures.put("truth_drift.p95", truthDrift.quantile(INTERVAL));
        figures.put("pearson.median", pearson.quantile(0.5));
        figures.put("overlap.median", overlap.quantile(0.5));
        figures.put("shift.median", shift.quantile(0.5));
        figures.put("shift.p95", shift.quantile(INTERVAL));
        figures.put("energy.old", olderEnergy.mean());
        figures.put("energy.new", newerEnergy.mean());
        return figures;
    }

    private void cells(Map<String, Double> figures, int pictures) {
        long[] counts = new long[4];
        double[] drifts = drift.values();
        double limit = movedAbove();
        for (int i = 0; i < drifts.length; i++) {
            counts[(same.get(i) ? 0 : 2) + (drifts[i] > limit ? 1 : 0)]++;
        }
        String[] names = {"same_same", "same_moved", "changed_same", "changed_moved"};
        for (int i = 0; i < names.length; i++) {
            figures.put("cells." + names[i], share(counts[i], pictures));
        }
        for (int i = 0; i < names.length; i++) {
            figures.put("counts." + names[i], (double) counts[i]);
        }
        figures.put("counts.negative_flips", known == 0 ? Double.NaN : negative);
        figures.put("counts.positive_flips", known == 0 ? Double.NaN : positive);
    }

    private static double share(long part, long all) {
        return all == 0 ? Double.NaN : (double) part / all;
    }

    /** The bootstrap: how the figure varies over pictures drawn anew from those there are. */
    private void interval(Map<String, Double> figures, String path, double share) {
        double[] drifts = drift.values();
        double[] drawn = new double[drifts.length];
        double[] found = new double[drifts.length == 0 ? 0 : RESAMPLES];
        Random random = new Random(seed);
        for (int resample = 0; resample < found.length; resample++) {
            for (int i = 0; i < drawn.length; i++) {
                drawn[i] = drifts[random.nextInt(drifts.length)];
            }
            Arrays.sort(drawn);
            found[resample] = Quantiles.of(drawn, share);
        }
        Arrays.sort(found);
        figures.put(path + "_low", Quantiles.of(found, (1 - INTERVAL) / 2));
        figures.put(path + "_high", Quantiles.of(found, (1 + INTERVAL) / 2));
    }

    /** @return by class that the old model answers, greatest median first */
    List<ClassDrift> classes() {
        return classes.entrySet().stream()
                .map(entry -> new ClassDrift(entry.getKey(), entry.getValue().count(), entry.getValue().quantile(0.5),
                        entry.getValue().quantile(INTERVAL)))
                .sorted(Comparator.comparingDouble(ClassDrift::median).reversed()).toList();
    }
}
