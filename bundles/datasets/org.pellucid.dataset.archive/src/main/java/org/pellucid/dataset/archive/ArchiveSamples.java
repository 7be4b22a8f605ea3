package org.pellucid.dataset.archive;

import java.util.Optional;
import org.pellucid.api.InputException;
import org.pellucid.api.dataset.Sample;
import org.pellucid.api.dataset.Samples;
import org.pellucid.zip.ZipItem;
import org.pellucid.zip.ZipItems;

/** One pass over an archive, in the order of its directory. For one thread at a time. */
final class ArchiveSamples implements Samples {
    private final ArchiveDataset dataset;
    private ZipItems items;

    ArchiveSamples(ArchiveDataset dataset, ZipItems items) {
        this.dataset = dataset;
        this.items = items;
    }

    @Override
    public Optional<Sample> next() throws InputException {
        while (items != null) {
            Optional<ZipItem> item = items.next();
            if (item.isEmpty()) {
                close();
                break;
            }
            Optional<Sample> sample = dataset.sample(item.get());
            if (sample.isPresent()) {
                return sample;
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        items = null;
    }
}
