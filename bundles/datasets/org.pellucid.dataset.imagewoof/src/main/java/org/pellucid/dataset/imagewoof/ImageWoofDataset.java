package org.pellucid.dataset.imagewoof;

import java.util.List;
import org.pellucid.api.dataset.Dataset;
import org.pellucid.api.dataset.DatasetClass;
import org.pellucid.api.dataset.Sample;
import org.pellucid.api.dataset.spi.WrappedDataset;

/** A folder or archive with its folders read as breeds. As safe for use by several threads as that is. */
record ImageWoofDataset(String name, Dataset plain) implements WrappedDataset {
    @Override
    public List<DatasetClass> classes() {
        return Breeds.ALL;
    }

    @Override
    public Sample change(Sample sample) {
        return new ImageWoofSample(sample);
    }
}
