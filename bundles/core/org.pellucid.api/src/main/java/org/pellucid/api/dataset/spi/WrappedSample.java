package org.pellucid.api.dataset.spi;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.pellucid.api.InputException;
import org.pellucid.api.dataset.DatasetClass;
import org.pellucid.api.dataset.Sample;
import org.pellucid.api.dataset.SampleObject;
import org.pellucid.api.image.Picture;

/** A sample as another one is; a subclass changes something of it. */
@ConsumerType
public class WrappedSample implements Sample {
    /** The sample as it is. */
    protected final Sample plain;

    /**
     * Wraps a sample.
     *
     * @param plain the sample as it is
     */
    public WrappedSample(Sample plain) {
        this.plain = Objects.requireNonNull(plain, "plain");
    }

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
        return plain.truth();
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
