package org.pellucid.method.rise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.pellucid.api.Progress;
import org.pellucid.api.explain.Targets;
import org.pellucid.api.image.Picture;
import org.pellucid.api.model.Model;
import org.pellucid.testkit.PlainRuntime;
import org.pellucid.testkit.TestData;

/**
 * Prints by how much the process's peak of resident memory exceeds what it takes with the model compiled for a plain
 * prediction. Linux only; run it with a bounded heap, {@code -Xmx48m -XX:+UseSerialGC} for one target. Arguments:
 * {@code one} or {@code all} targets, then options as in {@link FidelityBenchmark}.
 */
final class MemoryBenchmark {
    private MemoryBenchmark() {
    }

    public static void main(String[] arguments) throws Exception {
        Targets targets = arguments[0].equals("all") ? new Targets.All() : new Targets.Top(1);
        Map<String, String> options = FidelityBenchmark.options(arguments[1]);
        try (PlainRuntime runtime = new PlainRuntime(new Rise());
                Model model = runtime.models().load(TestData.model("efficientnet-lite0").toString())) {
            Picture picture = runtime.images().read(TestData.sample("chelsea.png"));
            runtime.explainer().predict(model, picture, ConvergedMaps.SETTINGS);
            long before = kibibytes("VmHWM");
            runtime.explainer().explain(model, picture, ConvergedMaps.SETTINGS.toBuilder().options(options).build(),
                    targets,
                    Progress.NONE);
            long after = kibibytes("VmHWM");
            System.out.printf(Locale.ROOT, "%s %s: peak %.0f MiB, %.0f MiB beyond a plain prediction%n", arguments[0],
                    arguments[1], after / 1024.0, (after - before) / 1024.0);
        }
    }

    private static long kibibytes(String key) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith(key + ":")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IOException("no " + key + " in /proc/self/status");
    }
}
