package org.pellucid.api.dataset.spi;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.pellucid.api.InputException;
import org.pellucid.api.dataset.DatasetClass;
import org.pellucid.api.dataset.Sample;
import org.pellucid.api.dataset.SampleObject;
import org.pellucid.api.image.Picture;

/** A sample as another one is; whoever implements it changes something of it. */
@ConsumerType
public interface WrappedSample extends Sample {
    /** {@return the sample as it is} */
    Sample plain();

    @Override
    default String id() {
        return plain().id();
    }

    @Override
    default String name() {
        return plain().name();
    }

    @Override
    default Optional<String> split() {
        return plain().split();
    }

    @Override
    default Optional<DatasetClass> truth() {
        return plain().truth();
    }

    @Override
    default List<SampleObject> objects() {
        return plain().objects();
    }

    @Override
    default Optional<Path> file() {
        return plain().file();
    }

    @Override
    default Optional<byte[]> encoded() throws InputException {
        return plain().encoded();
    }

    @Override
    default Picture picture() throws InputException {
        return plain().picture();
    }
}
