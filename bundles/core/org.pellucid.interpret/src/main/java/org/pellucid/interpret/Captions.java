package org.pellucid.interpret;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pellucid.api.explain.Prediction;

/** What stands above pictures and maps: words for people, from names made for files. For one thread. */
final class Captions {
    /** Files of ImageNet carry the id of their class in front. */
    private static final Pattern WORDNET = Pattern.compile("(n\\d{8})_(.+)");

    private final Set<String> taken = new HashSet<>();

    /**
     * Names a picture by its true class: {@code beagle 162_2019}, where its file is called {@code n02088364_2019}, over
     * {@code true: beagle 0.97}.
     *
     * @return two lines, or one where the true class is not known; different for every picture asked for
     */
    String picture(Entry entry) {
        String name = name(entry);
        if (!taken.add(name)) {
            name = entry.stem();
            taken.add(name);
        }
        Truth truth = entry.truth();
        if (truth == null) {
            return name;
        }
        return name + "\ntrue: " + Prediction.words(truth.label())
                + (truth.probability() == null ? "" : " " + Prediction.twoDecimals(truth.probability()));
    }

    private static String name(Entry entry) {
        Truth truth = entry.truth();
        if (truth == null) {
            return entry.stem();
        }
        Matcher wordNet = WORDNET.matcher(entry.stem());
        String rest = wordNet.matches() && wordNet.group(1).equals(truth.id()) && truth.index() != null
                ? truth.index() + "_" + wordNet.group(2) : entry.stem();
        return Prediction.words(truth.label()) + " " + rest;
    }

    /** @return what a map is about: {@code predicted: beagle 0.97} */
    static String map(Entry entry, Entry.MapEntry map) {
        if (map.index() < 0) {
            return "all classes";
        }
        return role(entry, map) + ": " + Prediction.words(map.label()) + " "
                + Prediction.twoDecimals(map.probability());
    }

    private static String role(Entry entry, Entry.MapEntry map) {
        if (map.index() == entry.best().index()) {
            return "predicted";
        }
        boolean truth = entry.truth() != null && entry.truth().index() != null
                && entry.truth().index() == map.index();
        return truth ? "true" : "also predicted";
    }
}
