package org.opencv.pellucid;

/** Gives maps their colours. {@link NativeLibrary#load} is to be called before. Safe for use by several threads. */
public final class Paint {
    private static final int VALUES = 256;

    private Paint() {
    }

    /**
     * Looks each value of a map up in a table.
     *
     * @param map   values of 0 to 255
     * @param table 256 entries of the same number of bytes
     * @return as many bytes for each value of the map
     */
    public static byte[] lookUp(byte[] map, byte[] table) {
        int channels = table.length / VALUES;
        if (channels < 1 || table.length % VALUES != 0) {
            throw new IllegalArgumentException("a table of " + table.length + " bytes has not 256 entries");
        }
        byte[] painted = new byte[Math.multiplyExact(channels, map.length)];
        lookUp0(map, table, channels, painted);
        return painted;
    }

    /**
     * Lays pixels over others. The fractions of the sum are cut off.
     *
     * @param below  pixels
     * @param above  as many
     * @param weight of those above, of 0 to 1
     * @return the pixels blended
     */
    public static byte[] blend(byte[] below, byte[] above, double weight) {
        if (below.length != above.length || !(weight >= 0 && weight <= 1)) {
            throw new IllegalArgumentException("cannot lay " + above.length + " bytes over " + below.length
                    + " with weight " + weight);
        }
        byte[] blended = new byte[below.length];
        blend0(below, above, weight, blended);
        return blended;
    }

    private static native void lookUp0(byte[] map, byte[] table, int channels, byte[] painted);

    private static native void blend0(byte[] below, byte[] above, double weight, byte[] blended);
}
