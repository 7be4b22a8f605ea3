package org.pellucid.command.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.pellucid.console.Text;

class JsonDocumentTest {
    private final StringWriter text = new StringWriter();

    private String written() {
        return text.toString().replaceAll("\\s+", "");
    }

    @Test
    void writes_parts_as_they_come() {
        JsonDocument document = new JsonDocument(text, "explain", "pictures");
        assertThat(written()).isEmpty();
        document.part(new Text("a"));
        assertThat(written()).contains("{\"text\":\"a\"}");
        document.part(new Text("b"));
        document.end(new Text("end"));
        assertThat(written()).isEqualTo(
                "{\"schema_version\":1,\"command\":\"explain\",\"pictures\":[{\"text\":\"a\"},{\"text\":\"b\"}],"
                        + "\"text\":\"end\"}");
        assertThat(text.toString()).endsWith("}\n");
    }

    @Test
    void is_whole_when_the_command_fails_on_the_way() {
        JsonDocument document = new JsonDocument(text, "explain", "pictures");
        document.part(new Text("a"));
        document.fail("no more");
        assertThat(written()).isEqualTo("{\"schema_version\":1,\"command\":\"explain\",\"pictures\":[{\"text\":\"a\"}],"
                + "\"error\":\"nomore\"}");
    }

    @Test
    void writes_a_command_without_parts() {
        new JsonDocument(text, "models", "").end(new Text("x"));
        assertThat(written()).isEqualTo("{\"schema_version\":1,\"command\":\"models\",\"text\":\"x\"}");
    }
}
