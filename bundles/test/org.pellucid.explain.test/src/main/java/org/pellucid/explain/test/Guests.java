package org.pellucid.explain.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.pellucid.api.command.CommandResult;
import org.pellucid.api.command.JsonOutput;
import org.pellucid.api.command.TextOutput;
import org.pellucid.api.command.spi.Command;
import org.pellucid.api.command.spi.CommandCall;
import org.pellucid.api.evaluate.Better;
import org.pellucid.api.evaluate.MetricDescription;
import org.pellucid.api.evaluate.MetricValue;
import org.pellucid.api.evaluate.spi.Metric;
import org.pellucid.api.evaluate.spi.MetricInput;
import org.pellucid.api.evaluate.spi.MetricResult;
import org.pellucid.api.image.Picture;
import org.pellucid.api.image.Preprocessing;
import org.pellucid.api.image.Preprocessor;
import org.pellucid.api.render.spi.RenderRequest;
import org.pellucid.api.render.spi.Renderer;

/** Metrics, renderers, preprocessors and commands of a test, ranked anew and replaced while others work with them. */
final class Guests {
    /** Metric, format, preprocessing and command. */
    static final String NAME = "guest";
    /** What the metric measures of any map. */
    static final double VALUE = 0.25;
    /** What the renderer writes for any map, and the command answers. */
    static final String CONTENT = "a guest was here";
    /** What the preprocessor gives a model for any picture. */
    static final float INPUT = 0.5f;
    private static final int EACH = 2;

    /** Knows who works with it, and refuses to be worked with when it has gone. */
    private abstract static class Guest {
        private final AtomicInteger busy = new AtomicInteger();
        private volatile boolean gone;

        final void enter() {
            busy.incrementAndGet();
            if (gone) {
                throw new IllegalStateException("a service that has gone is asked to work");
            }
        }

        final void leave() {
            busy.decrementAndGet();
        }
    }

    private static final class GuestMetric extends Guest implements Metric {
        @Override
        public MetricDescription description() {
            return MetricDescription.of(NAME)
                    .values(List.of(MetricValue.of("value", "", Better.NEITHER, "")));
        }

        @Override
        public MetricResult measure(MetricInput input) {
            enter();
            try {
                assertThat(input.map().values()).isNotEmpty();
                return MetricResult.of(Map.of("value", VALUE));
            } finally {
                leave();
            }
        }
    }

    private static final class GuestRenderer extends Guest implements Renderer {
        @Override
        public String description() {
            return NAME;
        }

        @Override
        public void render(String format, RenderRequest request, OutputStream out) throws IOException {
            enter();
            try {
                out.write(CONTENT.getBytes(StandardCharsets.UTF_8));
            } finally {
                leave();
            }
        }
    }

    private static final class GuestPreprocessor extends Guest implements Preprocessor {
        @Override
        public void write(Picture picture, Preprocessing input, FloatBuffer target) {
            enter();
            try {
                while (target.hasRemaining()) {
                    target.put(INPUT);
                }
            } finally {
                leave();
            }
        }
    }

    private static final class GuestCommand extends Guest implements Command {
        @Override
        public String summary() {
            return NAME;
        }

        @Override
        public CommandResult run(CommandCall call) {
            enter();
            try {
                return new Answer(CONTENT);
            } finally {
                leave();
            }
        }
    }

    /** What the command found out. */
    record Answer(String text) implements CommandResult {
        @Override
        public void print(TextOutput out) {
            out.line(text);
        }

        @Override
        public void json(JsonOutput out) throws IOException {
            out.name("text").value(text);
        }
    }

    /** One place that always one guest has. */
    private final class Place {
        private final Class<?> service;
        private final String property;
        private final Supplier<Guest> guests;
        private Guest guest;
        private ServiceRegistration<?> registration;

        Place(Class<?> service, String property, Supplier<Guest> guests) {
            this.service = service;
            this.property = property;
            this.guests = guests;
            register();
        }

        private void register() {
            guest = guests.get();
            registration = context.registerService(service.getName(), guest, properties());
        }

        private Dictionary<String, Object> properties() {
            return new Hashtable<>(Map.of(property, NAME, Constants.SERVICE_RANKING, random.nextInt(5)));
        }

        void rank() {
            registration.setProperties(properties());
        }

        void leave() {
            registration.unregister();
            assertThat(guest.busy).as("work in flight on a service that has gone").hasValue(0);
            guest.gone = true;
        }
    }

    private final BundleContext context;
    private final Random random;
    private final List<Place> places = new ArrayList<>();
    private int ranked;
    private int replaced;

    Guests(BundleContext context, long seed) {
        this.context = context;
        this.random = new Random(seed);
        for (int i = 0; i < EACH; i++) {
            places.add(new Place(Metric.class, Metric.METRIC, GuestMetric::new));
            places.add(new Place(Renderer.class, Renderer.FORMAT, GuestRenderer::new));
            places.add(new Place(Preprocessor.class, Preprocessor.PREPROCESSOR, GuestPreprocessor::new));
            places.add(new Place(Command.class, Command.NAME, GuestCommand::new));
        }
    }

    /** Ranks all anew, one after the other, then replaces one. */
    void next() {
        for (Place place : places) {
            place.rank();
            ranked++;
        }
        Place place = places.get(random.nextInt(places.size()));
        place.leave();
        place.register();
        replaced++;
    }

    /** @return what happened */
    String told() {
        return ranked + " changes of service properties, " + replaced + " services replaced";
    }

    void leave() {
        places.forEach(Place::leave);
    }
}
