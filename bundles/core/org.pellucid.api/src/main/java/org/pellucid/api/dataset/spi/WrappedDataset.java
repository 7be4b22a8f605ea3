package org.pellucid.api.dataset.spi;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.osgi.annotation.versioning.ConsumerType;
import org.pellucid.api.InputException;
import org.pellucid.api.dataset.Dataset;
import org.pellucid.api.dataset.DatasetClass;
import org.pellucid.api.dataset.Sample;
import org.pellucid.api.dataset.Samples;

/** A data set as another one is, which it owns; whoever implements it changes something of it or of its samples. */
@ConsumerType
public interface WrappedDataset extends Dataset {
    /** {@return the data set as it is, closed with this one} */
    Dataset plain();

    /**
     * Makes a sample of this data set.
     *
     * @param sample of the data set as it is
     * @return the sample, here unchanged
     */
    default Sample change(Sample sample) {
        return sample;
    }

    @Override
    default String name() {
        return plain().name();
    }

    @Override
    default List<DatasetClass> classes() {
        return plain().classes();
    }

    @Override
    default OptionalLong size() {
        return plain().size();
    }

    @Override
    default Samples samples() throws InputException {
        Samples samples = plain().samples();
        return new Samples() {
            @Override
            public Optional<Sample> next() throws InputException {
                return samples.next().map(WrappedDataset.this::change);
            }

            @Override
            public void close() {
                samples.close();
            }
        };
    }

    @Override
    default Optional<Sample> find(String id) throws InputException {
        return plain().find(id).map(this::change);
    }

    @Override
    default void close() {
        plain().close();
    }
}
