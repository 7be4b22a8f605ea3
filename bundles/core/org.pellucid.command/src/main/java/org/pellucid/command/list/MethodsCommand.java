package org.pellucid.command.list;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.osgi.service.component.annotations.Component;
import org.pellucid.api.PellucidException;
import org.pellucid.api.command.Completer;
import org.pellucid.api.command.JsonOutput;
import org.pellucid.api.command.TextOutput;
import org.pellucid.api.command.spi.Command;
import org.pellucid.api.command.spi.CommandCall;
import org.pellucid.api.explain.Explainer;
import org.pellucid.api.explain.MethodDescription;
import org.pellucid.api.explain.MethodEntry;
import org.pellucid.api.explain.MethodKind;
import org.pellucid.api.explain.MethodOption;
import org.pellucid.command.base.Column;
import org.pellucid.command.option.ModelOptions;
import org.pellucid.console.Table;

/** Lists explanation methods, or describes one. */
@Component(service = Command.class, property = Command.NAME + "=methods")
public final class MethodsCommand extends DescribingCommand<MethodEntry> {
    /** Made by Declarative Services. */
    public MethodsCommand() {
        super("method", "methods", "lists the explanation methods, or describes one with its options",
                "pellucid methods", "pellucid methods reciprocam");
    }

    @Override
    public Completer completer() {
        return line -> ModelOptions.methods(line);
    }

    @Override
    protected List<MethodEntry> items(CommandCall call) throws PellucidException, InterruptedException {
        return call.service(Explainer.class).methods();
    }

    @Override
    String name(MethodEntry method) {
        return method.name();
    }

    private static String kind(MethodEntry method) {
        return method.description().kind() == MethodKind.WHITE_BOX ? "white-box" : "black-box";
    }

    private static String state(MethodEntry method) {
        return method.state().name().toLowerCase(Locale.ROOT);
    }

    @Override
    protected List<Column<MethodEntry>> columns() {
        return List.of(Column.of("METHOD", MethodEntry::name),
                Column.of("KIND", MethodsCommand::kind),
                Column.detail("BUNDLE", MethodEntry::bundle),
                Column.detail("VERSION", MethodEntry::version),
                Column.detail("RANKING", method -> Integer.toString(method.ranking())),
                Column.detail("STATE", MethodsCommand::state),
                Column.detail("IN FLIGHT", method -> Integer.toString(method.inFlight())),
                Column.of("SUMMARY", method -> method.description().summary()));
    }

    @Override
    void describe(MethodEntry method, TextOutput out) {
        MethodDescription description = method.description();
        out.line(method.name(), " (", kind(method), ", ", method.bundle(), " ", method.version(), ")");
        out.line(description.summary());
        out.line("Paper:  ", description.paper());
        out.line("Cost:   ", description.cost());
        out.line("Advice: ", description.advice());
        if (!description.options().isEmpty()) {
            Table options = new Table("OPTION", "DEFAULT", "RANGE", "DESCRIPTION");
            for (MethodOption option : description.options()) {
                options.row(option.name(), option.defaultValue(), option.range(), option.description());
            }
            options.print(out);
        }
    }

    @Override
    protected void json(MethodEntry method, JsonOutput out) throws IOException {
        MethodDescription description = method.description();
        out.name("name").value(method.name()).name("kind").value(kind(method));
        out.name("bundle").value(method.bundle()).name("version").value(method.version());
        out.name("ranking").value(method.ranking()).name("state").value(state(method));
        out.name("in_flight").value(method.inFlight());
        out.name("summary").value(description.summary()).name("paper").value(description.paper());
        out.name("cost").value(description.cost()).name("advice").value(description.advice());
        out.name("options").beginArray();
        for (MethodOption option : description.options()) {
            out.beginObject().name("name").value(option.name()).name("default").value(option.defaultValue());
            out.name("range").value(option.range()).name("description").value(option.description()).endObject();
        }
        out.endArray();
    }
}
