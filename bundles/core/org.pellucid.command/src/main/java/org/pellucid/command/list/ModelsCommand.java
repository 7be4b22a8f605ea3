package org.pellucid.command.list;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Component;
import org.pellucid.api.ModelException;
import org.pellucid.api.PellucidException;
import org.pellucid.api.UsageException;
import org.pellucid.api.command.CommandGroup;
import org.pellucid.api.command.CommandOption;
import org.pellucid.api.command.CommandResult;
import org.pellucid.api.command.Completer;
import org.pellucid.api.command.JsonOutput;
import org.pellucid.api.command.spi.Command;
import org.pellucid.api.command.spi.CommandCall;
import org.pellucid.api.download.CatalogKind;
import org.pellucid.api.model.Model;
import org.pellucid.api.model.ModelEntry;
import org.pellucid.api.model.ModelLoader;
import org.pellucid.api.model.Port;
import org.pellucid.command.base.Column;
import org.pellucid.command.base.ListCommand;
import org.pellucid.command.option.ModelOptions;
import org.pellucid.console.Numbers;

/** Lists models, or fetches one. */
@Component(service = Command.class, property = Command.NAME + "=models")
public final class ModelsCommand extends ListCommand<ModelsCommand.Entry> {
    /** Made by Declarative Services. */
    public ModelsCommand() {
        super(CommandGroup.PRESENT, "models",
                "[options] [" + Fetching.WORD + " [NAME] | " + ModelDescribing.WORD + " NAME|FILE | "
                        + ModelDescribing.CONVERT
                        + " FILE]",
                "lists the models that --model can name, describes, converts or fetches one",
                "pellucid models", "pellucid models fetch",
                "pellucid models fetch mobilenetv3_large_100.ra_in1k",
                "pellucid models describe net.xml",
                "pellucid models describe net.xml --write -p timm -l labels.txt -o described",
                "pellucid models convert net.onnx -p timm -o converted");
    }

    @Override
    public String details() {
        return ModelDescribing.DETAILS + " " + Fetching.DETAILS
                + " A model that was fetched can be named by --model like any"
                + " other; a label file is given to --labels by its path, which is printed.";
    }

    @Override
    public List<CommandOption> options() {
        List<CommandOption> options = new ArrayList<>(Fetching.options());
        ModelDescribing.add(options);
        return options;
    }

    @Override
    public Completer completer() {
        return line -> Stream.of(Stream.of(ModelDescribing.WORD, ModelDescribing.CONVERT, Fetching.WORD),
                ModelOptions.models(line).stream(), Fetching.names(line)).flatMap(names -> names).distinct().toList();
    }

    @Override
    public CommandResult run(CommandCall call) throws PellucidException, InterruptedException {
        if (ModelDescribing.isAsked(call)) {
            Fetching.refuseOptions(call);
            return ModelDescribing.run(call);
        }
        ModelDescribing.refuseOptions(call);
        if (Fetching.isAsked(call)) {
            return Fetching.run(call, EnumSet.of(CatalogKind.MODEL, CatalogKind.LABELS));
        }
        if (!call.arguments().rest().isEmpty()) {
            throw new UsageException("takes no argument '" + call.arguments().rest().get(0) + "' but "
                    + Fetching.WORD + ", " + ModelDescribing.WORD + " or " + ModelDescribing.CONVERT);
        }
        Fetching.refuseOptions(call);
        return list(call);
    }

    @Override
    protected List<Entry> items(CommandCall call) throws PellucidException, InterruptedException {
        ModelLoader loader = call.service(ModelLoader.class);
        List<Entry> entries = new ArrayList<>();
        for (ModelEntry found : loader.list()) {
            // One damaged model must not hide the others.
            try (Model model = loader.load(found.name())) {
                Optional<Port> input = model.inputs().stream().findFirst();
                Optional<Port> output = model.outputs().stream().findFirst();
                entries.add(new Entry(found, input.map(Port::shape).orElse(List.of()),
                        output.map(Port::shape).filter(s -> !s.isEmpty()).map(s -> s.get(s.size() - 1)).orElse(-1),
                        model.info().labels().size(), ""));
            } catch (ModelException e) {
                entries.add(new Entry(found, List.of(), -1, 0, e.getMessage()));
            }
        }
        return entries;
    }

    /**
     * A model.
     *
     * @param found   name, files and size
     * @param input   shape of the input, -1 where dynamic; empty if the model cannot be read
     * @param classes how many, -1 if unknown
     * @param labels  how many class names the model brings
     * @param error   why it cannot be read, or empty
     */
    public record Entry(ModelEntry found, List<Integer> input, int classes, int labels, String error) {
        /** @return the shape as text: {@code 1x3x224x224}, {@code ?} where dynamic */
        String shape() {
            StringBuilder text = new StringBuilder();
            for (int size : input) {
                text.append(text.isEmpty() ? "" : "x").append(size < 0 ? "?" : Integer.toString(size));
            }
            return text.toString();
        }
    }

    @Override
    protected List<Column<Entry>> columns() {
        return List.of(Column.of("MODEL", entry -> entry.found().name()),
                Column.of("SIZE", entry -> Numbers.bytes(entry.found().bytes())),
                Column.of("INPUT", Entry::shape),
                Column.of("CLASSES", entry -> entry.classes() < 0 ? "?" : Integer.toString(entry.classes())),
                Column.of("LABELS", entry -> entry.labels() > 0 ? "yes" : "no"),
                Column.of("FILE", entry -> entry.error().isEmpty() ? entry.found().definition().toString()
                        : "cannot be read: " + entry.error()));
    }

    @Override
    protected void json(Entry entry, JsonOutput out) throws IOException {
        out.name("name").value(entry.found().name()).name("definition").value(entry.found().definition().toString());
        out.name("weights").value(entry.found().weights().toString());
        out.name("bytes").value(entry.found().bytes());
        if (!entry.error().isEmpty()) {
            out.name("error").value(entry.error());
            return;
        }
        out.name("input").beginArray();
        for (int size : entry.input()) {
            out.value(size);
        }
        out.endArray();
        out.name("classes").value(entry.classes());
        out.name("labels").value(entry.labels());
    }
}
