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
import org.pellucid.api.model.spi.RuntimeModel;
import org.pellucid.whitebox.Classifier;
import org.pellucid.whitebox.OwnNormalisation;

/** What has been found out about a model by looking at its graph; looking again would cost more than a small model. */
final class KnownModel {
    final Classifier classifier;
    private final Optional<String> guessedOutput;
    private final Optional<String> ownNormalisation;
    private volatile Auto auto;
    private volatile Plan plan;

    private record Auto(long boardState, String layer, boolean fallback, MethodChoice choice) {
    }

    /** Methods that said they fit and could not be prepared, with the reason; for one state of the registry. */
    private final Map<Rejected, String> rejections = new ConcurrentHashMap<>();

    private record Rejected(long boardState, String layer, long methodId) {
    }

    KnownModel(RuntimeModel model) throws ModelException {
        this.classifier = Classifier.of(model);
        this.guessedOutput = classifier.guessedOutput(model);
        this.ownNormalisation = OwnNormalisation.of(classifier.graph(), classifier.input());
    }

    /** @return what should be known of the model with these settings, a line each */
    List<String> notes(Model model, ExplainSettings settings) {
        return ModelNotes.of(model.file(), model.info(), classifier.classes(), guessedOutput,
                ownNormalisation, settings);
    }

    /** @return what {@code auto} chose while the methods present were the same, or {@code null} */
    MethodChoice choice(long boardState, String layer, boolean fallback) {
        Auto last = auto;
        boolean holds = last != null && last.boardState == boardState && last.fallback == fallback
                && Objects.equals(last.layer, layer);
        return holds ? last.choice : null;
    }

    /** Lets {@code auto} pass over a method while the methods present are the same. */
    void reject(long boardState, String layer, KnownMethod method, String reason) {
        rejections.keySet().removeIf(rejected -> rejected.boardState != boardState);
        rejections.put(new Rejected(boardState, layer, method.id), reason);
        auto = null;
        plan = null;
    }

    /** @return why {@code auto} passes over a method, or {@code null} if it does not */
    String rejection(long boardState, String layer, KnownMethod method) {
        return rejections.get(new Rejected(boardState, layer, method.id));
    }

    void remember(long boardState, String layer, boolean fallback, MethodChoice choice) {
        auto = new Auto(boardState, layer, fallback, choice);
    }

    /** @return the last plan if it holds: made for these very settings while the methods present were the same */
    Plan plan(ExplainSettings settings, long boardState) {
        Plan last = plan;
        return last != null && last.settings() == settings && last.boardState() == boardState ? last : null;
    }

    /** Keeps a plan, unless a preprocessor has a part in it: that may come from a bundle that goes. */
    void remember(Plan made) {
        if (plan != made && made.preset().isPresent()) {
            plan = made;
        }
    }

    /** Gives up what it keeps of a method that goes, for its bundle could not be torn down. */
    void forget(KnownMethod method) {
        Plan last = plan;
        if (last != null && last.offer().service() == method) {
            plan = null;
        }
    }
}
