package org.pellucid.command.base;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pellucid.api.command.JsonOutput;
import org.pellucid.command.base.GsonOutput;

class JsonCopyTest {
    @Test
    void copies_everything_to_the_last_digit() throws Exception {
        String members = "\"n\":0.12345678901234567890,\"l\":[1,null,true,\"x\\\"\",{\"a\":{}},[]]";
        StringWriter text = new StringWriter();
        JsonOutput out = new GsonOutput(new JsonWriter(text));
        out.beginObject();
        JsonCopy.members(new JsonReader(new StringReader("{\"image\":{\"deep\":[1]}," + members + "}")), out,
                Set.of("image"));
        out.endObject();
        assertThat(text).hasToString("{" + members + "}");
    }

    @Test
    void copies_one_member_and_reads_no_further() throws Exception {
        StringWriter text = new StringWriter();
        JsonOutput out = new GsonOutput(new JsonWriter(text));
        out.beginObject();
        JsonCopy.member(new JsonReader(new StringReader("{\"a\":[{\"b\":1}],\"b\":{\"c\":2},\"d\":broken")), out, "b");
        out.endObject();
        assertThat(text).hasToString("{\"b\":{\"c\":2}}");
    }
}
