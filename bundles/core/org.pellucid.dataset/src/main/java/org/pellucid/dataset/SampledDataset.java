package org.pellucid.dataset;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.pellucid.api.InputException;
import org.pellucid.api.dataset.Dataset;
import org.pellucid.api.dataset.Sample;
import org.pellucid.api.dataset.Samples;
import org.pellucid.api.dataset.spi.WrappedDataset;

/** The samples chosen from a data set, which it owns. What could not be listed is reported before them. */
record SampledDataset(Dataset plain, List<Sample> chosen, List<InputException> problems) implements WrappedDataset {
    @Override
    public OptionalLong size() {
        return OptionalLong.of(chosen.size());
    }

    @Override
    public Samples samples() {
        Iterator<InputException> problemsLeft = problems.iterator();
        Samples left = Samples.of(chosen.stream());
        return () -> {
            if (problemsLeft.hasNext()) {
                throw problemsLeft.next();
            }
            return left.next();
        };
    }

    @Override
    public Optional<Sample> find(String id) {
        return chosen.stream().filter(sample -> sample.id().equals(id)).findFirst();
    }
}
