package org.pellucid.method.rise;

import java.util.List;
import java.util.Map;
import org.pellucid.api.PellucidException;
import org.pellucid.api.Progress;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.PreprocessingChoice;
import org.pellucid.api.explain.SaliencyMap;
import org.pellucid.api.explain.Targets;
import org.pellucid.api.model.Model;
import org.pellucid.api.model.Precision;
import org.pellucid.maps.MapStatistics;
import org.pellucid.testkit.PlainRuntime;
import org.pellucid.testkit.ReferenceMap;
import org.pellucid.testkit.TestData;

/** Compares maps with the converged ones of the data folder. */
final class ConvergedMaps {
    static final ExplainSettings SETTINGS = ExplainSettings.builder().method(Rise.NAME)
            .precision(Precision.F32).preprocessing(PreprocessingChoice.of("timm")).build();

    private ConvergedMaps() {
    }

    static List<ReferenceMap> all() {
        return ReferenceMap.all(Rise.NAME, "converged");
    }

    static double correlation(PlainRuntime runtime, Model model, ReferenceMap reference, Map<String, String> options,
            long seed) throws PellucidException, InterruptedException {
        return MapStatistics.pearson(map(runtime, model, reference, options, seed).raw(), reference.array().floats());
    }

    static SaliencyMap map(PlainRuntime runtime, Model model, ReferenceMap reference, Map<String, String> options,
            long seed) throws PellucidException, InterruptedException {
        return runtime.explainer().explain(model,
                runtime.images().read(TestData.shared("pictures/" + reference.picture())),
                SETTINGS.toBuilder().options(options).seed(seed).build(),
                new Targets.Listed(List.of(Integer.toString(reference.target()))), Progress.NONE).maps().get(0);
    }
}
