package org.pellucid.render.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.pellucid.api.UsageException;
import org.pellucid.api.explain.Classification;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.explain.Prediction;
import org.pellucid.api.explain.SaliencyMap;
import org.pellucid.api.explain.Timings;
import org.pellucid.api.image.Picture;
import org.pellucid.api.image.Placement;
import org.pellucid.api.image.Preprocessing;
import org.pellucid.api.image.ResizeMode;
import org.pellucid.api.image.TensorLayout;
import org.pellucid.api.render.RenderOptions;
import org.pellucid.api.render.spi.RenderRequest;
import org.pellucid.image.OpenCvImageService;

class HtmlRendererTest {
    private static final Pattern IMAGE = Pattern.compile("data:image/jpeg;base64,([A-Za-z0-9+/=]+)");
    private static final Preprocessing PREPROCESSING = new Preprocessing("timm", 224, 224, ResizeMode.STANDARD, true,
            List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0), TensorLayout.NCHW);
    private static final String HOSTILE = "<script>alert(1)</script>\"&'";

    private final OpenCvImageService images = new OpenCvImageService();
    private final HtmlRenderer renderer = new HtmlRenderer(images);

    @Test
    void holdsPicturePredictionsAndMaps() throws Exception {
        String page = render(new Picture("cat.png", 40, 30, new byte[3600]), "cat.png", List.of(prediction(3, "lynx")),
                List.of(map(3, "lynx", 0.25), map(SaliencyMap.ALL_CLASSES, "all", Double.NaN)),
                List.of(Map.of("jpg", "cat_lynx.jpg", "npy", "cat_lynx.npy"), Map.of()), "jet");
        assertThat(page).startsWith("<!DOCTYPE html>").endsWith("</html>\n")
                .contains("<title>cat.png</title>", "40x30 pixels", "Multiply_1", "<td>lynx</td>", ">0.2500<",
                        "<dt>Note</dt><dd>it does not say: &lt;order&gt;</dd>",
                        "<figcaption>lynx, 0.2500</figcaption>", "<figcaption>all classes</figcaption>",
                        "<a href=\"./cat_lynx.jpg\">jpg</a> <a href=\"./cat_lynx.npy\">npy</a>");
        List<Picture> shown = pictures(page);
        assertThat(shown).hasSize(3);
        assertThat(shown).allSatisfy(each -> assertThat(each.width() + "x" + each.height()).isEqualTo("40x30"));
    }

    /** The bar holds the colours the maps are painted with, and the words name the class without underscores. */
    @Test
    void says_what_the_colours_mean() throws Exception {
        String page = render(new Picture("cat.png", 4, 4, new byte[48]), "cat.png",
                List.of(prediction(3, "Egyptian_cat")), List.of(map(3, "Egyptian_cat", 0.25)), List.of(), "cividis");
        assertThat(page).contains("low evidence for Egyptian cat</p>", "<td>Egyptian cat</td>",
                "<figcaption>Egyptian cat, 0.2500</figcaption>").contains("high <i ");
        Matcher bar = Pattern.compile("data:image/png;base64,([A-Za-z0-9+/=]+)").matcher(page);
        assertThat(bar.find()).isTrue();
        assertThat(images.read("bar", Base64.getDecoder().decode(bar.group(1))).bgr())
                .isEqualTo(images.ramp("cividis").bgr());
    }

    @Test
    void says_for_whom_the_colours_of_a_contrast_speak() throws Exception {
        String page = render(new Picture("cat.png", 4, 4, new byte[48]), "cat.png", List.of(prediction(3, "tabby")),
                List.of(SaliencyMap.ofContrast(prediction(3, "tabby"), prediction(4, "Egyptian_cat"), 1, 2,
                        new float[] {-1, 1}, Placement.WHOLE)),
                List.of(), "jet");
        assertThat(page).contains("speaks for tabby … for Egyptian cat</p>", "<i class=\"contrast\"",
                "<figcaption>tabby &gt; Egyptian cat</figcaption>");
        Matcher bars = Pattern.compile("data:image/png;base64,([A-Za-z0-9+/=]+)").matcher(page);
        assertThat(bars.results().map(bar -> bar.group(1)).map(Base64.getDecoder()::decode)).hasSize(2)
                .last().isEqualTo(images.encode(images.ramp("diverging"), "png"));
    }

    @Test
    void shrinksWhatIsLarge() throws Exception {
        String page = render(new Picture("wide", 4096, 8, new byte[3 * 4096 * 8]), "wide", List.of(),
                List.of(map(0, "a", 1)), List.of(), "jet");
        assertThat(pictures(page)).extracting(each -> each.width() + "x" + each.height())
                .containsExactly("1024x2", "384x1");
    }

    @Test
    void escapesNamesAndLabels() throws Exception {
        String page = render(new Picture(HOSTILE, 4, 4, new byte[48]), HOSTILE, List.of(prediction(0, HOSTILE)),
                List.of(map(0, HOSTILE, 0.5)), List.of(Map.of("jpg", "ä \"#?%.jpg")), "jet");
        assertThat(page).doesNotContain("<script").contains("&lt;script&gt;")
                .contains("href=\"./%C3%A4%20%22%23%3F%25.jpg\"");
    }

    @Test
    void listsTheMostProbableAndTheExplained() throws Exception {
        List<Prediction> predictions = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            predictions.add(prediction(i, "class" + i));
        }
        String page = render(new Picture("p", 4, 4, new byte[48]), "p", predictions,
                List.of(map(700, "class700", 0.25)), List.of(), "jet");
        assertThat(page).contains("<td>class4</td>", "<td>class700</td>").doesNotContain("<td>class5</td>");
    }

    @Test
    void refusesAnUnknownColourMapBeforeAnythingIsWritten() {
        assertThatThrownBy(() -> render(new Picture("p", 4, 4, new byte[48]), "p", List.of(), List.of(), List.of(),
                "none")).isInstanceOf(UsageException.class).hasMessageContaining("none");
    }

    private List<Picture> pictures(String page) throws Exception {
        List<Picture> found = new ArrayList<>();
        Matcher image = IMAGE.matcher(page);
        while (image.find()) {
            found.add(images.read("shown", Base64.getDecoder().decode(image.group(1))));
        }
        return found;
    }

    private static Prediction prediction(int index, String label) {
        return new Prediction(index, label, 0.25, 1);
    }

    private static SaliencyMap map(int target, String label, double probability) {
        return new SaliencyMap(target, label, probability, 2, 2, new byte[] {0, 1, 2, 3}, new float[4]);
    }

    private String render(Picture picture, String name, List<Prediction> predictions, List<SaliencyMap> maps,
            List<Map<String, String>> files, String colormap) throws Exception {
        Explanation explanation = new Explanation(new Classification(name, "net", "CPU", "f32", PREPROCESSING,
                predictions, new Timings(1, 2, 4, 5, 6), List.of("it does not say: <order>")), "reciprocam",
                Optional.of("Multiply_1"), maps, Optional.empty());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        renderer.render("html", new RenderRequest(picture, explanation, Optional.empty(),
                RenderOptions.builder().colormap(colormap).build(), files, Map.of()), out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
