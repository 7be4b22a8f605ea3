package org.pellucid.command.list;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.osgi.service.component.annotations.Component;
import org.pellucid.api.PellucidException;
import org.pellucid.api.command.CommandGroup;
import org.pellucid.api.command.CommandResult;
import org.pellucid.api.command.Completer;
import org.pellucid.api.command.JsonOutput;
import org.pellucid.api.command.TextOutput;
import org.pellucid.api.command.spi.Command;
import org.pellucid.api.command.spi.CommandCall;
import org.pellucid.api.explain.Explainer;
import org.pellucid.api.explain.MethodEntry;
import org.pellucid.api.explain.MethodKind;
import org.pellucid.api.explain.MethodOption;
import org.pellucid.command.base.Column;
import org.pellucid.command.base.ListResult;
import org.pellucid.command.option.ModelOptions;
import org.pellucid.console.Table;

/** Lists explanation methods, or describes one. */
@Component(service = Command.class, property = Command.NAME + "=methods")
public final class MethodsCommand implements Command {
    @Override
    public CommandGroup group() {
        return CommandGroup.PRESENT;
    }

    @Override
    public String summary() {
        return "lists the explanation methods, or describes one with its options";
    }

    @Override
    public String usage() {
        return "[options] [NAME]";
    }

    @Override
    public List<String> examples() {
        return List.of("pellucid methods", "pellucid methods reciprocam");
    }

    @Override
    public Completer completer() {
        return line -> ModelOptions.methods(line);
    }

    @Override
    public CommandResult run(CommandCall call) throws PellucidException, InterruptedException {
        List<String> names = call.arguments().rest();
        List<MethodEntry> present = call.service(Explainer.class).methods();
        return names.isEmpty() ? new Methods(present, false, call.console().verbose())
                : new Methods(Named.find("method", present, MethodEntry::name, names), true, call.console().verbose());
    }

    private static String kind(MethodEntry method) {
        return method.description().kind() == MethodKind.WHITE_BOX ? "white-box" : "black-box";
    }

    private static String state(MethodEntry method) {
        return method.state().name().toLowerCase(Locale.ROOT);
    }

    /** The methods. */
    public static final class Methods extends ListResult<MethodEntry> {
        private final boolean details;

        Methods(List<MethodEntry> methods, boolean details, boolean verbose) {
            super("methods", methods, verbose);
            this.details = details;
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
        public void print(TextOutput out) {
            if (!details) {
                super.print(out);
                return;
            }
            for (MethodEntry method : items()) {
                out.line(method.name(), " (", kind(method), ", ", method.bundle(), " ", method.version(), ")");
                out.line(method.description().summary());
                out.line("Paper:  ", method.description().paper());
                out.line("Cost:   ", method.description().cost());
                out.line("Advice: ", method.description().advice());
                if (!method.description().options().isEmpty()) {
                    Table options = new Table("OPTION", "DEFAULT", "RANGE", "DESCRIPTION");
                    for (MethodOption option : method.description().options()) {
                        options.row(option.name(), option.defaultValue(), option.range(), option.description());
                    }
                    options.print(out);
                }
            }
        }

        @Override
        protected void json(MethodEntry method, JsonOutput out) throws IOException {
            out.name("name").value(method.name());
            out.name("kind").value(kind(method));
            out.name("bundle").value(method.bundle());
            out.name("version").value(method.version());
            out.name("ranking").value(method.ranking());
            out.name("state").value(state(method));
            out.name("in_flight").value(method.inFlight());
            out.name("summary").value(method.description().summary());
            out.name("paper").value(method.description().paper());
            out.name("cost").value(method.description().cost());
            out.name("advice").value(method.description().advice());
            out.name("options").beginArray();
            for (MethodOption option : method.description().options()) {
                out.beginObject();
                out.name("name").value(option.name());
                out.name("default").value(option.defaultValue());
                out.name("range").value(option.range());
                out.name("description").value(option.description());
                out.endObject();
            }
            out.endArray();
        }
    }
}
