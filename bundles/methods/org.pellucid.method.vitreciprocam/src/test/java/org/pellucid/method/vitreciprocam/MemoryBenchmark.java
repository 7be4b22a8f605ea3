package org.pellucid.method.vitreciprocam;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.pellucid.api.Progress;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.PreprocessingChoice;
import org.pellucid.api.explain.Targets;
import org.pellucid.api.model.Precision;
import org.pellucid.api.model.spi.RuntimeModel;
import org.pellucid.testkit.PlainRuntime;
import org.pellucid.testkit.SilentLog;

/**
 * Peak memory of the process that explains with a random model of ViT-Base's size. Arguments: {@code write} and a
 * folder, then in another process {@code explain}, the folder, form and {@code k}.
 */
final class MemoryBenchmark {
    private MemoryBenchmark() {
    }

    /** 12 blocks of 12 heads of 64, 14x14 patches: ViT-Base/16 at 224x224 but for the size of a patch. */
    private static TransformerConfig base() {
        return new TransformerConfig(1, 14, 14, 1, 12, 64, 12, TransformerConfig.Block.PRE_NORM,
                TransformerConfig.Norm.FULL,
                TransformerConfig.Projection.SPLIT, true, TransformerConfig.AttentionKind.FUSED, true, false,
                TransformerConfig.Selection.GATHER, TransformerConfig.Head.LINEAR, true, false);
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[1]);
        if (arguments[0].equals("write")) {
            System.out.println(new TransformerBuilder(base()).write(folder, "base", 0));
            return;
        }
        ExplainSettings settings = ExplainSettings.builder().method("vit-reciprocam").precision(Precision.F32)
                .preprocessing(PreprocessingChoice.of("none"))
                .options(Map.of("form", arguments[2], "k", arguments[3])).build();
        try (PlainRuntime runtime = new PlainRuntime(new VitReciproCam(SilentLog.logger()));
                RuntimeModel model = runtime.models().load(folder.resolve("base.xml").toString())) {
            for (int round = 0; round < 2; round++) {
                long start = System.nanoTime();
                runtime.explainer().explain(model, CollapsedFormTest.picture(base()), settings, new Targets.All(),
                        Progress.NONE);
                System.out.printf("%.0f ms%n", (System.nanoTime() - start) / 1e6);
            }
        }
        Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM") || line.startsWith("VmRSS") || line.startsWith("Rss"))
                .forEach(System.out::println);
    }
}
