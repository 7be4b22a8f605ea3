package org.pellucid.shell.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Models whose file says nothing of preprocessing and labels, as most exports. */
class ModelsTest extends InFramework {
    private static final String NOTE = "Note: bare.xml does not say: mean and scale of its input, the order of the "
            + "channels, labels; ";

    /** The model that ships, without what it says of itself. */
    @BeforeEach
    void bare_model() throws IOException {
        Path model = root().resolve("models/efficientnet-lite0");
        String definition = Files.readString(model.resolve("efficientnet-lite0.xml"));
        int begin = definition.lastIndexOf("<rt_info>");
        Files.writeString(folder.resolve("bare.xml"), definition.substring(0, begin) + "</net>");
        Files.copy(model.resolve("efficientnet-lite0.bin"), folder.resolve("bare.bin"));
    }

    private long notes() {
        return err().lines().filter(line -> line.startsWith("Note: ")).count();
    }

    private String labels() {
        return root().resolve("models/imagenet_2012.txt").toString();
    }

    private JsonObject picture() {
        return JsonParser.parseString(out()).getAsJsonObject().getAsJsonArray("pictures").get(0).getAsJsonObject();
    }

    @Test
    void what_the_file_leaves_unsaid_is_said_once_a_run() {
        for (String command : new String[] {"predict", "explain"}) {
            assertThat(run(command, "-m", "bare.xml", sample("chelsea.png"), sample("rocket.jpg"))).isZero();
            assertThat(err()).contains(NOTE).contains("-p timm -l labels.txt");
            assertThat(notes()).isEqualTo(1);
        }
        assertThat(run("explain", "-m", "bare.xml", "-p", "timm", "-l", labels(), sample("chelsea.png"))).isZero();
        assertThat(notes()).isZero();
        assertThat(run("explain", sample("chelsea.png"))).isZero();
        assertThat(notes()).isZero();
    }

    @Test
    void json_says_the_same() throws IOException {
        assertThat(run("explain", "-m", "bare.xml", "--json", "-f", "json", "-o", "maps",
                sample("chelsea.png"))).isZero();
        String note = picture().getAsJsonArray("notes").get(0).getAsString();
        assertThat("Note: " + note).startsWith(NOTE);
        assertThat(Files.readString(folder.resolve("maps/chelsea.json"))).contains(note);
        assertThat(run("predict", "-m", "bare.xml", "--json", sample("chelsea.png"))).isZero();
        assertThat(picture().getAsJsonArray("notes").get(0).getAsString()).isEqualTo(note);
    }

    @Test
    void an_evaluation_says_it_once_and_keeps_it() throws IOException {
        assertThat(run("evaluate", "-m", "bare.xml", "--metric", "deletion", "--steps", "2", "-o", "evaluation",
                "--sample", "1", root().resolve("models/samples").toString())).as(err()).isZero();
        assertThat(notes()).isEqualTo(1);
        assertThat(Files.readString(folder.resolve("evaluation/evaluation.json"))).contains("bare.xml does not say: ");
    }
}
