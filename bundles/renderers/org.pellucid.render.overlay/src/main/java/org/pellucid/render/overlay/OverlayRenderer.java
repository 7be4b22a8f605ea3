package org.pellucid.render.overlay;

import java.io.IOException;
import java.io.OutputStream;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.pellucid.api.UsageException;
import org.pellucid.api.explain.SaliencyMap;
import org.pellucid.api.image.ImageService;
import org.pellucid.api.image.MapScale;
import org.pellucid.api.image.Picture;
import org.pellucid.api.image.Placement;
import org.pellucid.api.render.MapStyle;
import org.pellucid.api.render.RenderOptions;
import org.pellucid.api.render.spi.RenderRequest;
import org.pellucid.api.render.spi.Renderer;
import org.pellucid.drawing.Canvas;

/**
 * A map in colour, laid over its picture, or a contour on it. Without overlay it is the map alone at the picture's size;
 * without resizing it is the map alone, a pixel a cell. A caption covers pixels of the picture, a legend adds pixels
 * below it; without them nothing is drawn but the map. What the model does not see of a picture stays without colour. Safe for use by several threads.
 */
@Capability(namespace = Renderer.FORMAT, name = "jpg")
@Capability(namespace = Renderer.FORMAT, name = "png")
@Component(property = {Renderer.FORMAT + "=jpg", Renderer.FORMAT + "=png"})
public final class OverlayRenderer implements Renderer {
    private final ImageService images;

    /** @param images resizes, paints and encodes */
    @Activate
    public OverlayRenderer(@Reference ImageService images) {
        this.images = images;
    }

    @Override
    public String description() {
        return "the map in colour over the picture, to look at";
    }

    @Override
    public void render(String format, RenderRequest request, OutputStream out) throws UsageException, IOException {
        SaliencyMap map = request.map().orElseThrow(() -> new IllegalArgumentException("no map to render"));
        Picture shown = paint(request.picture(), map, request.options());
        out.write(images.encode(new Annotations(images, request.options()).on(shown, map), format));
    }

    /**
     * Paints a map without caption and legend.
     *
     * @param picture the picture explained
     * @param map     of the picture
     * @param options how it is painted
     * @return the painting
     * @throws UsageException if the colour map is unknown
     */
    public Picture paint(Picture picture, SaliencyMap map, RenderOptions options) throws UsageException {
        if (!options.resize()) {
            return images.paint(picture.name(), map.values(), map.width(), map.height(),
                    options.colormap(map));
        }
        if (options.style() == MapStyle.CONTOUR) {
            Canvas canvas = new Canvas(picture.width(), picture.height());
            canvas.put(picture, 0, 0);
            Contour.draw(canvas, images, map);
            return canvas.picture(picture.name());
        }
        byte[] resized = images.resizeMap(map.values(), map.width(), map.height(), map.scale(), map.placement(),
                picture.width(), picture.height());
        Picture painted = images.paint(picture.name(), resized, picture.width(), picture.height(),
                options.colormap(map));
        if (!options.overlay()) {
            return painted;
        }
        Picture blended = map.isContrast() ? veiled(picture, resized, images.ramp(options.colormap(map)),
                options.weight())
                : images.blend(picture, painted, options.weight());
        return bare(picture, blended, map.placement());
    }

    /**
     * Lays a contrast over its picture, which takes the place of the white that stands for zero: a value covers as much
     * as it says, in the colour of its side. The strongest still lets the picture through.
     */
    private static Picture veiled(Picture picture, byte[] values, Picture ramp, double weight) {
        double[] cover = new double[256];
        for (int value = 0; value < cover.length; value++) {
            double strength = Math.min(1, Math.abs(value - MapScale.ZERO) / (double) (MapScale.ZERO - 1));
            // a weight of 0 shows the picture alone, one of 1 the two colours alone
            cover[value] = weight == 0 ? 0 : Math.sqrt(weight) * Math.pow(strength, (1 - weight) / weight);
        }
        byte[] bgr = new byte[picture.bgr().length];
        for (int i = 0; i < bgr.length; i++) {
            int value = values[i / 3] & 0xFF;
            int side = value < MapScale.ZERO ? 0 : 3 * 255;
            int under = picture.bgr()[i] & 0xFF;
            bgr[i] = (byte) Math.round(under + cover[value] * ((ramp.bgr()[side + i % 3] & 0xFF) - under));
        }
        return new Picture(picture.name(), picture.width(), picture.height(), bgr);
    }

    /** Where the model does not see the picture, the picture stays as it is: colour there would tell something. */
    private static Picture bare(Picture picture, Picture blended, Placement placement) {
        if (placement.equals(Placement.WHOLE)) {
            return blended;
        }
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++) {
                if (!placement.shows((x + 0.5) / picture.width(), (y + 0.5) / picture.height())) {
                    int at = 3 * (y * picture.width() + x);
                    System.arraycopy(picture.bgr(), at, blended.bgr(), at, 3);
                }
            }
        }
        return blended;
    }
}
