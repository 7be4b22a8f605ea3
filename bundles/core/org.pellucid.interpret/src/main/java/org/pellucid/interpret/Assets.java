package org.pellucid.interpret;

import java.nio.file.Path;
import org.pellucid.api.PellucidException;
import org.pellucid.api.explain.SaliencyMap;
import org.pellucid.api.image.ImageService;
import org.pellucid.api.image.Picture;
import org.pellucid.files.Sha256;

/** Small pictures and maps for the report. */
record Assets(ImageService images, RunFolder folder, boolean visible, String colormap) {
    /** Longer side of a picture, pixels. */
    private static final int PICTURE = 224;
    /** Longer side of a map, pixels: smooth when stretched over the picture. */
    private static final int MAP = 64;

    Entry.PictureAsset picture(String useCase, String sample, Picture picture) throws PellucidException {
        int[] size = size(picture.width(), picture.height(), PICTURE);
        Picture small = images.shrink(picture, size[0], size[1]);
        return new Entry.PictureAsset(write(name(useCase, sample) + ".jpg", small), small.width(), small.height());
    }

    String map(String useCase, String sample, Picture picture, SaliencyMap map) throws PellucidException {
        int[] size = size(picture.width(), picture.height(), MAP);
        byte[] values = images.resizeMap(map.values(), map.width(), map.height(), map.scale(), map.placement(),
                size[0], size[1]);
        Picture painted = images.paint(picture.name(), values, size[0], size[1], colormap);
        return write(name(useCase, sample) + "-" + map.target() + ".jpg", painted);
    }

    /** @return the colours of the maps from the lowest value to the highest */
    String legend() throws PellucidException {
        return write("legend.jpg", images.ramp(colormap));
    }

    /** @return a file for the report, which is relative to the folder elsewhere */
    Path path(String file) {
        return folder.root().resolve(file);
    }

    /** The same for the same picture, so that doing it again leaves nothing behind. */
    static String name(String useCase, String sample) {
        return Sha256.of(useCase + '\n' + sample).substring(0, 24);
    }

    private static int[] size(int width, int height, int side) {
        double scale = Math.min(1, (double) side / Math.max(width, height));
        return new int[] {Math.max(1, (int) Math.round(width * scale)), Math.max(1, (int) Math.round(height * scale))};
    }

    private String write(String name, Picture picture) throws PellucidException {
        Path target = folder.assets(visible).resolve(name);
        byte[] encoded = images.encode(picture, "jpg");
        folder.write(target, out -> out.write(encoded));
        return folder.relative(target);
    }
}
