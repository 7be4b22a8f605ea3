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
final class OpenSample implements Sample {
    private final OpenDataset dataset;
    private final OpenDataset.Instance instance;
    private final Sample sample;
    private final String id;
    private final String name;
    private final Optional<String> split;
    private final Optional<DatasetClass> truth;
    private final Optional<Path> file;

    OpenSample(OpenDataset dataset, OpenDataset.Instance instance, Sample sample) {
        this.dataset = dataset;
        this.instance = instance;
        this.sample = sample;
        this.id = sample.id();
        this.name = sample.name();
        this.split = sample.split();
        this.truth = sample.truth().map(ImageNet::named);
        this.file = sample.file();
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<String> split() {
        return split;
    }

    @Override
    public Optional<DatasetClass> truth() {
        return truth;
    }

    @Override
    public Optional<Path> file() {
        return file;
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
