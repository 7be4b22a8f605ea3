package org.pellucid.interpret;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.pellucid.api.PellucidException;
import org.pellucid.api.dataset.Dataset;
import org.pellucid.api.dataset.Sample;
import org.pellucid.api.dataset.SampleObject;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.explain.Prediction;
import org.pellucid.api.explain.SaliencyMap;
import org.pellucid.api.explain.Targets;
import org.pellucid.api.image.Picture;
import org.pellucid.api.interpret.InterpretListener;
import org.pellucid.api.interpret.Region;
import org.pellucid.api.interpret.Strategy;
import org.pellucid.api.model.Model;
import org.pellucid.files.Sha256;
import org.pellucid.grid.GridMap;
import org.pellucid.pipeline.Pipeline;

/**
 * Finds by what a model decides for its classes: looks at every picture, groups the maps of each class, and covers what
 * each group has in common. Safe for use by several threads while it looks, then for one.
 *
 * @param classes pictures looked at, by class
 */
record StrategyFinder(Parts parts, Model model, Dataset dataset, ExplainSettings settings, Truths truths,
        InterpretListener listener, Map<Integer, Pool> classes) {
    /** Of a class with more, these many are grouped: the graph grows with their square, and shares stay exact enough. */
    private static final int MOST_MEMBERS = 400;
    /** Of a group, these many are covered, the most typical ones. */
    private static final int MOST_COVERED = 32;
    /** A smaller group is too small to be called a strategy. */
    private static final int LEAST_GROUP = 5;
    private static final int OTHERS = 8;
    private static final int BORDER = Looked.GRID / 8;

    /**
     * A strategy and the pictures that show it.
     *
     * @param mean map of all its pictures
     * @param near the pictures nearest to it, the example first
     */
    record Found(Strategy strategy, float[] mean, List<Member> near) {
    }

    /** The members of a class; of too many, those with the least hash, whatever their order. */
    static final class Pool {
        private final PriorityQueue<Map.Entry<String, Member>> kept = new PriorityQueue<>(
                Map.Entry.<String, Member>comparingByKey().reversed());
        private int all;

        void add(Member member, long seed) {
            all++;
            kept.add(Map.entry(Sha256.of(seed + "\n" + member.sample()), member));
            if (kept.size() > MOST_MEMBERS) {
                kept.remove();
            }
        }

        List<Member> members() {
            return kept.stream().map(Map.Entry::getValue).sorted(Comparator.comparing(Member::sample)).toList();
        }
    }

    StrategyFinder(Parts parts, Model model, Dataset dataset, ExplainSettings settings, Truths truths,
            InterpretListener listener) {
        this(parts, model, dataset, settings, truths, listener, new TreeMap<>());
    }

    /** @return where the model looks for the true class, or for the one it answers if that is not known */
    Entry look(Sample sample) throws PellucidException, InterruptedException {
        Decoded decoded = Decoded.of(sample, parts.images());
        Picture picture = decoded.picture();
        OptionalInt truth = truths.index(sample);
        Explanation why = parts.explainer().explain(model, picture, settings,
                truth.isPresent() ? Targets.top(1).and(Targets.of(truth.getAsInt())) : Targets.top(1), listener);
        Prediction best = why.predictions().get(0);
        Prediction target = truth.isEmpty() ? best : why.predictions().stream()
                .filter(each -> each.index() == truth.getAsInt()).findFirst().orElseThrow();
        SaliencyMap map = why.map(target.index()).or(() -> why.map(SaliencyMap.ALL_CLASSES)).orElseThrow();
        GridMap grid = GridMap.of(map, Looked.GRID);
        List<SampleObject> objects = Looked.objects(sample);
        double energy = objects.isEmpty() ? Double.NaN : grid.energy(objects, picture.width(), picture.height());
        Map<String, Double> timings = new LinkedHashMap<>();
        timings.put("decode", decoded.millis());
        timings.put("infer", why.timings().infer());
        return Entry.looked(sample.id(), decoded, truths.of(sample, why.classification()), List.of(Scored.of(best)),
                new Looked(target.index(), target.label(), target.probability(),
                        Double.isNaN(energy) ? null : energy, grid.encoded()),
                timings);
    }

    void add(Entry entry) {
        classes.computeIfAbsent(entry.looked().index(), index -> new Pool()).add(Member.of(entry), settings.seed());
    }

    /** @return how many classes have enough pictures */
    long classes(int least) {
        return classes.values().stream().filter(pool -> pool.all >= least).count();
    }

    /** @return the strategies of each class, shortcuts first */
    List<Found> find(int least) throws PellucidException, InterruptedException {
        List<Found> found = new ArrayList<>();
        long done = 0;
        long total = classes(least);
        for (Pool pool : classes.values()) {
            if (pool.all >= least) {
                List<Member> members = pool.members();
                for (List<Integer> group : MapClusters.of(members.stream().map(Member::map).toList(),
                        settings.seed())) {
                    found.add(found(members.size(), group.stream().map(members::get).toList()));
                }
                listener.step("classes", ++done, total);
            }
        }
        found.sort(Comparator.comparing(each -> !each.strategy().shortcut()));
        return found;
    }

    private Found found(int ofClass, List<Member> members) throws PellucidException, InterruptedException {
        float[] mean = mean(members);
        List<Member> near = members.stream()
                .sorted(Comparator.comparingDouble(member -> Member.distance(member.map(), mean))).toList();
        Region region = HotRegion.of(mean);
        List<CoverProof.Losses> losses = losses(near.subList(0, Math.min(MOST_COVERED, near.size())), region);
        double lossRegion = average(losses.stream().map(CoverProof.Losses::region).toList()).orElse(0);
        double lossControl = average(losses.stream().map(CoverProof.Losses::control).toList()).orElse(0);
        OptionalDouble lossObject = average(losses.stream().map(CoverProof.Losses::object)
                .flatMap(each -> each.stream().boxed()).toList());
        boolean shortcut = members.size() >= LEAST_GROUP && isShortcut(lossRegion, lossControl, lossObject);
        Strategy strategy = new Strategy(near.get(0).prediction().label(), members.size(), ofClass,
                average(members.stream().map(Member::right).filter(Objects::nonNull).map(right -> right ? 1.0 : 0.0)
                        .toList()),
                members.stream().mapToDouble(member -> member.prediction().probability()).average().orElseThrow(),
                average(members.stream().map(Member::energy).filter(Objects::nonNull).toList()), gini(mean),
                border(mean), region, lossRegion, lossControl, lossObject, shortcut, near.get(0).sample());
        return new Found(strategy, mean, List.copyOf(near.subList(0, Math.min(1 + OTHERS, near.size()))));
    }

    /** @return whether a region costs the class clearly more than as much elsewhere, and more than the object */
    static boolean isShortcut(double region, double control, OptionalDouble object) {
        return object.isPresent() && region - control >= 0.1 && region >= 1.5 * Math.max(0, object.getAsDouble());
    }

    private List<CoverProof.Losses> losses(List<Member> members, Region region)
            throws PellucidException, InterruptedException {
        CoverProof proof = new CoverProof(parts.explainer(), parts.images(), model, settings);
        List<CoverProof.Losses> losses = new ArrayList<>();
        Iterator<Member> left = members.iterator();
        int[] number = {0};
        Pipeline.<Map.Entry<Integer, Member>, Optional<CoverProof.Losses>>run(
                () -> left.hasNext() ? Optional.of(Map.entry(number[0]++, left.next())) : Optional.empty(), item -> {
                    Optional<Sample> sample = dataset.find(item.getValue().sample());
                    return sample.isEmpty() ? Optional.empty()
                            : Optional.of(proof.losses(sample.get(), item.getValue().prediction().index(), region,
                                    item.getKey()));
                }, loss -> loss.ifPresent(losses::add), Pipeline.jobs(), "pellucid-cover");
        return losses;
    }

    private static OptionalDouble average(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average();
    }

    private static float[] mean(List<Member> members) {
        float[] mean = new float[members.get(0).map().length];
        for (Member member : members) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += member.map()[i] / members.size();
            }
        }
        return mean;
    }

    /** @return Gini's coefficient of values whose sum is 1 */
    static double gini(float[] values) {
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        double weighted = 0;
        for (int i = 0; i < sorted.length; i++) {
            weighted += (2.0 * (i + 1) - sorted.length - 1) * sorted[i];
        }
        return weighted / sorted.length;
    }

    private static double border(float[] map) {
        double sum = 0;
        for (int i = 0; i < map.length; i++) {
            int x = i % Looked.GRID;
            int y = i / Looked.GRID;
            boolean outside = Math.min(x, y) < BORDER || Math.max(x, y) >= Looked.GRID - BORDER;
            sum += outside ? map[i] : 0;
        }
        return sum;
    }
}
