package org.pellucid.dataset.shapes;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.pellucid.api.dataset.Dataset;
import org.pellucid.api.dataset.DatasetClass;
import org.pellucid.api.dataset.Sample;
import org.pellucid.api.dataset.Samples;

/** Scenes of one set. Immutable. */
record ShapesDataset(String name, long set, long first, long count, Optional<Watermark> watermark)
        implements
            Dataset {
    private static final Pattern ID = Pattern.compile("set(\\d{1,10})-(\\d{6,10})");

    @Override
    public List<DatasetClass> classes() {
        return Shape.classes();
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.of(count);
    }

    @Override
    public Samples samples() {
        return Samples.of(LongStream.range(first, first + count).mapToObj(this::sample));
    }

    private Sample sample(long index) {
        return new ShapesSample(set, index, watermark);
    }

    @Override
    public Optional<Sample> find(String id) {
        Matcher matcher = ID.matcher(id);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long index = Long.parseLong(matcher.group(2));
        // written back, since one scene has one id
        boolean known = id.equals(ShapesSample.id(set, index)) && index >= first && index < first + count;
        return known ? Optional.of(sample(index)) : Optional.empty();
    }
}
