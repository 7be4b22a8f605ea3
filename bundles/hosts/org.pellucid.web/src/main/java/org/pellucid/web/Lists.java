package org.pellucid.web;

import java.util.ArrayList;
import java.util.List;
import org.pellucid.api.PellucidException;
import org.pellucid.api.device.Device;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.Explainer;
import org.pellucid.api.explain.PreprocessingChoice;
import org.pellucid.api.image.ColormapEntry;
import org.pellucid.api.image.Cover;
import org.pellucid.api.image.Preprocessing;
import org.pellucid.api.model.Model;
import org.pellucid.api.model.Precision;
import org.pellucid.web.http.Answer;
import org.pellucid.web.http.Refusal;
import org.pellucid.web.http.Request;
import org.pellucid.web.view.Views.Fit;
import org.pellucid.web.view.Views.MethodView;
import org.pellucid.web.view.Views.ModelItem;
import org.pellucid.web.view.Views.ModelView;

/** Tells what is there: models, devices, methods, colour maps, data sets. */
final class Lists {
    private static final String DEFAULT_MODEL = "efficientnet-lite0";

    private final Room.PartsFinder parts;

    Lists(Room.PartsFinder parts) {
        this.parts = parts;
    }

    record Health(String status) {
    }

    private record DeviceView(String name, String fullName, List<String> capabilities) {
        static DeviceView of(Device device) {
            return new DeviceView(device.name(), device.fullName(), device.capabilities());
        }
    }

    /** A colour map with its 256 colours, RGB. */
    private record ColourView(String name, boolean safe, String description, byte[] colours) {
    }

    private record Start(List<ModelItem> models, String model, List<DeviceView> devices, List<String> precisions,
            List<MethodView> methods, List<ColourView> colours, List<String> covers, List<Sets.SetView> sets) {
    }

    private record Methods(List<MethodView> methods) {
    }

    /** Everything a page needs before its first picture, in one answer. */
    Answer start(Sets sets) throws Refusal, PellucidException {
        Parts present = parts.find();
        List<ModelItem> models = present.models().list().stream()
                .map(entry -> new ModelItem(entry.name(), entry.bytes()))
                .toList();
        String model = models.stream().anyMatch(item -> item.name().equals(DEFAULT_MODEL)) ? DEFAULT_MODEL
                : models.isEmpty() ? "" : models.get(0).name();
        List<ColourView> colours = new ArrayList<>();
        for (ColormapEntry entry : present.images().colormapEntries()) {
            byte[] rgb = present.images().ramp(entry.name()).bgr().clone();
            for (int i = 0; i < rgb.length; i += 3) {
                byte blue = rgb[i];
                rgb[i] = rgb[i + 2];
                rgb[i + 2] = blue;
            }
            colours.add(new ColourView(entry.name(), entry.colourBlindSafe(), entry.description(), rgb));
        }
        return Answer.json(new Start(models, model, present.devices().list().stream().map(DeviceView::of).toList(),
                List.of(Precision.values()).stream().map(Precision::id).toList(), methods(present), colours,
                List.of(Cover.values()).stream().map(Cover::id).toList(), sets.views()));
    }

    Answer methods() throws Refusal {
        return Answer.json(new Methods(methods(parts.find())));
    }

    private static List<MethodView> methods(Parts present) {
        return present.explainer().methods().stream().map(MethodView::of).toList();
    }

    Answer model(Request request) throws Refusal, PellucidException, InterruptedException {
        Parts present = parts.find();
        try (OpenModels.Use use = present.models().use(request.parameter("name"))) {
            Model model = use.model();
            Explainer explainer = present.explainer();
            int classes = explainer.classes(model);
            Preprocessing input = explainer.preprocessing(model, PreprocessingChoice.DEFAULTS);
            List<String> labels = model.info().labels().size() == classes ? model.info().labels() : List.of();
            return Answer.json(new ModelView(model.name(), model.contentHash(),
                    labels.stream().map(label -> label.replace('_', ' ').strip()).toList(), classes,
                    new int[] {input.width(), input.height()}, explainer.fits(model).stream().map(Fit::of).toList(),
                    explainer.notes(model, ExplainSettings.DEFAULTS)));
        }
    }
}
