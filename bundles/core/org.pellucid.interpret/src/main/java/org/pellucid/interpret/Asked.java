package org.pellucid.interpret;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.pellucid.api.dataset.Dataset;
import org.pellucid.api.explain.PreprocessingChoice;
import org.pellucid.api.image.Preprocessing;
import org.pellucid.api.interpret.InterpretRequest;
import org.pellucid.api.interpret.UseCases;
import org.pellucid.api.model.Model;
import org.pellucid.files.Sha256;

/** What was asked, as JSON: {@code work}, which must be the same when a run is resumed, and {@code presentation}. */
final class Asked {
    /** Components, by record, that may differ when a run is resumed. */
    private static final Map<Class<?>, Set<String>> NO_WORK = Map.of(
            InterpretRequest.class, Set.of("output", "existing", "figures", "report"),
            UseCases.class, Set.of("name", "layout"),
            // A function cannot be compared: its name counts.
            PreprocessingChoice.class, Set.of("own"));
    /** Of a longer list, the labels of a model say, the checksum is kept. */
    private static final int LONGEST_LIST = 100;

    private Asked() {
    }

    static JsonObject of(Model model, Dataset dataset, InterpretRequest request, Preprocessing preprocessing) {
        JsonObject asked = new JsonObject();
        asked.add("work", work(model, dataset, request, preprocessing));
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

    private static JsonObject work(Model model, Dataset dataset, InterpretRequest request,
            Preprocessing preprocessing) {
        JsonObject work = new JsonObject();
        work.addProperty("dataset", dataset.name());
        work.addProperty("model", model.name());
        work.addProperty("model_sha256", model.contentHash());
        model.output().ifPresent(output -> work.addProperty("model_output", output));
        preprocessing.version().ifPresent(version -> work.addProperty("preprocessor_version", version));
        work(request).asMap().forEach(work::add);
        return work;
    }

    /** All that a request says counts, what it may say one day too, except for {@link #NO_WORK}. */
    static JsonObject work(InterpretRequest request) {
        JsonObject work = record(request);
        for (String part : List.of("settings", "painting")) {
            // A difference is told by its name, which is that of an option then.
            work.remove(part).getAsJsonObject().asMap().forEach(work::add);
        }
        work.addProperty("kind", request.task().getClass().getSimpleName());
        return work;
    }

    private static JsonElement json(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.isPresent() ? json(optional.get()) : JsonNull.INSTANCE;
        } else if (value instanceof OptionalInt optional) {
            return optional.isPresent() ? new JsonPrimitive(optional.getAsInt()) : JsonNull.INSTANCE;
        } else if (value instanceof Record part) {
            return record(part);
        } else if (value instanceof Map<?, ?> map) {
            JsonObject object = new JsonObject();
            new TreeMap<>(map).forEach((key, each) -> object.add(key.toString(), json(each)));
            return object;
        } else if (value instanceof Collection<?> several) {
            JsonArray array = new JsonArray();
            several.forEach(each -> array.add(json(each)));
            return array.size() <= LONGEST_LIST ? array
                    : new JsonPrimitive("SHA-256 " + Sha256.of(array.toString()));
        } else if (value instanceof Number number) {
            return new JsonPrimitive(number);
        } else if (value instanceof Boolean truth) {
            return new JsonPrimitive(truth);
        }
        return new JsonPrimitive(value.toString());
    }

    private static JsonObject record(Record value) {
        JsonObject object = new JsonObject();
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            if (!NO_WORK.getOrDefault(value.getClass(), Set.of()).contains(component.getName())) {
                try {
                    JsonElement part = json(component.getAccessor().invoke(value));
                    if (!part.isJsonNull()) {
                        object.add(component.getName(), part);
                    }
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException("a record of the API cannot be read", e);
                }
            }
        }
        return object;
    }
}
