package org.pellucid.explain;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.pellucid.api.ModelException;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.Explainer.MethodChoice;
import org.pellucid.api.model.Model;
import org.pellucid.ir.Classifier;
import org.pellucid.ir.OwnNormalisation;

/** What has been found out about a model by looking at its graph; looking again would cost more than a small model. */
final class KnownModel {
    final Classifier classifier;
    private final Optional<String> ownNormalisation;
    private volatile Auto auto;

    private record Auto(long registryState, String layer, boolean fallback, MethodChoice choice) {
    }

    KnownModel(Model model) throws ModelException {
        this.classifier = Classifier.of(model);
        this.ownNormalisation = OwnNormalisation.of(classifier.graph(), classifier.input());
    }

    /** @return what should be known of the model with these settings, a line each */
    List<String> notes(Model model, ExplainSettings settings) {
        return ModelNotes.of(model.file(), model.info(), classifier.classes(), ownNormalisation, settings);
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
