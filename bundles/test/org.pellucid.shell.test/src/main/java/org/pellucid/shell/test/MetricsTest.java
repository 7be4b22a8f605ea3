package org.pellucid.shell.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.osgi.framework.ServiceRegistration;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;
import org.pellucid.api.evaluate.Better;
import org.pellucid.api.evaluate.MetricDescription;
import org.pellucid.api.evaluate.MetricValue;
import org.pellucid.api.evaluate.spi.Metric;
import org.pellucid.api.evaluate.spi.MetricInput;
import org.pellucid.api.evaluate.spi.MetricResult;

/** Metrics come and go like every other service. */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
class MetricsTest extends InFramework {
    /** Counts the cells of a map. */
    private static final class Cells implements Metric {
        private final int factor;

        Cells(int factor) {
            this.factor = factor;
        }

        @Override
        public MetricDescription description() {
            return MetricDescription.of("cells")
                    .summary("Counts cells.")
                    .paper("none")
                    .cost("none")
                    .values(List.of(MetricValue.of("count", "1..", Better.HIGHER, "cells")));
        }

        @Override
        public MetricResult measure(MetricInput input) {
            return MetricResult.of(Map.of("count", (double) factor * input.map().raw().length));
        }
    }

    private ServiceRegistration<Metric> register(int factor, int ranking) {
        return context.registerService(Metric.class, new Cells(factor),
                new Hashtable<>(Map.of(Metric.METRIC, "cells", "service.ranking", ranking)));
    }

    private void measures(String mean) throws IOException {
        Files.createDirectories(folder.resolve("pictures"));
        Path picture = folder.resolve("pictures/cat.png");
        if (!Files.exists(picture)) {
            Files.copy(Path.of(sample("chelsea.png")), picture);
        }
        assertThat(run("evaluate", "--metric", "cells", "pictures")).as(err()).isZero();
        assertThat(out()).contains("cells.count  higher  1     " + mean + " ±0.000");
    }

    @Test
    void a_metric_is_found_replaced_and_missed() throws IOException {
        refused(2, "unknown metric 'cells'", "evaluate", "--metric", "cells", root().resolve("models/samples")
                .toString());
        ServiceRegistration<Metric> plain = register(1, 0);
        try {
            measures("49.000");
            ServiceRegistration<Metric> better = register(2, 1);
            measures("98.000");
            better.unregister();
            measures("49.000");
            assertThat(run("metrics", "cells")).isZero();
            assertThat(out()).contains("Counts cells.", "org.pellucid.shell.test");
        } finally {
            plain.unregister();
        }
        refused(2, "unknown metric 'cells'", "metrics", "cells");
    }

    @Test
    void those_that_ship_are_listed() {
        assertThat(run("metrics")).isZero();
        assertThat(out()).contains("adcc", "agreement", "deletion", "energy", "insertion", "pointing-game", "sanity");
    }
}
