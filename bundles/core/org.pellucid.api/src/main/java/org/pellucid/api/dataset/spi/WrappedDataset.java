package org.pellucid.api.dataset.spi;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.osgi.annotation.versioning.ConsumerType;
import org.pellucid.api.InputException;
import org.pellucid.api.dataset.Dataset;
import org.pellucid.api.dataset.DatasetClass;
import org.pellucid.api.dataset.Sample;
import org.pellucid.api.dataset.Samples;

/** A data set as another one is, which it owns, with something of its samples changed; a subclass changes more. */
@ConsumerType
public class WrappedDataset implements Dataset {
    /** The data set as it is. */
    protected final Dataset plain;
    private final UnaryOperator<Sample> change;

    /**
     * Wraps a data set.
     *
     * @param plain  the data set as it is, closed with this one
     * @param change makes the sample of this data set from one of that
     */
    public WrappedDataset(Dataset plain, UnaryOperator<Sample> change) {
        this.plain = Objects.requireNonNull(plain, "plain");
        this.change = Objects.requireNonNull(change, "change");
    }

    @Override
    public String name() {
        return plain.name();
    }

    @Override
    public List<DatasetClass> classes() {
        return plain.classes();
    }

    @Override
    public OptionalLong size() {
        return plain.size();
    }

    @Override
    public Samples samples() throws InputException {
        Samples samples = plain.samples();
        return new Samples() {
            @Override
            public Optional<Sample> next() throws InputException {
                return samples.next().map(change);
            }

            @Override
            public void close() {
                samples.close();
            }
        };
    }

    @Override
    public Optional<Sample> find(String id) throws InputException {
        return plain.find(id).map(change);
    }

    @Override
    public void close() {
        plain.close();
    }
}
