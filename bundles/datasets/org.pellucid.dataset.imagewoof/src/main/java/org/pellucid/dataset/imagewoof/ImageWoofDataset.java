package org.pellucid.dataset.imagewoof;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.pellucid.api.InputException;
import org.pellucid.api.dataset.Dataset;
import org.pellucid.api.dataset.DatasetClass;
import org.pellucid.api.dataset.Sample;
import org.pellucid.api.dataset.Samples;

/** A folder or archive with its folders read as breeds. As safe for use by several threads as that is. */
final class ImageWoofDataset implements Dataset {
    private final String name;
    private final Dataset plain;

    ImageWoofDataset(String name, Dataset plain) {
        this.name = name;
        this.plain = plain;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<DatasetClass> classes() {
        return Breeds.ALL;
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
                return samples.next().map(ImageWoofSample::new);
            }

            @Override
            public void close() {
                samples.close();
            }
        };
    }

    @Override
    public Optional<Sample> find(String id) throws InputException {
        return plain.find(id).map(ImageWoofSample::new);
    }

    @Override
    public void close() {
        plain.close();
    }
}
