package org.pellucid.render.html;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.pellucid.api.UsageException;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.explain.Prediction;
import org.pellucid.api.explain.SaliencyMap;
import org.pellucid.api.image.ImageService;
import org.pellucid.api.image.Picture;
import org.pellucid.api.image.Preprocessing;
import org.pellucid.api.image.ResizeMode;
import org.pellucid.api.render.RenderOptions;
import org.pellucid.api.render.spi.RenderRequest;

/** What the template asks for. For one thread. */
final class Page {
    private static final int LONGEST_PICTURE_SIDE = 1024;
    /** A map is smooth: the browser may stretch it. */
    private static final int LONGEST_MAP_SIDE = 384;
    private static final int TOP = 5;

    private final ImageService images;
    private final Picture picture;
    private final Explanation explanation;
    private final RenderOptions options;
    private final List<Map<String, String>> files;
    private final Picture colours;

    Page(ImageService images, RenderRequest request) throws UsageException {
        this.images = images;
        this.picture = request.picture();
        this.explanation = request.explanation();
        this.options = request.options();
        this.files = request.files();
        // An unknown colour map is refused before the page begins.
        this.colours = images.ramp(options.colormap());
    }

    Map<String, Object> view() throws UsageException {
        Picture shown = images.resize(picture, side(picture.width(), LONGEST_PICTURE_SIDE),
                side(picture.height(), LONGEST_PICTURE_SIDE));
        return Map.of("title", explanation.picture(), "picture", source(images.encode(shown, "jpg")), "width",
                shown.width(), "height", shown.height(), "weight", options.weight(), "facts", facts(), "predictions",
                predictions(), "maps", maps(), "colours", ramp(colours), "signed",
                ramp(images.ramp(RenderOptions.CONTRAST_COLORMAP)));
    }

    /** A side of the picture once the longer one is no longer than that. */
    private int side(int pixels, int longest) {
        double factor = Math.min(1, (double) longest / Math.max(picture.width(), picture.height()));
        return (int) Math.max(1, Math.round(pixels * factor));
    }

    private String ramp(Picture ramp) throws UsageException {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(images.encode(ramp, "png"));
    }

    private static String source(byte[] jpeg) {
        return "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(jpeg);
    }

    private List<Map<String, String>> facts() {
        List<Map<String, String>> facts = new ArrayList<>();
        fact(facts, "Picture", picture.width() + "x" + picture.height() + " pixels");
        fact(facts, "Model", explanation.model());
        fact(facts, "Method", explanation.method());
        explanation.layer().ifPresent(layer -> fact(facts, "Insertion layer", layer));
        fact(facts, "Device", explanation.device() + ", " + explanation.precision());
        Preprocessing preprocessing = explanation.preprocessing();
        fact(facts, "Preprocessing", preprocessing.preset() + ", " + preprocessing.width() + "x"
                + preprocessing.height() + (preprocessing.resize() == ResizeMode.STANDARD ? ""
                        : ", " + preprocessing.resize().id().replace('_', ' ')));
        explanation.incomplete().ifPresent(done -> fact(facts, "Incomplete", done));
        explanation.notes().forEach(note -> fact(facts, "Note", note));
        return facts;
    }

    private static void fact(List<Map<String, String>> facts, String name, String value) {
        facts.add(Map.of("name", name, "value", value));
    }

    /** The most probable classes, and those that have a map. */
    private List<Map<String, Object>> predictions() {
        Set<Integer> explained = new HashSet<>();
        explanation.maps().forEach(map -> {
            explained.add(map.target());
            map.against().ifPresent(other -> explained.add(other.index()));
        });
        List<Map<String, Object>> predictions = new ArrayList<>();
        int rank = 0;
        for (Prediction prediction : explanation.predictions()) {
            if (rank++ < TOP || explained.contains(prediction.index())) {
                predictions.add(Map.of("index", prediction.index(), "label", prediction.words(), "probability",
                        probability(prediction.probability()), "meter", prediction.probability()));
            }
        }
        return predictions;
    }

    private static String probability(double probability) {
        return String.format(Locale.ROOT, "%.4f", probability);
    }

    /** One at a time, painted when the template comes to it. */
    private Iterable<Map<String, Object>> maps() {
        return () -> IntStream.range(0, explanation.maps().size()).mapToObj(this::map).iterator();
    }

    private Map<String, Object> map(int index) {
        SaliencyMap map = explanation.maps().get(index);
        boolean every = Double.isNaN(map.probability());
        String label = every ? "all classes"
                : map.isContrast() ? map.words() : map.words() + ", " + probability(map.probability());
        String low = map.contrastWords()
                .orElse("low evidence for " + (every ? "any class" : map.words()));
        List<Map<String, String>> links = files.size() <= index ? List.of()
                : files.get(index).entrySet().stream().sorted(Map.Entry.comparingByKey())
                        .map(file -> Map.of("format", file.getKey(), "href", href(file.getValue()))).toList();
        return Map.of("label", label, "high", map.isContrast() ? "" : "high", "low", low, "kind",
                map.isContrast() ? "contrast" : "evidence", "source", source(painted(map)),
                "files", links);
    }

    private byte[] painted(SaliencyMap map) {
        int width = side(picture.width(), LONGEST_MAP_SIDE);
        int height = side(picture.height(), LONGEST_MAP_SIDE);
        try {
            byte[] resized = images.resizeMap(map.values(), map.width(), map.height(), map.scale(),
                    map.placement(), width, height);
            return images.encode(images.paint(map.label(), resized, width, height, options.colormap(map)),
                    "jpg");
        } catch (UsageException e) {
            throw new IllegalStateException("the colour map was known before", e);
        }
    }

    /** A name of a file beside the page as an address: what means something else there is escaped. */
    private static String href(String file) {
        StringBuilder href = new StringBuilder("./");
        for (byte b : file.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || "-_.~".indexOf(c) >= 0);
            href.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
        }
        return href.toString();
    }
}
