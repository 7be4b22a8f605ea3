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
import org.pellucid.api.image.MapScale;

/** OpenCV's colour maps, and one for values below and above zero. */
enum Colormap {
    // @formatter:off
    AUTUMN(Imgproc.COLORMAP_AUTUMN, false, "red to yellow"),
    BONE(Imgproc.COLORMAP_BONE, false, "black over blue-grey to white"),
    CIVIDIS(Imgproc.COLORMAP_CIVIDIS, true, "dark blue over grey to yellow, made for colour-blind eyes"),
    COOL(Imgproc.COLORMAP_COOL, false, "cyan to magenta"),
    DEEPGREEN(Imgproc.COLORMAP_DEEPGREEN, false, "black over green to white"),
    DIVERGING(Colormap.OWN, true, "blue over white to red, for contrasts: white is zero"),
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

    /** Code of a colour map that OpenCV has not. */
    private static final int OWN = -1;
    /** BGR of the least value, of zero and of the greatest value. */
    private static final int[][] DIVERGING_COLOURS = {{176, 84, 32}, {245, 245, 245}, {38, 50, 192}};

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
            if (code == OWN) {
                colours = diverging();
                table = colours;
                return colours;
            }
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

    /** Both halves run from the colour of zero, so that equal distances from it are equally strong. */
    private static byte[] diverging() {
        byte[] colours = new byte[3 * 256];
        for (int value = 0; value < 256; value++) {
            double strength = Math.min(1, Math.abs(value - MapScale.ZERO) / (255.0 - MapScale.ZERO));
            int[] end = DIVERGING_COLOURS[value < MapScale.ZERO ? 0 : 2];
            for (int channel = 0; channel < 3; channel++) {
                int zero = DIVERGING_COLOURS[1][channel];
                colours[3 * value + channel] = (byte) Math.round(zero + strength * (end[channel] - zero));
            }
        }
        return colours;
    }
}
