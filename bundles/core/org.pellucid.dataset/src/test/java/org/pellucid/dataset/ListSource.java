package org.pellucid.dataset;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import org.pellucid.api.InputException;
import org.pellucid.api.dataset.Dataset;
import org.pellucid.api.dataset.DatasetClass;
import org.pellucid.api.dataset.Sample;
import org.pellucid.api.dataset.Samples;
import org.pellucid.api.dataset.spi.DatasetLocation;
import org.pellucid.api.dataset.spi.DatasetSource;
import org.pellucid.api.image.Picture;

/** Samples of given ids; an id that begins with an exclamation mark is a folder that cannot be listed. */
final class ListSource implements DatasetSource {
    private final Iterable<String> ids;
    DatasetLocation location;
    int closed;
    /** Done before each listing and reading. */
    Runnable before = () -> {
    };

    ListSource(Iterable<String> ids) {
        this.ids = ids;
    }

    @Override
    public String description() {
        return "a list";
    }

    @Override
    public String usage() {
        return "list:";
    }

    @Override
    public boolean takes(Path path) {
        return path.toString().endsWith(".list");
    }

    @Override
    public Dataset open(DatasetLocation newLocation) {
        location = newLocation;
        return new ListDataset();
    }

    private final class ListDataset implements Dataset {
        @Override
        public String name() {
            return location.toString();
        }

        @Override
        public Samples samples() {
            Iterator<String> left = ids.iterator();
            return () -> {
                before.run();
                if (!left.hasNext()) {
                    return Optional.empty();
                }
                String id = left.next();
                if (id.startsWith("!")) {
                    throw new InputException(id + ": cannot be listed");
                }
                return Optional.of(new IdSample(id, () -> before.run()));
            };
        }

        @Override
        public Optional<Sample> find(String id) {
            before.run();
            for (String each : ids) {
                if (each.equals(id)) {
                    return Optional.of(new IdSample(id, () -> before.run()));
                }
            }
            return Optional.empty();
        }

        @Override
        public void close() {
            closed++;
        }
    }

    private record IdSample(String id, Runnable before) implements Sample {
        @Override
        public String name() {
            return id;
        }

        @Override
        public Optional<DatasetClass> truth() {
            return Optional.empty();
        }

        @Override
        public Picture picture() {
            before.run();
            return new Picture(id, 1, 1, new byte[3]);
        }
    }
}
