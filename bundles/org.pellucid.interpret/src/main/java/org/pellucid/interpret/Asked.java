package org.pellucid.interpret;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.pellucid.api.dataset.Dataset;
import org.pellucid.api.dataset.DatasetClass;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.interpret.InterpretRequest;
import org.pellucid.api.interpret.Task;
import org.pellucid.api.interpret.UseCase;
import org.pellucid.api.model.Model;

/** What was asked, as JSON: {@code work}, which must be the same when a run is resumed, and {@code presentation}. */
final class Asked {
    private Asked() {
    }

    static JsonObject of(Model model, Dataset dataset, InterpretRequest request) {
        JsonObject asked = new JsonObject();
        asked.add("work", work(model, dataset, request));
        JsonObject presentation = new JsonObject();
        presentation.addProperty("matrices", request.figures().isPresent());
        request.figures().ifPresent(figures -> {
            figures.layout().ifPresent(layout -> presentation.addProperty("layout", layout.id()));
            figures.columns().ifPresent(columns -> presentation.addProperty("columns", columns));
            presentation.addProperty("print", figures.print());
        });
        presentation.addProperty("report", request.report());
        asked.add("presentation", presentation);
        return asked;
    }

    private static JsonObject work(Model model, Dataset dataset, InterpretRequest request) {
        ExplainSettings settings = request.settings();
        JsonObject work = new JsonObject();
        work.add("task", task(request.task()));
        work.addProperty("dataset", dataset.name());
        request.sampling().ifPresent(sampling -> {
            work.addProperty("sample", sampling.count());
            work.addProperty("sample_seed", sampling.seed());
        });
        work.addProperty("model", model.name());
        work.addProperty("model_sha256", model.contentHash());
        model.output().ifPresent(output -> work.addProperty("model_output", output));
        work.addProperty("method", settings.method());
        settings.layer().ifPresent(layer -> work.addProperty("layer", layer));
        work.addProperty("device", settings.device());
        work.addProperty("precision", settings.precision().id());
        work.add("preprocessing", Journal.GSON.toJsonTree(settings.preprocessing().toString()));
        work.addProperty("labels_sha256", sum(settings.labels()));
        work.addProperty("class_ids_sha256", sum(settings.classIds()));
        work.add("options", Journal.GSON.toJsonTree(new TreeMap<>(settings.options())));
        work.addProperty("seed", settings.seed());
        work.addProperty("fallback", settings.fallback());
        work.add("formats", Journal.GSON.toJsonTree(request.formats()));
        work.addProperty("colormap", request.painting().colormap());
        work.addProperty("weight", request.painting().weight());
        work.addProperty("style", request.painting().style().id());
        work.addProperty("legend", request.painting().legend());
        work.addProperty("caption", request.painting().caption());
        work.addProperty("assets", request.assets());
        return work;
    }

    private static JsonObject task(Task task) {
        JsonObject json = new JsonObject();
        if (task instanceof Task.Triage triage) {
            json.addProperty("kind", "triage");
            json.addProperty("sure", triage.sure());
            json.addProperty("unsure", triage.unsure());
            json.addProperty("wrong", triage.wrong());
            json.addProperty("two", triage.two());
            json.addProperty("telling", triage.telling());
            json.addProperty("confusions", triage.confusions());
            json.add("labels", labels(triage.labels()));
        } else if (task instanceof Task.Picked picked) {
            json.addProperty("kind", "use cases");
            JsonArray cases = new JsonArray();
            for (UseCase each : picked.useCases().cases()) {
                JsonObject useCase = new JsonObject();
                useCase.addProperty("name", each.name());
                useCase.addProperty("confidence", each.threshold());
                useCase.add("paths", Journal.GSON.toJsonTree(each.samples()));
                cases.add(useCase);
            }
            json.add("use_cases", cases);
            json.add("labels", labels(picked.useCases().labels()));
        }
        return json;
    }

    private static JsonObject labels(Map<String, DatasetClass> classes) {
        JsonObject labels = new JsonObject();
        for (DatasetClass each : new TreeMap<>(classes).values()) {
            String index = each.index().isPresent() ? " " + each.index().getAsInt() : "";
            labels.addProperty(each.id(), each.label() + index);
        }
        return labels;
    }

    private static String sum(List<String> labels) {
        return labels.isEmpty() ? "" : Decoded.sha256(String.join("\n", labels).getBytes(StandardCharsets.UTF_8));
    }
}
