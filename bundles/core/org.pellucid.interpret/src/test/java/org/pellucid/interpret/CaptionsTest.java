package org.pellucid.interpret;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pellucid.api.explain.SaliencyMap;
import org.pellucid.api.image.Picture;

class CaptionsTest {
    private static final Truth BEAGLE = new Truth("n02088364", "beagle", 162, 0.97);
    private final Captions captions = new Captions();

    private static Entry entry(String stem, Truth truth, Entry.MapEntry... maps) {
        return Entry.explained("A", "train/" + stem, new Decoded(new Picture("p", 1, 1, new byte[3]), "", "file", 0),
                truth, List.of(new Scored(162, "beagle", 0.7, 2), new Scored(166, "Walker_hound", 0.2, 1)), stem,
                List.of(maps), List.of(), new Entry.PictureAsset("p.jpg", 1, 1), null, Map.of());
    }

    private static Entry.MapEntry map(int index, String label, double probability) {
        return new Entry.MapEntry(index, label, probability, List.of("a.jpg"), "a.jpg");
    }

    @Test
    void a_picture_is_called_by_its_class_and_number() {
        assertThat(captions.picture(entry("n02088364_2019", BEAGLE))).isEqualTo("beagle 162_2019\ntrue: beagle 0.97");
        assertThat(captions.picture(entry("holiday", BEAGLE))).isEqualTo("beagle holiday\ntrue: beagle 0.97");
        assertThat(captions.picture(entry("cat 7", null))).isEqualTo("cat 7");
        assertThat(captions.picture(entry("n1_3", new Truth("n1", "Old_English_sheepdog", null, null))))
                .isEqualTo("Old English sheepdog n1_3\ntrue: Old English sheepdog");
    }

    /** Two ids of one class, one number: only the whole names tell them apart. */
    @Test
    void no_two_pictures_have_one_name() {
        String first = captions.picture(entry("n02088364_1", BEAGLE));
        String second = captions.picture(entry("n00000001_1", new Truth("n00000001", "beagle", 162, 0.97)));
        assertThat(first).startsWith("beagle 162_1\n");
        assertThat(second).startsWith("n00000001_1\n");
    }

    @Test
    void a_map_says_which_class_it_is_about() {
        Truth truth = new Truth("x", "Shih-Tzu", 155, 0.02);
        Entry entry = entry("x", truth);
        assertThat(Captions.map(entry, map(162, "beagle", 0.7))).isEqualTo("predicted: beagle 0.70");
        assertThat(Captions.map(entry, map(155, "Shih-Tzu", 0.02))).isEqualTo("true: Shih-Tzu 0.02");
        assertThat(Captions.map(entry, map(166, "Walker_hound", 0.2))).isEqualTo("also predicted: Walker hound 0.20");
        assertThat(Captions.map(entry, map(SaliencyMap.ALL_CLASSES, "all", 0))).isEqualTo("all classes");
        // Where the model is right, the picture's own title says so.
        assertThat(Captions.map(entry("x", BEAGLE), map(162, "beagle", 0.97))).isEqualTo("predicted: beagle 0.97");
    }
}
