package org.pellucid.dataset.shapes;

import java.util.List;
import java.util.Optional;
import org.pellucid.api.dataset.DatasetClass;
import org.pellucid.api.dataset.Sample;
import org.pellucid.api.dataset.SampleObject;
import org.pellucid.api.image.Picture;

/** A scene as a sample. Drawn when first asked, painted each time. */
final class ShapesSample implements Sample {
    private final long set;
    private final long index;
    private final String id;
    private final Optional<Watermark> watermark;
    /** Not guarded: drawing twice does no harm. */
    private volatile Scene scene;

    ShapesSample(long set, long index, Optional<Watermark> watermark) {
        this.set = set;
        this.index = index;
        this.id = id(set, index);
        this.watermark = watermark;
    }

    /** At least six digits, so that scenes sort by number. */
    static String id(long set, long index) {
        String digits = Long.toString(index);
        return "set" + set + "-" + "0".repeat(Math.max(0, 6 - digits.length())) + digits;
    }

    private Scene scene() {
        Scene drawn = scene;
        if (drawn == null) {
            drawn = new Scene(set, index);
            scene = drawn;
        }
        return drawn;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String name() {
        return id;
    }

    @Override
    public Optional<DatasetClass> truth() {
        return Optional.of(scene().objects().get(0).shape().datasetClass());
    }

    @Override
    public List<SampleObject> objects() {
        return scene().objects().stream().map(PlacedShape::toObject).toList();
    }

    @Override
    public Picture picture() {
        byte[] bgr = scene().paint();
        if (watermark.isPresent() && watermark.get().isOn(scene(), set, index)) {
            Watermark.paint(bgr);
        }
        return new Picture(id, Scene.SIZE, Scene.SIZE, bgr);
    }
}
