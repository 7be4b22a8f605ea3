package org.pellucid.explain.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.test.common.annotation.InjectService;
import org.pellucid.api.PellucidException;
import org.pellucid.api.Progress;
import org.pellucid.api.dataset.Dataset;
import org.pellucid.api.dataset.DatasetClass;
import org.pellucid.api.dataset.Datasets;
import org.pellucid.api.dataset.Sample;
import org.pellucid.api.dataset.Samples;
import org.pellucid.api.dataset.spi.DatasetLocation;
import org.pellucid.api.dataset.spi.DatasetSource;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.image.Picture;
import org.pellucid.api.model.Model;
import org.pellucid.api.render.ExplanationFiles;
import org.pellucid.api.render.Naming;
import org.pellucid.api.render.RenderOptions;
import org.pellucid.api.render.spi.RenderRequest;
import org.pellucid.api.render.spi.Renderer;

/** A service changes its properties while work is in flight on it: its going still waits for that work. */
class PropertyChangeTest extends InFramework {
    @InjectService(timeout = 5000)
    ExplanationFiles files;
    @InjectService(timeout = 5000)
    Datasets datasets;

    private final Hold hold = new Hold();
    private Model model;

    @BeforeEach
    void open() throws PellucidException {
        model = model();
    }

    @AfterEach
    void close() {
        hold.release();
        model.close();
    }

    /** Writes nothing, and that slowly. */
    private final class HeldRenderer implements Renderer {
        @Override
        public String description() {
            return "held";
        }

        @Override
        public void render(String format, RenderRequest request, OutputStream out) {
            hold.step("render", 0, 1);
        }
    }

    /** A data set of one sample, which it gives slowly. */
    private final class HeldDataset implements Dataset, Samples, DatasetSource {
        private boolean given;

        @Override
        public String description() {
            return "held";
        }

        @Override
        public String usage() {
            return "held:";
        }

        @Override
        public Dataset open(DatasetLocation location) {
            return new HeldDataset();
        }

        @Override
        public String name() {
            return "held";
        }

        @Override
        public Samples samples() {
            return new HeldDataset();
        }

        @Override
        public Optional<Sample> find(String id) {
            hold.step("find", 0, 1);
            return Optional.empty();
        }

        @Override
        public Optional<Sample> next() {
            if (given) {
                return Optional.empty();
            }
            given = true;
            return Optional.of(new HeldSample("held", "held", Optional.empty()));
        }

        @Override
        public void close() {
            // holds nothing
        }
    }

    private record HeldSample(String id, String name, Optional<DatasetClass> truth) implements Sample {
        @Override
        public Picture picture() {
            throw new IllegalStateException("nobody looks at it");
        }
    }

    /** Lets work reach the service, changes the ranking of that, and takes the service away. */
    private <S> void going_waits_after_a_change(Class<S> type, S service, String property, Callable<?> work)
            throws Exception {
        ServiceRegistration<S> registration = context.registerService(type, service,
                new Hashtable<>(Map.of(property, "held")));
        final Future<?> inFlight = threads.submit(work);
        hold.awaitReached();
        registration.setProperties(new Hashtable<>(Map.of(property, "held", Constants.SERVICE_RANKING, 7)));
        Thread going = new Thread(registration::unregister);
        going.start();
        await("the service to go, or to wait", () -> going.getState() == Thread.State.TIMED_WAITING
                || going.getState() == Thread.State.TERMINATED);
        assertThat(going.getState()).as("going, with work in flight").isEqualTo(Thread.State.TIMED_WAITING);
        hold.release();
        going.join();
        inFlight.get();
    }

    @Test
    void a_renderer_that_was_ranked_anew_ends_its_picture() throws Exception {
        Picture picture = sample("chelsea.png");
        Explanation explanation = explain(model, picture, "activation-map", Progress.NONE);
        going_waits_after_a_change(Renderer.class, new HeldRenderer(), Renderer.FORMAT,
                () -> files.open(folder, List.of("held"), Naming.DEFAULTS, RenderOptions.DEFAULTS)
                        .write(picture, explanation, Map.of()));
    }

    @Test
    void a_data_set_source_that_was_ranked_anew_ends_its_call() throws Exception {
        going_waits_after_a_change(DatasetSource.class, new HeldDataset(), DatasetSource.SCHEME, () -> {
            try (Dataset dataset = datasets.open("held:", folder, Optional.empty())) {
                return dataset.find("held");
            }
        });
    }
}
