package org.pellucid.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.pellucid.api.InputException;
import org.pellucid.api.dataset.DatasetClass;
import org.pellucid.api.dataset.Sample;
import org.pellucid.api.dataset.SampleObject;
import org.pellucid.api.image.Picture;

/** A sample of an {@link OpenDataset}: what costs something is asked of its instance, or of the successor. */
record OpenSample(OpenDataset dataset, OpenDataset.Instance instance, Sample sample, String id, String name,
        Optional<String> split, Optional<DatasetClass> truth, Optional<Path> file) implements Sample {
    static OpenSample of(OpenDataset dataset, OpenDataset.Instance instance, Sample sample) {
        return new OpenSample(dataset, instance, sample, sample.id(), sample.name(), sample.split(),
                sample.truth().map(ImageNet::named), sample.file());
    }

    @Override
    public List<SampleObject> objects() {
        try {
            return dataset.ask(instance, sample, id, there -> there::objects);
        } catch (InputException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    @Override
    public Optional<byte[]> encoded() throws InputException {
        return dataset.ask(instance, sample, id, there -> there::encoded);
    }

    @Override
    public Picture picture() throws InputException {
        return dataset.ask(instance, sample, id, there -> there::picture);
    }

    @Override
    public String toString() {
        return id;
    }
}
