package org.pellucid.method.rise;

import java.util.List;
import java.util.Map;
import org.pellucid.api.PellucidException;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.PreprocessingChoice;
import org.pellucid.api.explain.Progress;
import org.pellucid.api.explain.SaliencyMap;
import org.pellucid.api.explain.Targets;
import org.pellucid.api.model.Model;
import org.pellucid.api.model.Precision;
import org.pellucid.testkit.PlainRuntime;
import org.pellucid.testkit.ReferenceMap;
import org.pellucid.testkit.TestData;

/** Compares maps with the converged ones of the data folder. */
final class ConvergedMaps {
    static final ExplainSettings SETTINGS = ExplainSettings.DEFAULTS.withMethod(Rise.NAME)
            .withPrecision(Precision.F32).withPreprocessing(PreprocessingChoice.of("timm"));

    private ConvergedMaps() {
    }

    static List<ReferenceMap> all() {
        return ReferenceMap.all(Rise.NAME, "converged");
    }

    static double correlation(PlainRuntime runtime, Model model, ReferenceMap reference, Map<String, String> options,
            long seed) throws PellucidException, InterruptedException {
        return correlation(map(runtime, model, reference, options, seed).raw(), reference.array().floats());
    }

    static SaliencyMap map(PlainRuntime runtime, Model model, ReferenceMap reference, Map<String, String> options,
            long seed) throws PellucidException, InterruptedException {
        return runtime.explainer().explain(model,
                runtime.images().read(TestData.shared("pictures/" + reference.picture())),
                SETTINGS.withOptions(options).withSeed(seed),
                new Targets.Listed(List.of(Integer.toString(reference.target()))), Progress.NONE).maps().get(0);
    }

    static double correlation(float[] a, float[] b) {
        double meanA = mean(a);
        double meanB = mean(b);
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += (a[i] - meanA) * (b[i] - meanB);
            aa += (a[i] - meanA) * (a[i] - meanA);
            bb += (b[i] - meanB) * (b[i] - meanB);
        }
        return ab / Math.sqrt(aa * bb);
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
