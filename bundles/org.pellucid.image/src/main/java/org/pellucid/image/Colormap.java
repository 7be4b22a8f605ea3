package org.pellucid.image;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.imgproc.Imgproc;
import org.pellucid.api.UsageException;

/** OpenCV's colour maps. */
enum Colormap {
    AUTUMN(Imgproc.COLORMAP_AUTUMN), BONE(Imgproc.COLORMAP_BONE), CIVIDIS(Imgproc.COLORMAP_CIVIDIS), COOL(
            Imgproc.COLORMAP_COOL), DEEPGREEN(Imgproc.COLORMAP_DEEPGREEN), HOT(Imgproc.COLORMAP_HOT), HSV(
                    Imgproc.COLORMAP_HSV), INFERNO(Imgproc.COLORMAP_INFERNO), JET(Imgproc.COLORMAP_JET), MAGMA(
                            Imgproc.COLORMAP_MAGMA), OCEAN(Imgproc.COLORMAP_OCEAN), PARULA(
                                    Imgproc.COLORMAP_PARULA), PINK(Imgproc.COLORMAP_PINK), PLASMA(
                                            Imgproc.COLORMAP_PLASMA), RAINBOW(Imgproc.COLORMAP_RAINBOW), SPRING(
                                                    Imgproc.COLORMAP_SPRING), SUMMER(Imgproc.COLORMAP_SUMMER), TURBO(
                                                            Imgproc.COLORMAP_TURBO), TWILIGHT(
                                                                    Imgproc.COLORMAP_TWILIGHT), TWILIGHT_SHIFTED(
                                                                            Imgproc.COLORMAP_TWILIGHT_SHIFTED), VIRIDIS(
                                                                                    Imgproc.COLORMAP_VIRIDIS), WINTER(
                                                                                            Imgproc.COLORMAP_WINTER);

    /** Their names in lower case, sorted. */
    static final List<String> NAMES = Arrays.stream(values()).map(Colormap::id).toList();

    private final int code;
    /** BGR of the values 0..255, once it was asked for. */
    private volatile byte[] table;

    Colormap(int code) {
        this.code = code;
    }

    static Colormap of(String name) throws UsageException {
        for (Colormap colormap : values()) {
            if (colormap.name().equalsIgnoreCase(name)) {
                return colormap;
            }
        }
        throw new UsageException("unknown colour map " + name + "; there are "
                + NAMES.stream().collect(Collectors.joining(", ")));
    }

    private String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @return {@code [256,3]} BGR, not to be changed; OpenCV must be loaded */
    byte[] table() {
        byte[] colours = table;
        if (colours == null) {
            byte[] ramp = new byte[256];
            for (int i = 0; i < 256; i++) {
                ramp[i] = (byte) i;
            }
            colours = new byte[3 * 256];
            try (Mats mats = new Mats()) {
                Mat grey = mats.add(new Mat(1, 256, CvType.CV_8UC1));
                grey.put(0, 0, ramp);
                Mat colour = mats.add(new Mat());
                Imgproc.applyColorMap(grey, colour, code);
                colour.get(0, 0, colours);
            }
            table = colours;
        }
        return colours;
    }
}
