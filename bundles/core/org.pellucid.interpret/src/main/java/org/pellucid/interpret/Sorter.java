package org.pellucid.interpret;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.pellucid.api.interpret.Task;

/**
 * Counts predictions by kind and confusion and keeps the most telling. The memory needed depends on the number of
 * pictures to explain and of pairs of classes that are confused, not on the number of pictures. For one thread at a
 * time.
 */
final class Sorter {
    /** Ties are broken by id, so that the choice does not depend on the order of the pictures. */
    private static final Comparator<Telling> BEST_FIRST = Comparator.comparingDouble(Telling::score).reversed()
            .thenComparing(Telling::sample);

    private final Task.Triage thresholds;
    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private final Map<Kind, PriorityQueue<Telling>> telling = new EnumMap<>(Kind.class);
    private final Map<Pair, Pairs> confusions = new HashMap<>();
    private long pictures;
    private long labelled;
    private long right;

    /** A picture and how telling it is. */
    record Telling(String sample, double score) {
    }

    /** A class taken for another. */
    private record Pair(int truth, int predicted) {
    }

    /** How often, and the picture in which the model was surest. */
    private static final class Pairs {
        private final String truth;
        private final String predicted;
        private long count;
        private Telling surest;

        Pairs(String truth, String predicted) {
            this.truth = truth;
            this.predicted = predicted;
        }
    }

    /** A class taken for another. */
    record Confused(String truth, String predicted, long count, String sample) {
    }

    Sorter(Task.Triage thresholds) {
        this.thresholds = thresholds;
    }

    /** @param entry a picture that was predicted */
    void add(Entry entry) {
        Kind kind = Kind.of(entry.truth(), entry.predictions(), thresholds);
        Scored best = entry.predictions().get(0);
        pictures++;
        counts.merge(kind, 1L, Long::sum);
        if (kind != Kind.NO_TRUTH) {
            labelled++;
            if (best.index() == entry.truth().index()) {
                right++;
            } else {
                confuse(entry, best);
            }
        }
        if (kind.telling() && thresholds.telling() > 0) {
            var most = telling.computeIfAbsent(kind, key -> new PriorityQueue<>(BEST_FIRST.reversed()));
            most.add(new Telling(entry.sample(), kind.score(entry.predictions(), thresholds)));
            if (most.size() > thresholds.telling()) {
                most.remove();
            }
        }
    }

    private void confuse(Entry entry, Scored best) {
        Pairs pairs = confusions.computeIfAbsent(new Pair(entry.truth().index(), best.index()),
                key -> new Pairs(entry.truth().label(), best.label()));
        pairs.count++;
        Telling candidate = new Telling(entry.sample(), best.probability());
        if (pairs.surest == null || BEST_FIRST.compare(candidate, pairs.surest) < 0) {
            pairs.surest = candidate;
        }
    }

    long pictures() {
        return pictures;
    }

    long labelled() {
        return labelled;
    }

    long right() {
        return right;
    }

    /** @return pictures of each kind by its id, every kind in it */
    Map<String, Long> kinds() {
        Map<String, Long> kinds = new LinkedHashMap<>();
        for (Kind kind : Kind.values()) {
            kinds.put(kind.id(), counts.getOrDefault(kind, 0L));
        }
        return kinds;
    }

    /** @return the most telling pictures of a kind, best first */
    List<String> telling(Kind kind) {
        PriorityQueue<Telling> most = telling.get(kind);
        return most == null ? List.of() : most.stream().sorted(BEST_FIRST).map(Telling::sample).toList();
    }

    /** @return the confusions that occur most */
    List<Confused> confusions() {
        List<Confused> all = new ArrayList<>();
        confusions.values().forEach(
                each -> all.add(new Confused(each.truth, each.predicted, each.count, each.surest.sample())));
        all.sort(Comparator.comparingLong(Confused::count).reversed().thenComparing(Confused::truth)
                .thenComparing(Confused::predicted));
        return all.subList(0, Math.min(all.size(), thresholds.confusions()));
    }
}
