package org.pellucid.dataset.imagewoof;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.pellucid.api.InputException;
import org.pellucid.api.dataset.DatasetClass;
import org.pellucid.api.dataset.Sample;
import org.pellucid.api.dataset.SampleObject;
import org.pellucid.api.image.Picture;

/** A sample of a folder or archive, of which the breed is known. */
record ImageWoofSample(Sample plain) implements Sample {
    @Override
    public String id() {
        return plain.id();
    }

    @Override
    public String name() {
        return plain.name();
    }

    @Override
    public Optional<String> split() {
        return plain.split();
    }

    @Override
    public Optional<DatasetClass> truth() {
        return plain.truth().map(folder -> Breeds.of(folder.id()));
    }

    @Override
    public List<SampleObject> objects() {
        return plain.objects();
    }

    @Override
    public Optional<Path> file() {
        return plain.file();
    }

    @Override
    public Optional<byte[]> encoded() throws InputException {
        return plain.encoded();
    }

    @Override
    public Picture picture() throws InputException {
        return plain.picture();
    }
}
