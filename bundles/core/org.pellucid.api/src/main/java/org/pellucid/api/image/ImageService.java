package org.pellucid.api.image;

import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import org.pellucid.api.InputException;
import org.pellucid.api.UsageException;

/** Decodes, prepares and paints pictures. Safe for use by several threads. */
@ProviderType
public interface ImageService {
    /**
     * Decodes a picture file. Width and height are read from its header and checked before any pixel is decoded.
     * Grey, palette and alpha pictures become BGR; EXIF orientation is applied. PNG and TIFF of 16 bits keep them in
     * {@link Picture#bgr16()}.
     *
     * @param file a picture
     * @return the picture, named by its file name
     * @throws InputException if the file is missing, unreadable, no picture, damaged or larger than the limit
     */
    Picture read(Path file) throws InputException;

    /**
     * Decodes a picture held in memory, like {@link #read(Path)}.
     *
     * @param name    for messages and {@link Picture#name()}
     * @param encoded a whole picture file
     * @return the picture
     * @throws InputException if the bytes are no picture, damaged or larger than the limit
     */
    Picture read(String name, byte[] encoded) throws InputException;

    /**
     * Decodes a picture file that a stream gives, like {@link #read(Path)}. No more is read than a picture file may have.
     *
     * @param name    for messages and {@link Picture#name()}
     * @param encoded a whole picture file up to the stream's end; closed by the caller
     * @return the picture
     * @throws InputException if the stream fails, or what it gives is no picture, damaged or larger than the limit
     */
    Picture read(String name, InputStream encoded) throws InputException;

    /**
     * Takes over a picture of Java's own.
     *
     * @param name  for messages and {@link Picture#name()}
     * @param image of any kind; what is transparent is seen over black
     * @return the picture
     */
    Picture read(String name, BufferedImage image);

    /**
     * {@return a picture as one of Java's own}
     *
     * @param picture any picture
     */
    BufferedImage image(Picture picture);

    /**
     * @param file any file
     * @return whether its extension is that of a picture format that can be decoded; the file is not opened
     */
    boolean isPicture(Path file);

    /**
     * @param picture any picture
     * @param width   pixels
     * @param height  pixels
     * @return the picture resized bilinearly, equal to OpenCV's {@code INTER_LINEAR} byte for byte
     */
    Picture resize(Picture picture, int width, int height);

    /**
     * Resizes a picture so that all of it counts: {@link #resize} looks at four pixels for one and skips the rest, so
     * the picture is halved while it is twice as large.
     *
     * @param picture any picture
     * @param width   pixels
     * @param height  pixels
     * @return the picture in that size
     */
    default Picture shrink(Picture picture, int width, int height) {
        Picture current = picture;
        while (current.width() >= 2 * width && current.height() >= 2 * height) {
            current = resize(current, current.width() / 2, current.height() / 2);
        }
        return current.width() == width && current.height() == height ? current : resize(current, width, height);
    }

    /**
     * Writes a picture into a model's input.
     *
     * @param picture       any picture
     * @param preprocessing how
     * @param target        direct memory; receives {@link Preprocessing#size()} floats in native byte order from its
     *                      position on, which stays where it is
     * @throws IllegalArgumentException if the memory is on the Java heap or too small
     */
    void preprocess(Picture picture, Preprocessing preprocessing, ByteBuffer target);

    /**
     * Writes a picture of a model's size and order of channels, its values as they are: what {@link #preprocess} does
     * but mean, scale and layout.
     *
     * @param picture       any picture
     * @param preprocessing how
     * @param target        direct memory; receives {@link Preprocessing#size()} bytes, rows of pixels, from its position
     *                      on, which stays where it is
     * @throws IllegalArgumentException if the memory is on the Java heap or too small
     */
    void writeBytes(Picture picture, Preprocessing preprocessing, ByteBuffer target);

    /**
     * Says where a picture comes to lie in a model's input.
     *
     * @param width         of the picture, pixels
     * @param height        of the picture, pixels
     * @param preprocessing how it is brought there, not by {@link ResizeMode#OWN}
     * @return the place of the whole picture
     */
    Placement placement(int width, int height, Preprocessing preprocessing);

    /**
     * Brings an 8-bit map of a model's input to the picture in that input: bilinear, then stretched to 0..255 again. What
     * the model saw beside the picture is left out; what it did not see of the picture becomes 0.
     *
     * @param map       {@code mapHeight * mapWidth} bytes, row-major
     * @param mapWidth  cells
     * @param mapHeight cells
     * @param placement of the picture in the input
     * @param width     of the picture, pixels
     * @param height    of the picture, pixels
     * @return {@code height * width} bytes, row-major
     */
    default byte[] resizeMap(byte[] map, int mapWidth, int mapHeight, Placement placement, int width, int height) {
        return resizeMap(map, mapWidth, mapHeight, MapScale.OWN, placement, width, height);
    }

    /**
     * Brings an 8-bit map of a model's input to the picture in that input, bilinear. What the model saw beside the picture
     * is left out; what it did not see of the picture becomes 0, and {@link MapScale#ZERO} in a signed map.
     *
     * @param map       {@code mapHeight * mapWidth} bytes, row-major
     * @param mapWidth  cells
     * @param mapHeight cells
     * @param scale     whether the values are stretched to 0..255 again
     * @param placement of the picture in the input
     * @param width     of the picture, pixels
     * @param height    of the picture, pixels
     * @return {@code height * width} bytes, row-major
     */
    byte[] resizeMap(byte[] map, int mapWidth, int mapHeight, MapScale scale, Placement placement, int width,
            int height);

    /**
     * Brings an 8-bit map of a picture that fills the input to that picture's size: bilinear, then stretched to 0..255
     * again.
     *
     * @param map       {@code mapHeight * mapWidth} bytes, row-major
     * @param mapWidth  cells
     * @param mapHeight cells
     * @param width     pixels
     * @param height    pixels
     * @return {@code height * width} bytes, row-major
     */
    byte[] resizeMap(byte[] map, int mapWidth, int mapHeight, int width, int height);

    /**
     * Paints a map.
     *
     * @param name     name of the new picture
     * @param map      {@code height * width} bytes, row-major
     * @param width    pixels
     * @param height   pixels
     * @param colormap one of {@link #colormaps()}
     * @return the map in colour
     * @throws UsageException if there is no such colour map; the message lists them
     */
    Picture paint(String name, byte[] map, int width, int height, String colormap) throws UsageException;

    /**
     * Lays one picture over another: {@code below * (1 - weight) + above * weight}.
     *
     * @param below  a picture
     * @param above  a picture of the same size
     * @param weight of {@code above}, 0..1
     * @return the blend
     */
    Picture blend(Picture below, Picture above, double weight);

    /**
     * Covers a part of a picture.
     *
     * @param picture    not changed
     * @param mask       {@code [maskHeight,maskWidth]} row-major over the whole picture: 0 leaves it as it is, 255 covers
     *                   it, values between let it shine through
     * @param maskWidth  columns
     * @param maskHeight rows
     * @param cover      what stands there instead
     * @return the picture with 8 bits a channel, of the same name and size
     * @throws IllegalArgumentException if the mask does not fit its size
     */
    Picture cover(Picture picture, byte[] mask, int maskWidth, int maskHeight, Cover cover);

    /**
     * @param picture   any picture
     * @param extension {@code png}, {@code jpg} … without the dot
     * @return a whole picture file
     * @throws UsageException if there is no such format
     */
    byte[] encode(Picture picture, String extension) throws UsageException;

    /** @return names of the colour maps: {@code jet}, {@code turbo}, {@code viridis} … */
    List<String> colormaps();

    /** @return the colour maps with what they are good for, in the order of {@link #colormaps()} */
    List<ColormapEntry> colormapEntries();

    /**
     * Shows a colour map, for a legend.
     *
     * @param colormap one of {@link #colormaps()}
     * @return the colours of the values 0..255 from the left, 256 x 1 pixels
     * @throws UsageException if there is no such colour map; the message lists them
     */
    default Picture ramp(String colormap) throws UsageException {
        byte[] values = new byte[256];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) i;
        }
        return paint(colormap, values, values.length, 1, colormap);
    }
}
