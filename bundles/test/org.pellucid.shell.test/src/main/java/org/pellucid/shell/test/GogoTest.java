package org.pellucid.shell.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;
import org.pellucid.api.InputException;
import org.pellucid.api.UsageException;
import org.pellucid.api.explain.SaliencyMap;

/** The commands in the Gogo shell. */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
class GogoTest extends InFramework {
    @Test
    void every_command_of_the_command_line_is_one_of_gogos() throws Exception {
        assertThat(run("--help")).isZero();
        List<String> commands = out().lines().filter(line -> line.matches("  \\S.*"))
                .map(line -> line.strip().split(" ")[0]).toList();
        assertThat(commands).contains("explain", "interpret", "bundles", "gogo");
        for (String command : commands) {
            assertThat(printed("pellucid:" + command + " --help")).startsWith("pellucid " + command + ": ");
        }
    }

    @Test
    void a_list_stands_for_its_elements() throws Exception {
        assertThat(gogo("pictures = [" + sample("chelsea.png") + " " + sample("rocket.jpg")
                + "]; (predict --top 1 $pictures) pictures")).asList().hasSize(2);
    }

    @Test
    void values_can_be_used_on() throws Exception {
        Object maps = gogo("(explain -f npy -t top:3 " + sample("chelsea.png") + ") maps");
        assertThat(maps).isInstanceOf(List.class).asList().hasSize(3).first().isInstanceOf(SaliencyMap.class);
        assertThat(gogo("(methods) items")).isInstanceOf(List.class);
    }

    @Test
    void values_are_printed_by_a_converter() throws Exception {
        assertThat(printed("explain -f npy " + sample("chelsea.png")))
                .startsWith("Predicted class Egyptian_cat, index 285").endsWith("chelsea_Egyptian_cat.npy");
        assertThat(printed("methods")).contains("reciprocam").contains("white-box");
        assertThat(printed("renderers")).contains("npy").contains("json");
        assertThat(printed("devices")).contains("CPU");
        assertThat(printed("models")).contains("efficientnet-lite0").contains("x3x224x224");
        assertThat(printed("bundles")).contains("org.pellucid.shell");
    }

    @Test
    void json_is_text() throws Exception {
        assertThat(JsonParser.parseString(printed("methods --json")).getAsJsonObject().get("methods").getAsJsonArray())
                .isNotEmpty();
    }

    @Test
    void paths_start_from_the_sessions_folder() throws Exception {
        Files.copy(Path.of(sample("chelsea.png")), folder.resolve("007"));
        gogo("explain -o out -f npy 007"); // a name that Gogo takes for a number
        assertThat(files("out")).hasSize(1);
    }

    @Test
    void failures_are_exceptions() {
        assertThatThrownBy(() -> gogo("explain gone.png")).isInstanceOf(InputException.class)
                .hasMessage("gone.png: no such file in " + folder);
        assertThatThrownBy(() -> gogo("explain -t top:0 " + sample("chelsea.png"))).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> gogo("explain gone.png missing.png")).isInstanceOf(InputException.class)
                .hasMessage("none of 2 pictures could be used");
    }

    @Test
    void a_line_within_a_line_runs_in_the_same_session() throws Exception {
        assertThat(gogo("x = 5; gogo 'y = $x'; $y")).hasToString("5");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"explain -M | reciprocam", "explain -m | efficientnet-lite0",
            "explain -d | CPU", "explain -t | Egyptian_cat", "explain -f jpg, | jpg,npy",
            "bundles --why | org.pellucid.natives.opencv",
            "methods | reciprocam"})
    void names_that_may_follow_are_known(String line, String name) throws Exception {
        boolean begun = line.endsWith(",");
        int index = line.split(" ").length - (begun ? 1 : 0);
        assertThat(gogo("__pellucid " + line.split(" ")[0] + " [" + line + "] " + index)).asList().contains(name);
    }
}
