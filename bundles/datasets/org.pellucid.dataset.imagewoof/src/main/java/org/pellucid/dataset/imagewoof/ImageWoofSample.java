package org.pellucid.dataset.imagewoof;

import java.util.Optional;
import org.pellucid.api.dataset.DatasetClass;
import org.pellucid.api.dataset.Sample;
import org.pellucid.api.dataset.spi.WrappedSample;

/** A sample of a folder or archive, of which the breed is known. */
record ImageWoofSample(Sample plain) implements WrappedSample {
    @Override
    public Optional<DatasetClass> truth() {
        return plain.truth().map(folder -> Breeds.of(folder.id()));
    }
}
