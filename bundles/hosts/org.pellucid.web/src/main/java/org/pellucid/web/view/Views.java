package org.pellucid.web.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.pellucid.api.explain.Classification;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.explain.MethodEntry;
import org.pellucid.api.explain.MethodFit;
import org.pellucid.api.explain.Prediction;
import org.pellucid.api.explain.SaliencyMap;
import org.pellucid.api.explain.Timings;
import org.pellucid.api.image.Placement;

/** Holds what the page is told, as it goes over the wire. */
public final class Views {
    private Views() {
    }

    /**
     * A model that can be asked for.
     *
     * @param name  of it
     * @param bytes of its weights
     */
    public record ModelItem(String name, long bytes) {
    }

    /**
     * What is known of one model.
     *
     * @param name    of it
     * @param hash    of its content
     * @param labels  of its classes, in order
     * @param classes how many there are
     * @param input   width and height of its input
     * @param methods how each method fits
     * @param notes   what should be known of it
     */
    public record ModelView(String name, String hash, List<String> labels, int classes, int[] input,
            List<Fit> methods, List<String> notes) {
    }

    /**
     * How a method fits a model.
     *
     * @param name      of the method
     * @param kind      white_box or black_box
     * @param supported whether it can explain the model
     * @param reason    why not, or what was found
     */
    public record Fit(String name, String kind, boolean supported, String reason) {
        /** Tells the page of a fit. */
        public static Fit of(MethodFit fit) {
            return new Fit(fit.name(), fit.kind().name().toLowerCase(Locale.ROOT), fit.supported(),
                    fit.reason());
        }
    }

    /**
     * A method that is there.
     *
     * @param name    of it
     * @param kind    white_box or black_box
     * @param summary what it does
     * @param cost    in words
     * @param paper   where it comes from
     * @param version of its bundle
     * @param state   serving, standby or leaving
     */
    public record MethodView(String name, String kind, String summary, String cost, String paper, String version,
            String state) {
        /** Tells the page of a method. */
        public static MethodView of(MethodEntry entry) {
            return new MethodView(entry.name(), entry.description().kind().name().toLowerCase(Locale.ROOT),
                    entry.description().summary(), entry.description().cost(), entry.description().paper(),
                    entry.version(), entry.state().name().toLowerCase(Locale.ROOT));
        }
    }

    /**
     * A picture that is kept.
     *
     * @param hash   by which it is asked for
     * @param name   it came with
     * @param width  pixels
     * @param height pixels
     */
    public record PictureView(String hash, String name, int width, int height) {
    }

    /**
     * A class and what the model says of it.
     *
     * @param index       of the class
     * @param label       of the class
     * @param probability of it
     * @param logit       of it
     */
    public record ClassView(int index, String label, double probability, double logit) {
        static ClassView of(Prediction prediction) {
            return new ClassView(prediction.index(), prediction.words(), prediction.probability(), prediction.logit());
        }
    }

    /**
     * A saliency map.
     *
     * @param target      index of the class, -1 for all
     * @param label       of the class
     * @param probability of the class
     * @param width       columns
     * @param height      rows
     * @param values      0..255, row-major
     * @param least       smallest value in the method's own unit
     * @param most        greatest value in the method's own unit
     * @param placement   where the picture lies in the map, as shares: left, top, width, height
     * @param error       standard error of the map in units of its spread, or {@code null}
     */
    public record MapView(int target, String label, double probability, int width, int height, byte[] values,
            double least, double most, double[] placement, Double error) {
        static MapView of(SaliencyMap map) {
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            for (float value : map.raw()) {
                least = Math.min(least, value);
                most = Math.max(most, value);
            }
            Placement place = map.placement();
            return new MapView(map.target(), map.words(), map.probability(), map.width(), map.height(), map.values(),
                    least, most, new double[] {place.left(), place.top(), place.width(), place.height()},
                    map.error().isPresent() ? map.error().getAsDouble() : null);
        }
    }

    /**
     * An explanation or, without maps, a prediction.
     *
     * @param model       that was asked
     * @param method      that explained, empty for a prediction
     * @param device      that computed
     * @param precision   it computed in
     * @param layer       where a white-box method looked, or empty
     * @param classes     how many classes the model knows
     * @param predictions the most probable classes, and those asked for
     * @param maps        one a class
     * @param timings     by step, in milliseconds
     * @param millis      of all steps but reading and compiling
     * @param incomplete  how far the method came, or empty
     * @param notes       what should be known
     * @param seed        of everything random
     */
    public record ExplanationView(String model, String method, String device, String precision, String layer,
            int classes, List<ClassView> predictions, List<MapView> maps, Map<String, Double> timings, double millis,
            String incomplete, List<String> notes, long seed) {
        /**
         * Tells the page of an explanation.
         *
         * @param explanation what was found
         * @param most        classes that are told of even if nobody asked for them
         * @param seed        of everything random
         */
        public static ExplanationView of(Explanation explanation, int most, long seed) {
            return of(explanation.classification(), explanation.method(), explanation.layer().orElse(""),
                    explanation.maps(), explanation.incomplete().orElse(""), most, seed);
        }

        /**
         * Tells the page of a prediction.
         *
         * @param classification what was found
         * @param most           classes that are told of
         * @param seed           of everything random
         */
        public static ExplanationView of(Classification classification, int most, long seed) {
            return of(classification, "", "", List.of(), "", most, seed);
        }

        private static ExplanationView of(Classification found, String method, String layer, List<SaliencyMap> maps,
                String incomplete, int most, long seed) {
            Timings times = found.timings();
            Set<Integer> asked = maps.stream().map(SaliencyMap::target).collect(Collectors.toSet());
            List<ClassView> classes = new ArrayList<>();
            for (int rank = 0; rank < found.predictions().size(); rank++) {
                Prediction each = found.predictions().get(rank);
                if (rank < most || asked.contains(each.index())) {
                    classes.add(ClassView.of(each));
                }
            }
            return new ExplanationView(found.model(), method, found.device(), found.precision(), layer,
                    found.predictions().size(), classes, maps.stream().map(MapView::of).toList(),
                    Map.of("read", times.read(), "compile", times.compile(), "preprocess", times.preprocess(), "infer",
                            times.infer(), "explain", times.explain()),
                    times.preprocess() + times.infer() + times.explain(), incomplete, found.notes(), seed);
        }
    }
}
