package org.pellucid.dataset;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.pellucid.api.InputException;
import org.pellucid.api.dataset.Dataset;
import org.pellucid.api.dataset.DatasetClass;
import org.pellucid.api.dataset.Sample;
import org.pellucid.api.dataset.Samples;

/** The samples chosen from a data set, which it owns. What could not be listed is reported before them. */
final class SampledDataset implements Dataset {
    private final Dataset whole;
    private final List<Sample> chosen;
    private final List<InputException> problems;

    SampledDataset(Dataset whole, List<Sample> chosen, List<InputException> problems) {
        this.whole = whole;
        this.chosen = chosen;
        this.problems = problems;
    }

    @Override
    public String name() {
        return whole.name();
    }

    @Override
    public List<DatasetClass> classes() {
        return whole.classes();
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.of(chosen.size());
    }

    @Override
    public Samples samples() {
        Iterator<InputException> problemsLeft = problems.iterator();
        Iterator<Sample> left = chosen.iterator();
        return new Samples() {
            @Override
            public Optional<Sample> next() throws InputException {
                if (problemsLeft.hasNext()) {
                    throw problemsLeft.next();
                }
                return left.hasNext() ? Optional.of(left.next()) : Optional.empty();
            }

            @Override
            public void close() {
                // holds nothing of its own
            }
        };
    }

    @Override
    public Optional<Sample> find(String id) {
        return chosen.stream().filter(sample -> sample.id().equals(id)).findFirst();
    }

    @Override
    public void close() {
        whole.close();
    }
}
