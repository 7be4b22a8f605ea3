package org.pellucid.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pellucid.api.UsageException;
import org.pellucid.api.explain.SaliencyMap;
import org.pellucid.api.render.Naming;

class FileNamesTest {
    private static final Naming CONFIDENCE = Naming.builder().confidence(true).build();

    @Test
    void followsTheContract() {
        assertThat(name(Naming.DEFAULTS, "chelsea.png", "Egyptian cat", 0.77)).isEqualTo("chelsea_Egyptian_cat.jpg");
        assertThat(name(CONFIDENCE, "chelsea.png", "Egyptian_cat", 0.7705)).isEqualTo("chelsea_Egyptian_cat_0.77.jpg");
        assertThat(name(naming("", "", false), "chelsea.png", "258", 0.5)).isEqualTo("258.jpg");
        assertThat(name(naming("a ", "_b", true), "chelsea.png", "cat", 0.5)).isEqualTo("a cat_b0.50.jpg");
        assertThat(name(naming("n02088364_2019_gt_beagle_0.97_pr_", "_", true), "x", "beagle", 0.97))
                .isEqualTo("n02088364_2019_gt_beagle_0.97_pr_beagle_0.97.jpg");
        assertThat(FileNames.ofPicture(FileNames.stem("my cat.v2.png"), "json")).isEqualTo("my cat.v2.json");
        assertThat(FileNames.ofPicture(FileNames.stem("folder/cat.png"), "json")).isEqualTo("cat.json");
    }

    @ParameterizedTest
    @CsvSource({"0.125, 0.12", "0.375, 0.38", "0.145, 0.14", "0.995, 0.99", "0.996, 1.00", "1, 1.00", "0, 0.00",
            "1e-9, 0.00"})
    void roundsTheConfidenceAsPythonDoes(double probability, String text) {
        assertThat(name(CONFIDENCE, "a.png", "b", probability)).isEqualTo("a_b_" + text + ".jpg");
    }

    @Test
    void knowsNoLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-SA-u-nu-arab"));
            assertThat(name(CONFIDENCE, "a.png", "b", 0.5)).isEqualTo("a_b_0.50.jpg");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aMapOfAllClassesHasNoConfidence() {
        assertThat(name(CONFIDENCE, "a.png", "all", Double.NaN)).isEqualTo("a_all.jpg");
        assertThat(name(naming("x", "y", true), "a.png", "all", Double.NaN)).isEqualTo("xally.jpg");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"a/b|a_b", "../../etc/passwd|___.._etc_passwd", "a\\b|a_b",
            "C:*?\"<>|C______", "..|__", ".hidden|_hidden", "two words|two_words", "  x  |x",
            "Löwe – 獅子 🦁|Löwe_–_獅子_🦁"})
    void makesLabelsSafe(String label, String safe) {
        assertThat(name(naming("", "", false), "a.png", label, 1)).isEqualTo(safe + ".jpg");
        assertThat(name(Naming.DEFAULTS, "a.png", label, 1)).isEqualTo("a_" + safe + ".jpg");
    }

    @Test
    void makesControlCharactersAndPipesSafe() {
        assertThat(name(naming("", "", false), "a", "a|b\tc\nd\0e\u202Ef\u00A0g\uD800h\u007F", 1))
                .isEqualTo("a_b_c_d_e_f_g_h_.jpg");
        assertThat(name(naming("", "", false), "a", " ", 1)).isEqualTo("7.jpg");
        assertThat(FileNames.ofPicture(FileNames.stem(".."), "json")).isEqualTo("_.json");
        assertThat(FileNames.ofPicture(FileNames.stem(".png"), "json")).isEqualTo("_png.json");
        assertThat(FileNames.ofPicture(FileNames.stem(""), "../json")).isEqualTo("picture.___json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"con", "NUL", "Com1", "lpt9", "aux.old", "conin$"})
    void avoidsNamesOfDevices(String label) {
        assertThat(name(naming("", "", false), "a", label, 1)).isEqualTo("_" + label + ".jpg");
        assertThat(FileNames.ofPicture(FileNames.stem(label + ".png"), "json")).isEqualTo("_" + label + ".json");
        assertThat(name(Naming.DEFAULTS, "a.png", label, 1)).isEqualTo("a_" + label + ".jpg");
    }

    @Test
    void fitsEveryFileSystem() {
        String longLabel = "獅".repeat(1000);
        String longPicture = "🦁".repeat(500) + ".png";
        Naming longNaming = naming("p".repeat(96), "q".repeat(96), true);
        for (Naming naming : new Naming[] {Naming.DEFAULTS, CONFIDENCE, longNaming}) {
            for (String label : new String[] {"cat", longLabel}) {
                for (String picture : new String[] {"a.png", longPicture}) {
                    String name = name(naming, picture, label, 0.5);
                    assertThat(name.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(247);
                    assertThat(name).endsWith(naming.confidence() ? "0.50.jpg" : ".jpg").doesNotContain("?");
                    assertThat(new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                            .as("whole characters").isEqualTo(name);
                }
            }
        }
        assertThat(name(Naming.DEFAULTS, longPicture, "cat", 1)).endsWith("🦁_cat.jpg");
        assertThat(FileNames.ofPicture(FileNames.stem(longPicture), "json").getBytes(StandardCharsets.UTF_8).length)
                .isLessThanOrEqualTo(247);
    }

    @Test
    void refusesAffixesThatLeaveTheFolder() {
        Path folder = Path.of("out");
        for (String bad : new String[] {"a/b", "..\\", "a\nb", "a\0", "x".repeat(97)}) {
            assertThatThrownBy(() -> FileNames.check(naming(bad, "", false), folder))
                    .isInstanceOf(UsageException.class).hasMessageStartingWith("prefix");
            assertThatThrownBy(() -> FileNames.check(naming("", bad, false), folder))
                    .isInstanceOf(UsageException.class).hasMessageStartingWith("postfix");
        }
        assertThatCode(() -> FileNames.check(naming("", " .:", true), folder)).doesNotThrowAnyException();
    }

    private static Naming naming(String prefix, String postfix, boolean confidence) {
        return Naming.builder().prefix(prefix).postfix(postfix).confidence(confidence).build();
    }

    private static String name(Naming naming, String picture, String label, double probability) {
        return FileNames.ofMap(naming, FileNames.stem(picture),
                new SaliencyMap(7, label, probability, 1, 1, new byte[1], new float[1]),
                "jpg");
    }
}
