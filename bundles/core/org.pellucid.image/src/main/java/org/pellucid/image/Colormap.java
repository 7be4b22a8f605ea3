package org.pellucid.image;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.imgproc.Imgproc;
import org.pellucid.api.UsageException;
import org.pellucid.api.image.ColormapEntry;

/** OpenCV's colour maps. */
enum Colormap {
    // @formatter:off
    AUTUMN(Imgproc.COLORMAP_AUTUMN, false, "red to yellow"),
    BONE(Imgproc.COLORMAP_BONE, false, "black over blue-grey to white"),
    CIVIDIS(Imgproc.COLORMAP_CIVIDIS, true, "dark blue over grey to yellow, made for colour-blind eyes"),
    COOL(Imgproc.COLORMAP_COOL, false, "cyan to magenta"),
    DEEPGREEN(Imgproc.COLORMAP_DEEPGREEN, false, "black over green to white"),
    HOT(Imgproc.COLORMAP_HOT, false, "black over red and yellow to white"),
    HSV(Imgproc.COLORMAP_HSV, false, "the colour wheel: highest and lowest look alike"),
    INFERNO(Imgproc.COLORMAP_INFERNO, true, "black over purple and orange to pale yellow"),
    JET(Imgproc.COLORMAP_JET, false, "blue over green and yellow to red, the usual one"),
    MAGMA(Imgproc.COLORMAP_MAGMA, true, "black over purple to pale pink"),
    OCEAN(Imgproc.COLORMAP_OCEAN, false, "black over blue to white"),
    PARULA(Imgproc.COLORMAP_PARULA, false, "dark blue over green to yellow"),
    PINK(Imgproc.COLORMAP_PINK, false, "dark red over pink to white"),
    PLASMA(Imgproc.COLORMAP_PLASMA, true, "blue over pink to yellow"),
    RAINBOW(Imgproc.COLORMAP_RAINBOW, false, "red over green to violet"),
    SPRING(Imgproc.COLORMAP_SPRING, false, "magenta to yellow"),
    SUMMER(Imgproc.COLORMAP_SUMMER, false, "green to yellow"),
    TURBO(Imgproc.COLORMAP_TURBO, false, "an evener jet: blue over green to red"),
    TWILIGHT(Imgproc.COLORMAP_TWILIGHT, false, "a wheel: highest and lowest look alike"),
    TWILIGHT_SHIFTED(Imgproc.COLORMAP_TWILIGHT_SHIFTED, false, "a wheel that begins dark"),
    VIRIDIS(Imgproc.COLORMAP_VIRIDIS, true, "purple over green to yellow, even and safe for colour-blind eyes"),
    WINTER(Imgproc.COLORMAP_WINTER, false, "blue to green");
    // @formatter:on

    /** Their names in lower case, sorted. */
    static final List<String> NAMES = Arrays.stream(values()).map(Colormap::id).toList();
    /** What they are good for, in the same order. */
    static final List<ColormapEntry> ENTRIES = Arrays.stream(values())
            .map(each -> new ColormapEntry(each.id(), each.colourBlindSafe, each.description)).toList();

    private final int code;
    private final boolean colourBlindSafe;
    private final String description;
    /** BGR of the values 0..255, once it was asked for. */
    private volatile byte[] table;

    Colormap(int code, boolean colourBlindSafe, String description) {
        this.code = code;
        this.colourBlindSafe = colourBlindSafe;
        this.description = description;
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
