package org.pellucid.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.PreprocessingChoice;
import org.pellucid.api.model.ModelInfo;

class ModelNotesTest {
    private static final Path FILE = Path.of("/m/net.xml");
    private static final List<Double> VALUES = List.of(1.0, 2.0, 3.0);
    private static final ModelInfo WHOLE = new ModelInfo(List.of("a", "b"), Optional.of(VALUES), Optional.of(VALUES),
            Optional.of(false), Optional.empty(), false);
    private static final ExplainSettings USUAL = ExplainSettings.DEFAULTS;
    private static final ExplainSettings LABELLED = USUAL.toBuilder().labels(List.of("a", "b")).build();

    private static List<String> notes(ModelInfo info, ExplainSettings settings) {
        return ModelNotes.of(FILE, info, 2, Optional.empty(), Optional.empty(), settings);
    }

    private static ExplainSettings preset(String name) {
        return LABELLED.toBuilder().preprocessing(PreprocessingChoice.of(name)).build();
    }

    @Test
    void a_file_that_says_nothing_is_named_with_what_was_assumed_and_the_way_out() {
        assertThat(notes(ModelInfo.NONE, USUAL)).containsExactly("net.xml does not say: mean and scale of its input, "
                + "the order of the channels, labels; assumed: pixel values 0..255 as they are, BGR, class numbers for "
                + "names; give what holds, for example -p timm -l labels.txt, or write it into a copy once: pellucid "
                + "models describe " + FILE + " --write -p timm -l labels.txt");
    }

    @Test
    void what_file_or_options_say_is_not_unsaid() {
        assertThat(notes(WHOLE, USUAL)).isEmpty();
        assertThat(notes(ModelInfo.NONE, preset("timm"))).isEmpty();
        assertThat(notes(ModelInfo.NONE, preset("none"))).isEmpty();
        assertThat(notes(ModelInfo.NONE, LABELLED)).singleElement().asString().doesNotContain("labels");
        PreprocessingChoice own = PreprocessingChoice.builder("model").mean(1.0, 2.0, 3.0).rgb(true).build();
        assertThat(notes(ModelInfo.NONE, LABELLED.toBuilder().preprocessing(own).build())).isEmpty();
    }

    @Test
    void labels_of_another_number_of_classes_are_no_labels() {
        ModelInfo three = new ModelInfo(List.of("a", "b", "c"), WHOLE.mean(), WHOLE.scale(),
                WHOLE.reverseInputChannels(), Optional.empty(), false);
        assertThat(notes(three, USUAL)).singleElement().asString().contains("labels that fit (3 for 2 classes)")
                .contains("-l labels.txt").doesNotContain("timm");
    }

    @Test
    void a_graph_that_normalises_needs_no_mean_and_no_preset() {
        Optional<String> own = Optional.of("begins with Subtract 'x'");
        assertThat(ModelNotes.of(FILE, ModelInfo.NONE, 2, Optional.empty(), own, LABELLED)).singleElement().asString()
                .contains("the order of the channels", "--rgb").doesNotContain("mean", "timm");
        assertThat(ModelNotes.of(FILE, ModelInfo.NONE, 2, Optional.empty(), own, preset("timm")))
                .containsExactly("net.xml seems to "
                        + "normalise pictures itself: it begins with Subtract 'x'; preprocessing timm does so a second time: "
                        + "give -p none with --rgb or --bgr");
        assertThat(ModelNotes.of(FILE, ModelInfo.NONE, 2, Optional.empty(), own, preset("none"))).isEmpty();
    }

    @Test
    void says_which_of_several_outputs_is_taken() {
        assertThat(ModelNotes.of(FILE, ModelInfo.NONE, 2, Optional.of("logits"), Optional.empty(),
                preset("none"))).singleElement().asString()
                .contains("'logits' is taken for the scores", "?output=");
    }
}
