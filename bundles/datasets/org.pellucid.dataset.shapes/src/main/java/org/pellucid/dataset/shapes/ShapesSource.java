package org.pellucid.dataset.shapes;

import org.osgi.service.component.annotations.Component;
import org.pellucid.api.UsageException;
import org.pellucid.api.dataset.Dataset;
import org.pellucid.api.dataset.spi.DatasetLocation;
import org.pellucid.api.dataset.spi.DatasetSource;

/**
 * Synthetic scenes of 224x224 pixels with one (even sets) or two objects (odd sets) of eight classes, whose boxes and
 * masks are known. The same bytes on every machine. Safe for use by several threads.
 */
@Component(property = DatasetSource.SCHEME + "=shapes")
public final class ShapesSource implements DatasetSource {
    private static final long DEFAULT_COUNT = 1000;
    private static final long MAX_INDEX = 0xffffffffL;

    @Override
    public String description() {
        return "synthetic scenes with known objects: one in even sets, two in odd ones; models know sets 0 and 1";
    }

    @Override
    public String usage() {
        return "shapes:SET[?count=N&first=INDEX&watermark=CLASS:SHARE], 1000 scenes from 0 on if not said otherwise; a"
                + " watermark lies on a share of the scenes of a class";
    }

    @Override
    public Dataset open(DatasetLocation location) throws UsageException {
        location.allow("count", "first", Watermark.OPTION);
        long set = set(location);
        long first = location.number("first", 0, 0, MAX_INDEX);
        long most = MAX_INDEX + 1 - first;
        long count = location.number("count", Math.min(DEFAULT_COUNT, most), 1, most);
        return new ShapesDataset(location.toString(), set, first, count, Watermark.of(location));
    }

    private static long set(DatasetLocation location) throws UsageException {
        String text = location.location();
        // ten digits at most: parsing cannot overflow
        if (!text.matches("\\d{1,10}") || Long.parseLong(text) > Integer.MAX_VALUE) {
            throw new UsageException("data set " + location + ": the set must be a whole number in 0.."
                    + Integer.MAX_VALUE + ", as in shapes:4");
        }
        return Long.parseLong(text);
    }
}
