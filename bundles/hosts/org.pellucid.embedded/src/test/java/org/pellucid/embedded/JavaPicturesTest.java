package org.pellucid.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.explain.Targets;
import org.pellucid.api.image.Picture;
import org.pellucid.api.model.Model;
import org.pellucid.testkit.TestData;

/** Pictures from Java's own and overlays back, with options. */
class JavaPicturesTest {
    @Test
    void an_overlay_comes_back_as_a_picture_of_java() throws Exception {
        PellucidOptions options = PellucidOptions.builder().modelFolders(TestData.models()).inferenceThreads(1)
                .build();
        try (Pellucid pellucid = Pellucid.open(options); Model model = pellucid.model("shapes-vit")) {
            BufferedImage image = ImageIO.read(TestData.sample("chelsea.png").toFile());
            Picture picture = pellucid.images().read("cat", image);
            assertThat(picture.bgr()).isEqualTo(pellucid.images().read(TestData.sample("chelsea.png")).bgr());
            Explanation why = pellucid.explain(model, picture, ExplainSettings.DEFAULTS, Targets.top(1));
            BufferedImage overlay = pellucid.overlay(why, why.maps().get(0));
            BufferedImage decoded = ImageIO
                    .read(new ByteArrayInputStream(pellucid.overlay(why, why.maps().get(0), "png")));
            for (int x = 0; x < image.getWidth(); x += 7) {
                for (int y = 0; y < image.getHeight(); y += 7) {
                    assertThat(overlay.getRGB(x, y)).isEqualTo(decoded.getRGB(x, y));
                }
            }
            assertThat(overlay.getRGB(100, 100)).isNotEqualTo(image.getRGB(100, 100));
        }
    }

    @Test
    void options_are_checked() {
        assertThatThrownBy(() -> PellucidOptions.builder().inferenceThreads(-1).build())
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("-1");
        assertThatThrownBy(() -> PellucidOptions.builder().preparedMethods(0).build())
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("0 prepared methods");
    }
}
