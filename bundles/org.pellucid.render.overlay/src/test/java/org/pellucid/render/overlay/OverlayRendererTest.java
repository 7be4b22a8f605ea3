package org.pellucid.render.overlay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.pellucid.api.UsageException;
import org.pellucid.api.explain.SaliencyMap;
import org.pellucid.api.image.Picture;
import org.pellucid.api.render.RenderOptions;
import org.pellucid.api.render.RenderRequest;
import org.pellucid.image.OpenCvImageService;

class OverlayRendererTest {
    private final OpenCvImageService images = new OpenCvImageService();
    private final OverlayRenderer renderer = new OverlayRenderer(images);
    private final Picture picture = picture(40, 30);
    private final byte[] values = {0, 50, 100, (byte) 150, (byte) 200, (byte) 255};

    @Test
    void laysTheMapOverThePicture() throws Exception {
        Picture painted = images.paint("a", images.resizeMap(values, 3, 2, 40, 30), 40, 30, "turbo");
        assertThat(render("png", new RenderOptions(true, true, "turbo", 0.25)).bgr())
                .isEqualTo(images.blend(picture, painted, 0.25).bgr());
    }

    @Test
    void withoutOverlayThereIsTheMapAtThePicturesSize() throws Exception {
        assertThat(render("png", new RenderOptions(false, true, "jet", 0.5)).bgr())
                .isEqualTo(images.paint("a", images.resizeMap(values, 3, 2, 40, 30), 40, 30, "jet").bgr());
    }

    @Test
    void withoutResizingThereIsTheSmallMap() throws Exception {
        for (boolean overlay : new boolean[] {true, false}) {
            Picture small = render("png", new RenderOptions(overlay, false, "jet", 0.5));
            assertThat(small.width() + "x" + small.height()).isEqualTo("3x2");
            assertThat(small.bgr()).isEqualTo(images.paint("a", values, 3, 2, "jet").bgr());
        }
    }

    @Test
    void writesJpeg() throws Exception {
        Picture decoded = render("jpg", RenderOptions.DEFAULTS);
        assertThat(decoded.width() + "x" + decoded.height()).isEqualTo("40x30");
        assertThat(renderer.extension("jpg")).isEqualTo("jpg");
    }

    @Test
    void refusesAnUnknownColourMap() {
        assertThatThrownBy(() -> render("jpg", new RenderOptions(true, true, "none", 0.5)))
                .isInstanceOf(UsageException.class).hasMessageContaining("none");
    }

    private Picture render(String format, RenderOptions options) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SaliencyMap map = new SaliencyMap(1, "a", 0.5, 2, 3, values, new float[6]);
        renderer.render(format, new RenderRequest(picture, null, Optional.of(map), options, List.of(), Map.of()), out);
        return images.read("rendered." + format, out.toByteArray());
    }

    private static Picture picture(int width, int height) {
        byte[] bgr = new byte[3 * width * height];
        new Random(1).nextBytes(bgr);
        return new Picture("noise.png", width, height, bgr);
    }
}
