package org.pellucid.command.list;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.pellucid.api.PellucidException;
import org.pellucid.api.command.CommandResult;
import org.pellucid.api.command.JsonOutput;
import org.pellucid.api.command.TextOutput;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.Explainer;
import org.pellucid.api.explain.InsertionLayer;
import org.pellucid.api.explain.MethodFit;
import org.pellucid.api.image.Preprocessing;
import org.pellucid.api.model.Model;
import org.pellucid.api.model.ModelInfo;
import org.pellucid.api.model.Port;
import org.pellucid.console.Table;

/** What a model is, what it says of itself, and which methods fit it. */
public final class ModelDescription implements CommandResult {
    private static final int LABELS_SHOWN = 5;
    private static final int LAYERS_SHOWN = 8;

    private final String name;
    private final Path file;
    private final List<Port> inputs;
    private final List<Port> outputs;
    private final ModelInfo info;
    private final String layout;
    private final String refusal;
    private final List<String> notes;
    private final List<MethodFit> fits;
    private final List<InsertionLayer> layers;
    private final Optional<Path> copy;

    private ModelDescription(Model model, String layout, String refusal, List<String> notes, List<MethodFit> fits,
            List<InsertionLayer> layers, Optional<Path> copy) {
        this.name = model.name();
        this.file = model.file();
        this.inputs = model.inputs();
        this.outputs = model.outputs();
        this.info = model.info();
        this.layout = layout;
        this.refusal = refusal;
        this.notes = notes;
        this.fits = fits;
        this.layers = layers;
        this.copy = copy;
    }

    /** A model that is no image classifier is described as well, with what is in the way. */
    static ModelDescription of(Model model, Explainer explainer, ExplainSettings settings, Optional<Path> copy)
            throws InterruptedException {
        String layout = "";
        String refusal = "";
        List<String> notes = List.of();
        List<InsertionLayer> layers = List.of();
        try {
            layers = explainer.layers(model);
            notes = explainer.notes(model, settings);
            Preprocessing preprocessing = explainer.preprocessing(model, settings.preprocessing());
            layout = preprocessing.layout().name();
        } catch (PellucidException e) {
            refusal = e.getMessage();
        }
        return new ModelDescription(model, layout, refusal, notes, explainer.fits(model), layers, copy);
    }

    @Override
    public void print(TextOutput out) {
        out.line("Model ", name, " (", file, ")");
        inputs.forEach(port -> out.line("Input ", text(port), layout.isEmpty() ? "" : ", " + layout));
        outputs.forEach(port -> out.line("Output ", text(port)));
        out.line("Mean: ", said(info.mean()));
        out.line("Scale: ", said(info.scale()));
        out.line("Channels: ", said(info.reverseInputChannels().map(rgb -> rgb ? "RGB" : "BGR")));
        out.line("Resize: ", said(info.resizeType()), info.interpolationType().map(type -> ", " + type).orElse(""),
                info.padValue().map(value -> ", bars of " + value).orElse(""),
                info.cropShare().map(share -> ", keeps " + share).orElse(""));
        out.line("Labels: ", labels());
        out.line();
        Table table = new Table("METHOD", "KIND", "FITS", "WHY");
        fits.forEach(fit -> table.row(fit.name(), kind(fit), fit.supported() ? "yes" : "no",
                fit.reason()));
        table.print(out);
        printLayers(out);
        if (!refusal.isEmpty()) {
            out.line().line("It cannot be explained as it is: ", refusal);
        }
        if (copy.isEmpty()) {
            notes.forEach(note -> out.line().line(note));
        }
        copy.ifPresent(path -> out.line().line("Copy: ", path));
    }

    /** The last come first: they are the cheapest, and the very last is taken if none is asked for. */
    private void printLayers(TextOutput out) {
        if (layers.isEmpty()) {
            return;
        }
        out.line();
        Table table = new Table("LAYER", "SHAPE", "CELLS", "INFERENCES");
        for (int i = layers.size() - 1; i >= Math.max(0, layers.size() - LAYERS_SHOWN); i--) {
            InsertionLayer layer = layers.get(i);
            table.row(layer.name(), layer.shape().toString(), layer.rows() + "x" + layer.columns(),
                    "up to " + String.format(Locale.ROOT, layer.inferences() < 10 ? "%.2f" : "%.0f",
                            layer.inferences()));
        }
        table.print(out);
        if (layers.size() > LAYERS_SHOWN) {
            out.line("and ", layers.size() - LAYERS_SHOWN, " before them, with --json; --layer takes any");
        }
    }

    /** Returns how many there are and the first of them. */
    private String labels() {
        List<String> labels = info.labels();
        return labels.isEmpty() ? said(Optional.empty())
                : labels.size() + ": " + String.join(", ", labels.subList(0, Math.min(LABELS_SHOWN, labels.size())))
                        + (labels.size() > LABELS_SHOWN ? ", …" : "");
    }

    private static String said(Optional<?> value) {
        return value.map(Object::toString).orElse("not said");
    }

    private static String kind(MethodFit fit) {
        return fit.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String text(Port port) {
        return (port.names().isEmpty() ? "without a name" : String.join(", ", port.names())) + ": "
                + port.type().name().toLowerCase(Locale.ROOT) + " " + port.shape().toString().replace("-1", "?");
    }

    @Override
    public void json(JsonOutput out) throws IOException {
        out.name("name").value(name).name("definition").value(file.toString());
        ports(out.name("inputs"), inputs);
        ports(out.name("outputs"), outputs);
        out.name("layout").value(layout.isEmpty() ? null : layout);
        out.name("model_info").beginObject();
        numbers(out.name("mean_values"), info.mean());
        numbers(out.name("scale_values"), info.scale());
        out.name("reverse_input_channels").value(info.reverseInputChannels().orElse(null));
        out.name("resize_type").value(info.resizeType().orElse(null));
        out.name("interpolation_type").value(info.interpolationType().orElse(null));
        out.name("pad_value").value(info.padValue().orElse(null));
        out.name("crop_share").value(info.cropShare().orElse(null));
        out.name("multilabel").value(info.multilabel());
        strings(out.name("labels"), info.labels());
        out.endObject();
        out.name("methods").beginArray();
        for (MethodFit fit : fits) {
            out.beginObject().name("name").value(fit.name()).name("kind").value(kind(fit));
            out.name("fits").value(fit.supported()).name("reason").value(fit.reason()).endObject();
        }
        out.endArray();
        out.name("layers").beginArray();
        for (InsertionLayer found : layers) {
            out.beginObject().name("name").value(found.name());
            sizes(out.name("shape"), found.shape());
            out.name("rows").value(found.rows()).name("columns").value(found.columns());
            out.name("inferences").value(found.inferences()).endObject();
        }
        out.endArray();
        out.name("refusal").value(refusal.isEmpty() ? null : refusal);
        strings(out.name("notes"), notes);
        out.name("copy").value(copy.map(Path::toString).orElse(null));
    }

    private static void ports(JsonOutput out, List<Port> ports) throws IOException {
        out.beginArray();
        for (Port port : ports) {
            out.beginObject();
            strings(out.name("names"), port.names());
            out.name("type").value(port.type().name().toLowerCase(Locale.ROOT));
            sizes(out.name("shape"), port.shape());
            out.endObject();
        }
        out.endArray();
    }

    private static void sizes(JsonOutput out, List<Integer> shape) throws IOException {
        out.beginArray();
        for (int size : shape) {
            out.value(size);
        }
        out.endArray();
    }

    private static void numbers(JsonOutput out, Optional<List<Double>> numbers) throws IOException {
        if (numbers.isEmpty()) {
            out.nullValue();
            return;
        }
        out.beginArray();
        for (double number : numbers.get()) {
            out.value(number);
        }
        out.endArray();
    }

    private static void strings(JsonOutput out, List<String> strings) throws IOException {
        out.beginArray();
        for (String string : strings) {
            out.value(string);
        }
        out.endArray();
    }
}
