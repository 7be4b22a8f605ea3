package org.pellucid.command.list;

import java.io.IOException;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.pellucid.api.PellucidException;
import org.pellucid.api.command.Completer;
import org.pellucid.api.command.JsonOutput;
import org.pellucid.api.command.TextOutput;
import org.pellucid.api.command.spi.Command;
import org.pellucid.api.command.spi.CommandCall;
import org.pellucid.api.evaluate.Evaluator;
import org.pellucid.api.evaluate.MetricDescription;
import org.pellucid.api.evaluate.MetricEntry;
import org.pellucid.api.evaluate.MetricValue;
import org.pellucid.command.base.Column;
import org.pellucid.console.Table;

/** Lists metrics, or describes one. */
@Component(service = Command.class, property = Command.NAME + "=metrics")
public final class MetricsCommand extends DescribingCommand<MetricEntry> {
    /** Made by Declarative Services. */
    public MetricsCommand() {
        super("metric", "metrics", "lists the metrics of 'evaluate', or describes one with its values",
                "pellucid metrics", "pellucid metrics insertion");
    }

    @Override
    public Completer completer() {
        return line -> line.service(Evaluator.class).metrics().stream().map(this::name).toList();
    }

    @Override
    protected List<MetricEntry> items(CommandCall call) throws PellucidException, InterruptedException {
        return call.service(Evaluator.class).metrics();
    }

    @Override
    String name(MetricEntry metric) {
        return metric.description().name();
    }

    private static String values(MetricEntry metric) {
        return String.join(", ", metric.description().values().stream().map(MetricValue::name).toList());
    }

    @Override
    protected List<Column<MetricEntry>> columns() {
        return List.of(Column.of("METRIC", this::name),
                Column.of("VALUES", MetricsCommand::values),
                Column.of("COST", metric -> metric.description().cost()),
                Column.detail("BUNDLE", MetricEntry::bundle),
                Column.detail("VERSION", MetricEntry::version),
                Column.of("SUMMARY", metric -> metric.description().summary()));
    }

    @Override
    void describe(MetricEntry metric, TextOutput out) {
        MetricDescription description = metric.description();
        out.line(description.name(), " (", metric.bundle(), " ", metric.version(), ")");
        out.line(description.summary());
        out.line("Paper: ", description.paper());
        out.line("Cost for a picture and a method: ", description.cost());
        Table values = new Table("VALUE", "RANGE", "BETTER", "DESCRIPTION");
        for (MetricValue value : description.values()) {
            values.row(value.name(), value.range(), value.better().id(), value.description());
        }
        values.print(out);
    }

    @Override
    protected void json(MetricEntry metric, JsonOutput out) throws IOException {
        MetricDescription description = metric.description();
        out.name("name").value(description.name()).name("summary").value(description.summary());
        out.name("paper").value(description.paper()).name("cost").value(description.cost());
        out.name("bundle").value(metric.bundle()).name("version").value(metric.version());
        out.name("values").beginArray();
        for (MetricValue value : description.values()) {
            out.beginObject().name("name").value(value.name()).name("range").value(value.range());
            out.name("better").value(value.better().id()).name("description").value(value.description()).endObject();
        }
        out.endArray();
    }
}
