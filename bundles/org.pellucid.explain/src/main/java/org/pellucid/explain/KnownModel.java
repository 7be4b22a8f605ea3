package org.pellucid.explain;

import java.util.Objects;
import org.pellucid.api.ModelException;
import org.pellucid.api.explain.Explainer.MethodChoice;
import org.pellucid.api.model.Model;
import org.pellucid.ir.Classifier;

/** What has been found out about a model by looking at its graph; looking again would cost more than a small model. */
final class KnownModel {
    final Classifier classifier;
    private volatile Auto auto;

    private record Auto(long registryState, String layer, boolean fallback, MethodChoice choice) {
    }

    KnownModel(Model model) throws ModelException {
        this.classifier = Classifier.of(model);
    }

    /** @return what {@code auto} chose while the methods present were the same, or {@code null} */
    MethodChoice choice(long registryState, String layer, boolean fallback) {
        Auto last = auto;
        boolean holds = last != null && last.registryState == registryState && last.fallback == fallback
                && Objects.equals(last.layer, layer);
        return holds ? last.choice : null;
    }

    void remember(long registryState, String layer, boolean fallback, MethodChoice choice) {
        auto = new Auto(registryState, layer, fallback, choice);
    }
}
