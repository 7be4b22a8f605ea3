package org.pellucid.explain;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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

    /** Methods that said they fit and could not be prepared, with the reason; for one state of the registry. */
    private final Map<Rejected, String> rejections = new ConcurrentHashMap<>();

    private record Rejected(long registryState, String layer, long serviceId) {
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

    /** Lets {@code auto} pass over a method while the methods present are the same. */
    void reject(long registryState, String layer, MethodHolder method, String reason) {
        rejections.keySet().removeIf(rejected -> rejected.registryState != registryState);
        rejections.put(new Rejected(registryState, layer, method.serviceId), reason);
        auto = null;
    }

    /** @return why {@code auto} passes over a method, or {@code null} if it does not */
    String rejection(long registryState, String layer, MethodHolder method) {
        return rejections.get(new Rejected(registryState, layer, method.serviceId));
    }

    void remember(long registryState, String layer, boolean fallback, MethodChoice choice) {
        auto = new Auto(registryState, layer, fallback, choice);
    }
}
