package org.pellucid.shell.command;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.List;
import org.pellucid.api.PellucidException;
import org.pellucid.api.metrics.MetricEntry;
import org.pellucid.api.metrics.MetricValue;
import org.pellucid.shell.base.Call;
import org.pellucid.shell.base.Command;
import org.pellucid.shell.base.ListReport;
import org.pellucid.shell.base.Report;
import org.pellucid.shell.base.Table;

/** Lists metrics, or describes one. */
public final class MetricsCommand implements Command {
    /** What it does. */
    public static final String SUMMARY = "lists the metrics of 'evaluate', or describes one with its values";

    @Override
    public String name() {
        return "metrics";
    }

    @Override
    public String summary() {
        return SUMMARY;
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
    public Report run(Call call) throws PellucidException, InterruptedException {
        List<String> names = call.arguments().rest();
        List<MetricEntry> present = call.services().evaluator().metrics();
        return names.isEmpty() ? new Metrics(present, false)
                : new Metrics(Named.find("metric", present, metric -> metric.description().name(), names), true);
    }

    /** The metrics. */
    public static final class Metrics extends ListReport<MetricEntry> {
        private final boolean details;

        Metrics(List<MetricEntry> metrics, boolean details) {
            super("metrics", metrics);
            this.details = details;
        }

        @Override
        protected Table table() {
            return new Table("METRIC", "VALUES", "COST", "BUNDLE", "VERSION", "SUMMARY");
        }

        @Override
        protected String[] row(MetricEntry metric) {
            String values = String.join(", ", metric.description().values().stream().map(MetricValue::name).toList());
            return new String[] {metric.description().name(), values, metric.description().cost(), metric.bundle(),
                    metric.version(), metric.description().summary()};
        }

        @Override
        public void print(StringBuilder out) {
            if (!details) {
                super.print(out);
                return;
            }
            for (MetricEntry metric : items()) {
                out.append(metric.description().name()).append(" (").append(metric.bundle()).append(' ')
                        .append(metric.version()).append(")\n");
                out.append(metric.description().summary()).append('\n');
                out.append("Paper: ").append(metric.description().paper()).append('\n');
                out.append("Cost for a picture and a method: ").append(metric.description().cost()).append('\n');
                Table values = new Table("VALUE", "RANGE", "BETTER", "DESCRIPTION");
                for (MetricValue value : metric.description().values()) {
                    values.row(value.name(), value.range(), value.better().id(), value.description());
                }
                values.print(out);
            }
        }

        @Override
        protected void json(MetricEntry metric, JsonWriter out) throws IOException {
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
