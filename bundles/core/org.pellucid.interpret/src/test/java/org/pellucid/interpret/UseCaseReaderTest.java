package org.pellucid.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pellucid.api.UsageException;
import org.pellucid.api.interpret.FigureLayout;
import org.pellucid.api.interpret.UseCases;

class UseCaseReaderTest {
    private static UseCases read(String text) throws UsageException {
        return UseCaseReader.read("cases.json", new StringReader(text));
    }

    @Test
    void readsTheWholeFormAndTheNotebooks() throws Exception {
        String inside = "{\"A\": {\"confidence\": 0.5, \"paths\": [\"train/x/1.png\", \"2.png\"]}}";
        UseCases whole = read("{\"schema_version\": 1, \"labels\": {\"x\": {\"label\": \"dog\", \"index\": 3}}, "
                + "\"use_cases\": " + inside + "}");
        assertThat(whole.labels().get("x").label()).isEqualTo("dog");
        assertThat(whole.labels().get("x").index()).hasValue(3);
        assertThat(whole.cases()).isEqualTo(read(inside).cases()).singleElement().satisfies(useCase -> {
            assertThat(useCase.threshold()).isEqualTo(0.5);
            assertThat(useCase.samples()).containsExactly("train/x/1.png", "2.png");
        });
    }

    @Test
    void a_file_may_name_the_layout_of_its_figures() throws Exception {
        String inside = "{\"A\": {\"confidence\": 0.5, \"paths\": [\"1.png\"]}}";
        assertThat(read(inside).layout()).isEmpty();
        assertThat(read("{\"layout\": \"notebook\", \"use_cases\": " + inside + "}").layout())
                .contains(FigureLayout.NOTEBOOK);
        try (InputStream in = UseCaseReader.class.getResourceAsStream("imagewoof.json")) {
            assertThat(UseCaseReader.read("imagewoof", new InputStreamReader(in, StandardCharsets.UTF_8)).layout())
                    .contains(FigureLayout.NOTEBOOK);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"A\": {\"confidence\": 2, \"paths\": []}} | confidence 2.0: must lie in 0..1",
            "{\"A\": {\"confidence\": \"0.5\", \"paths\": []}} | must be a probability, a number in 0..1, not a text",
            "{\"A\": {\"confidence\": 0.5}} | paths is missing",
            "{\"A\": {\"confidence\": 0.5, \"paths\": [\"a\", \"a\"]}} | path a stands here twice",
            "{\"A\": {\"confidence\": 0.5, \"path\": []}} | unknown key path",
            "{\"use_cases\": {}, \"lables\": {}} | unknown key lables",
            "{\"layout\": \"columns\"} | layout columns is not known; there are rows, notebook",
            "{\"schema_version\": 2} | schema_version 2.0 is not known",
            "{\"labels\": {\"x\": {\"label\": \"dog\", \"index\": -1}}} | index -1.0: must be a whole number from 0",
            "[] | must be an object",
            "{\"use_cases\": {\"A\": {\"confidence\": 0.5, | ends in the middle",
            "{} | holds neither a use case nor labels"})
    void namesThePlaceOfAMistake(String text, String message) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(UsageException.class).hasMessageStartingWith("use-case file "
                + "cases.json: ").hasMessageContaining(message);
    }
}
