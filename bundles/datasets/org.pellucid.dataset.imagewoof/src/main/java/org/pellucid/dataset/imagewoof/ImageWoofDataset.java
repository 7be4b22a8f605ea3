package org.pellucid.dataset.imagewoof;

import java.util.List;
import org.pellucid.api.dataset.Dataset;
import org.pellucid.api.dataset.DatasetClass;
import org.pellucid.api.dataset.spi.WrappedDataset;

/** A folder or archive with its folders read as breeds. As safe for use by several threads as that is. */
final class ImageWoofDataset extends WrappedDataset {
    private final String name;

    ImageWoofDataset(String name, Dataset plain) {
        super(plain, ImageWoofSample::new);
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<DatasetClass> classes() {
        return Breeds.ALL;
    }
}
