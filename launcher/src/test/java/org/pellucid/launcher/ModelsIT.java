package org.pellucid.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pellucid.launcher.Command.Ended;
import org.pellucid.testkit.TestData;

/** Models whose file says nothing of preprocessing and labels. */
class ModelsIT {
    private static final String UNSAID = "bare.xml does not say: mean and scale of its input, the order of the "
            + "channels, labels; ";

    @TempDir
    private Path folder;

    private Ended run(Object... arguments) {
        return Command.in(folder).run(arguments);
    }

    @Test
    void pages_and_reports_say_what_the_file_leaves_unsaid() throws IOException {
        Samples.classifier(folder, "bare");
        run("explain", "-m", "bare.xml", "-M", "activation-map", "-f", "html", TestData.sample("chelsea.png")).done();
        assertThat(Files.readString(folder.resolve("saliency_maps/chelsea.html"))).contains(UNSAID);
        Files.writeString(folder.resolve("cases.json"),
                "{\"use_cases\": {\"one\": {\"confidence\": 0.1, \"paths\": [\"chelsea.png\"]}}}");
        Ended interpreted = run("interpret", "-m", "bare.xml", "-M", "activation-map", "--use-cases", "cases.json",
                "--no-matrices", "-o", "run", TestData.root().resolve("models/samples"));
        interpreted.done();
        assertThat(interpreted.err()).containsOnlyOnce(UNSAID);
        assertThat(interpreted.out()).doesNotContain(UNSAID);
        assertThat(Files.readString(folder.resolve("run/manifest.json"))).contains(UNSAID);
        assertThat(Files.readString(folder.resolve("run/report.html"))).contains(UNSAID);
    }
}
