package org.pellucid.command.list;

import java.io.IOException;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.pellucid.api.PellucidException;
import org.pellucid.api.command.CommandGroup;
import org.pellucid.api.command.CommandResult;
import org.pellucid.api.command.Completer;
import org.pellucid.api.command.JsonOutput;
import org.pellucid.api.command.TextOutput;
import org.pellucid.api.command.spi.Command;
import org.pellucid.api.command.spi.CommandCall;
import org.pellucid.api.metrics.Evaluator;
import org.pellucid.api.metrics.MetricEntry;
import org.pellucid.api.metrics.MetricValue;
import org.pellucid.command.base.Column;
import org.pellucid.command.base.ListResult;
import org.pellucid.console.Table;

/** Lists metrics, or describes one. */
@Component(service = Command.class, property = Command.NAME + "=metrics")
public final class MetricsCommand implements Command {
    @Override
    public CommandGroup group() {
        return CommandGroup.PRESENT;
    }

    @Override
    public String summary() {
        return "lists the metrics of 'evaluate', or describes one with its values";
    }

    @Override
    public String usage() {
        return "[options] [NAME]";
    }

    @Override
    public List<String> examples() {
        return List.of("pellucid metrics", "pellucid metrics insertion");
    }

    @Override
    public Completer completer() {
        return line -> line.service(Evaluator.class).metrics().stream().map(metric -> metric.description().name())
                .toList();
    }

    @Override
    public CommandResult run(CommandCall call) throws PellucidException, InterruptedException {
        List<String> names = call.arguments().rest();
        List<MetricEntry> present = call.service(Evaluator.class).metrics();
        return names.isEmpty() ? new Metrics(present, false, call.console().verbose())
                : new Metrics(Named.find("metric", present, metric -> metric.description().name(), names), true,
                        call.console().verbose());
    }

    private static String values(MetricEntry metric) {
        return String.join(", ", metric.description().values().stream().map(MetricValue::name).toList());
    }

    /** The metrics. */
    public static final class Metrics extends ListResult<MetricEntry> {
        private final boolean details;

        Metrics(List<MetricEntry> metrics, boolean details, boolean verbose) {
            super("metrics", metrics, verbose);
            this.details = details;
        }

        @Override
        protected List<Column<MetricEntry>> columns() {
            return List.of(Column.of("METRIC", metric -> metric.description().name()),
                    Column.of("VALUES", MetricsCommand::values),
                    Column.of("COST", metric -> metric.description().cost()),
                    Column.detail("BUNDLE", MetricEntry::bundle),
                    Column.detail("VERSION", MetricEntry::version),
                    Column.of("SUMMARY", metric -> metric.description().summary()));
        }

        @Override
        public void print(TextOutput out) {
            if (!details) {
                super.print(out);
                return;
            }
            for (MetricEntry metric : items()) {
                out.line(metric.description().name(), " (", metric.bundle(), " ", metric.version(), ")");
                out.line(metric.description().summary());
                out.line("Paper: ", metric.description().paper());
                out.line("Cost for a picture and a method: ", metric.description().cost());
                Table values = new Table("VALUE", "RANGE", "BETTER", "DESCRIPTION");
                for (MetricValue value : metric.description().values()) {
                    values.row(value.name(), value.range(), value.better().id(), value.description());
                }
                values.print(out);
            }
        }

        @Override
        protected void json(MetricEntry metric, JsonOutput out) throws IOException {
            out.name("name").value(metric.description().name());
            out.name("summary").value(metric.description().summary());
            out.name("paper").value(metric.description().paper());
            out.name("cost").value(metric.description().cost());
            out.name("bundle").value(metric.bundle());
            out.name("version").value(metric.version());
            out.name("values").beginArray();
            for (MetricValue value : metric.description().values()) {
                out.beginObject();
                out.name("name").value(value.name());
                out.name("range").value(value.range());
                out.name("better").value(value.better().id());
                out.name("description").value(value.description());
                out.endObject();
            }
            out.endArray();
        }
    }
}
