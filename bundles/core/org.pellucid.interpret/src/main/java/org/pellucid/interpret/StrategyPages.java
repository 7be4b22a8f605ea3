package org.pellucid.interpret;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.pellucid.api.PellucidException;
import org.pellucid.api.explain.Prediction;
import org.pellucid.api.explain.SaliencyMap;
import org.pellucid.api.image.Picture;
import org.pellucid.api.image.Placement;
import org.pellucid.api.interpret.Strategy;
import org.pellucid.api.report.ReportFact;
import org.pellucid.api.report.ReportFigure;
import org.pellucid.api.report.ReportGallery;
import org.pellucid.api.report.ReportMap;

/** The strategies of each class as galleries: the example of each with its figures, then pictures like it. */
final class StrategyPages {
    /** More classes make a page that no browser shows; shortcuts come first, and the manifest has all. */
    private static final int MOST_CLASSES = 50;

    private final List<StrategyFinder.Found> found;
    private final Assets assets;
    private final Function<String, Optional<Picture>> pictures;

    /** @param pictures by id of the sample; empty for what has gone meanwhile */
    StrategyPages(List<StrategyFinder.Found> found, Assets assets, Function<String, Optional<Picture>> pictures) {
        this.found = found;
        this.assets = assets;
        this.pictures = pictures;
    }

    List<ReportGallery> galleries() throws PellucidException {
        Map<String, List<StrategyFinder.Found>> classes = new LinkedHashMap<>();
        for (StrategyFinder.Found each : found) {
            classes.computeIfAbsent(each.strategy().label(), label -> new ArrayList<>()).add(each);
        }
        List<ReportGallery> galleries = new ArrayList<>();
        for (Map.Entry<String, List<StrategyFinder.Found>> each : classes.entrySet()) {
            if (galleries.size() < MOST_CLASSES) {
                List<ReportFigure> figures = new ArrayList<>();
                for (int i = 0; i < each.getValue().size(); i++) {
                    figures(each.getValue().get(i), i + 1, figures);
                }
                galleries.add(new ReportGallery("Strategies: " + Prediction.words(each.getKey()),
                        Optional.of("Each group of pictures whose maps are alike: the mean map over its most typical"
                                + " picture, what covering costs, and more pictures of the group."),
                        figures));
            }
        }
        return galleries;
    }

    private void figures(StrategyFinder.Found group, int number, List<ReportFigure> figures) throws PellucidException {
        for (Member member : group.near()) {
            Optional<Picture> picture = pictures.apply(member.sample());
            if (picture.isPresent()) {
                boolean first = member == group.near().get(0);
                figures.add(figure(group, number, member, picture.get(), first));
            }
        }
    }

    private ReportFigure figure(StrategyFinder.Found group, int number, Member member, Picture picture, boolean first)
            throws PellucidException {
        String page = "strategy " + member.prediction().label() + ' ' + number;
        Entry.PictureAsset shown = assets.picture(page, member.sample(), picture);
        List<ReportMap> maps = new ArrayList<>();
        if (first) {
            maps.add(map("mean map", page + " mean", member, group.mean(), picture));
        }
        maps.add(map(Prediction.words(member.prediction().label()) + ' '
                + Prediction.twoDecimals(member.prediction().probability()), page, member, member.map(), picture));
        return new ReportFigure(Assets.name(page, member.sample()), number + ": " + member.sample(),
                assets.path(shown.file()), shown.width(), shown.height(), maps,
                first ? facts(group.strategy()) : List.of(),
                first ? Optional.of(group.strategy().words()) : Optional.empty());
    }

    private ReportMap map(String label, String page, Member member, float[] values, Picture picture)
            throws PellucidException {
        SaliencyMap map = SaliencyMap.of(member.prediction(), Looked.GRID, Looked.GRID, values, Placement.WHOLE);
        return new ReportMap(label, assets.path(assets.map(page, member.sample(), picture, map)), List.of());
    }

    private static List<ReportFact> facts(Strategy strategy) {
        List<ReportFact> facts = new ArrayList<>();
        facts.add(new ReportFact("Share of the class", ReportMaker.decimal(strategy.share())));
        fact(facts, "Accuracy", strategy.accuracy());
        facts.add(new ReportFact("Mean probability", ReportMaker.decimal(strategy.probability())));
        fact(facts, "Map on the object", strategy.energy());
        facts.add(new ReportFact("Focus (Gini)", ReportMaker.decimal(strategy.focus())));
        facts.add(new ReportFact("Map at the border", ReportMaker.decimal(strategy.border())));
        facts.add(new ReportFact("Covering the region costs", ReportMaker.decimal(strategy.lossRegion())));
        facts.add(new ReportFact("Covering as much elsewhere", ReportMaker.decimal(strategy.lossControl())));
        fact(facts, "Covering the object", strategy.lossObject());
        return facts;
    }

    private static void fact(List<ReportFact> facts, String name, OptionalDouble value) {
        value.ifPresent(known -> facts.add(new ReportFact(name, ReportMaker.decimal(known))));
    }
}
