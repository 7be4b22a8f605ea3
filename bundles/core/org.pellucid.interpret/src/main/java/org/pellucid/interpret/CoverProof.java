package org.pellucid.interpret;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.pellucid.api.PellucidException;
import org.pellucid.api.dataset.Sample;
import org.pellucid.api.dataset.SampleObject;
import org.pellucid.api.explain.Classification;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.Explainer;
import org.pellucid.api.explain.Prediction;
import org.pellucid.api.image.Cover;
import org.pellucid.api.image.ImageService;
import org.pellucid.api.image.Picture;
import org.pellucid.api.interpret.Region;
import org.pellucid.api.model.Model;
import org.pellucid.api.model.PerformanceHint;

/**
 * Covers a region of a picture, as much elsewhere, and the object, and measures what a class loses. Region and control
 * leave the object as it is, so that what is lost is not the object's. Safe for use by several threads.
 */
record CoverProof(Explainer explainer, ImageService images, Model model, ExplainSettings settings) {
    private static final Cover[] COVERS = {Cover.MEAN, Cover.BLUR};
    private static final byte COVERED = (byte) 255;

    /**
     * What a class loses in one picture.
     *
     * @param region  by covering the region
     * @param control by covering as much elsewhere
     * @param object  by covering the object, if it is known
     */
    record Losses(double region, double control, OptionalDouble object) {
    }

    /**
     * @param index  of the class
     * @param number of the picture: which of several controls it gets
     */
    Losses losses(Sample sample, int index, Region region, int number) throws PellucidException, InterruptedException {
        Picture picture = Decoded.of(sample, images).picture();
        List<SampleObject> objects = Looked.objects(sample);
        List<Region> controls = controls(region);
        double whole = probability(picture, index);
        double hidden = covered(picture, mask(picture, region, objects), index);
        double elsewhere = covered(picture, mask(picture, controls.get(number % controls.size()), objects), index);
        Optional<byte[]> object = objects.isEmpty() ? Optional.empty() : Optional.of(mask(picture, objects));
        return new Losses(whole - hidden, whole - elsewhere, object.isPresent()
                ? OptionalDouble.of(whole - covered(picture, object.get(), index)) : OptionalDouble.empty());
    }

    /** @return regions of the same size, mirrored, that have as little as possible in common with it */
    static List<Region> controls(Region region) {
        double left = 1 - region.right();
        double top = 1 - region.bottom();
        List<Region> mirrored = List.of(
                new Region(left, top, 1 - region.left(), 1 - region.top()),
                new Region(left, region.top(), 1 - region.left(), region.bottom()),
                new Region(region.left(), top, region.right(), 1 - region.top()));
        List<Region> apart = mirrored.stream().filter(each -> overlap(each, region) == 0).toList();
        if (!apart.isEmpty()) {
            return apart;
        }
        // It lies in the middle: the corners are as far away as can be.
        double width = region.right() - region.left();
        double height = region.bottom() - region.top();
        List<Region> corners = new ArrayList<>();
        for (double x : new double[] {0, 1 - width}) {
            for (double y : new double[] {0, 1 - height}) {
                corners.add(new Region(x, y, x + width, y + height));
            }
        }
        return corners;
    }

    private static double overlap(Region a, Region b) {
        return Math.max(0, Math.min(a.right(), b.right()) - Math.max(a.left(), b.left()))
                * Math.max(0, Math.min(a.bottom(), b.bottom()) - Math.max(a.top(), b.top()));
    }

    /** @return the region without the objects */
    private static byte[] mask(Picture picture, Region region, List<SampleObject> objects) {
        byte[] mask = new byte[picture.width() * picture.height()];
        int right = (int) Math.round(region.right() * picture.width());
        for (int y = (int) (region.top() * picture.height()); y < region.bottom() * picture.height(); y++) {
            Arrays.fill(mask, y * picture.width() + (int) (region.left() * picture.width()),
                    y * picture.width() + right, COVERED);
        }
        objects.forEach(object -> paint(mask, picture, object, (byte) 0));
        return mask;
    }

    private static byte[] mask(Picture picture, List<SampleObject> objects) {
        byte[] mask = new byte[picture.width() * picture.height()];
        objects.forEach(object -> paint(mask, picture, object, COVERED));
        return mask;
    }

    /** The box goes with it: an edge that remains would still tell the shape. */
    private static void paint(byte[] mask, Picture picture, SampleObject object, byte value) {
        for (int y = object.box().top(); y < object.box().bottom(); y++) {
            Arrays.fill(mask, y * picture.width() + object.box().left(), y * picture.width() + object.box().right(),
                    value);
        }
    }

    /** Each cover leaves something that may tell the model something; the mean of two leaves less. */
    private double covered(Picture picture, byte[] mask, int index) throws PellucidException, InterruptedException {
        double sum = 0;
        for (Cover cover : COVERS) {
            sum += probability(images.cover(picture, mask, picture.width(), picture.height(), cover), index);
        }
        return sum / COVERS.length;
    }

    private double probability(Picture picture, int index) throws PellucidException, InterruptedException {
        Classification answer = explainer.predict(model, picture, settings, PerformanceHint.THROUGHPUT);
        return answer.predictions().stream().filter(each -> each.index() == index).mapToDouble(Prediction::probability)
                .findFirst().orElseThrow();
    }
}
