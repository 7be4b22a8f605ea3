package org.pellucid.image;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.opencv.core.Core;
import org.opencv.core.CvException;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.Size;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;
import org.opencv.pellucid.Jpeg;
import org.opencv.pellucid.Paint;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.pellucid.api.InputException;
import org.pellucid.api.UsageException;
import org.pellucid.api.image.ColormapEntry;
import org.pellucid.api.image.Cover;
import org.pellucid.api.image.ImageService;
import org.pellucid.api.image.MapScale;
import org.pellucid.api.image.Picture;
import org.pellucid.api.image.Placement;
import org.pellucid.api.image.Preprocessing;
import org.pellucid.api.image.TensorLayout;

/**
 * Pictures with OpenCV: decoded and resized pixels equal those of Python's {@code cv2} byte for byte. The native
 * library is loaded by the first call that needs it. Native memory is given back before a call returns. Safe for use by
 * several threads.
 */
@Component(service = ImageService.class, configurationPid = OpenCvImageService.PID)
@Designate(ocd = OpenCvImageService.Config.class)
public final class OpenCvImageService implements ImageService {
    /** Where the configuration is looked for. */
    static final String PID = "org.pellucid.image";

    private static final Set<String> EXTENSIONS = Set.of("jpg", "jpeg", "jpe", "png", "bmp", "dib", "webp", "tif",
            "tiff", "gif");
    private static final int JPEG_QUALITY = 95;
    /** A Java array holds no larger picture. */
    private static final int MAX_PIXELS = (Integer.MAX_VALUE - 16) / 3;
    private static final int MAX_BYTES = Integer.MAX_VALUE - 16;

    /** Configuration. */
    @ObjectClassDefinition(name = "Pellucid image", description = "Decodes, preprocesses and paints pictures")
    public @interface Config {
        /** @return largest picture that is decoded, in megapixels */
        @AttributeDefinition(name = "Largest picture", min = "1", max = "715",
                description = "Pictures of more pixels are refused, in millions of pixels (default 100); "
                        + "one million takes about 6 MB while it is decoded")
        int maxMegapixels() default 100;

        /** @return largest picture file that is read, in MiB */
        @AttributeDefinition(name = "Largest file", min = "1", max = "2047",
                description = "Larger picture files are refused, in MiB (default 512)")
        int maxFileMebibytes() default 512;
    }

    private final PictureFile files;
    private final long maxBytes;

    /** Pictures of up to 100 megapixels, files of up to 512 MiB. */
    public OpenCvImageService() {
        this(100_000_000, 512L << 20);
    }

    /** @param config limits */
    @Activate
    public OpenCvImageService(Config config) {
        this(config.maxMegapixels() * 1_000_000L, (long) config.maxFileMebibytes() << 20);
    }

    /**
     * @param maxPixels largest width times height that is decoded
     * @param maxBytes  largest file that is read
     */
    public OpenCvImageService(long maxPixels, long maxBytes) {
        this.maxBytes = Math.min(maxBytes, MAX_BYTES);
        files = new PictureFile(Math.min(maxPixels, MAX_PIXELS), this.maxBytes);
    }

    @Override
    public Picture read(Path file) throws InputException {
        PictureFile.Checked checked = files.read(file);
        return decode(file.toString(), file.getFileName().toString(), checked);
    }

    @Override
    public Picture read(String name, byte[] encoded) throws InputException {
        return decode(name, name, files.check(name, ByteBuffer.wrap(encoded)));
    }

    @Override
    public Picture read(String name, InputStream encoded) throws InputException {
        try {
            // One byte more than the limit tells that there is more.
            return read(name, encoded.readNBytes((int) maxBytes + 1));
        } catch (IOException e) {
            throw new InputException(name + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public Picture read(String name, BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        BufferedImage drawn = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = drawn.createGraphics();
        graphics.drawImage(image, 0, 0, null);
        graphics.dispose();
        return new Picture(name, width, height, ((DataBufferByte) drawn.getRaster().getDataBuffer()).getData());
    }

    @Override
    public BufferedImage image(Picture picture) {
        BufferedImage image = new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_3BYTE_BGR);
        byte[] pixels = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        System.arraycopy(picture.bgr(), 0, pixels, 0, pixels.length);
        return image;
    }

    @Override
    public boolean isPicture(Path file) {
        Path fileName = file.getFileName();
        if (fileName == null) {
            return false;
        }
        String name = fileName.toString();
        int dot = name.lastIndexOf('.');
        return dot >= 0 && EXTENSIONS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
    }

    private static Picture decode(String where, String name, PictureFile.Checked checked) throws InputException {
        OpenCv.load();
        // The Java array first: if it does not fit, nothing else need be done.
        byte[] bgr = allocate(where, checked);
        ByteBuffer bytes = checked.bytes();
        if (checked.plainJpeg() && Jpeg.decode(bytes.array(), bytes.arrayOffset(), bytes.limit(), checked.width(),
                checked.height(), bgr)) {
            return new Picture(name, checked.width(), checked.height(), bgr);
        }
        try (Mats mats = new Mats()) {
            Mat encoded = mats.add(new Mat(1, bytes.limit(), CvType.CV_8UC1));
            encoded.put(0, 0, bytes.array(), bytes.arrayOffset(), bytes.limit());
            Mat decoded = mats.add(Imgcodecs.imdecode(encoded, Imgcodecs.IMREAD_COLOR));
            if (decoded.empty() || decoded.type() != CvType.CV_8UC3 || decoded.total() * 3 != bgr.length) {
                throw new InputException(where + " is damaged or of a kind that OpenCV cannot decode ("
                        + checked.format() + ", " + checked.width() + "x" + checked.height() + ")");
            }
            decoded.get(0, 0, bgr);
            return new Picture(name, decoded.cols(), decoded.rows(), bgr,
                    checked.deep() ? deep(encoded, bgr.length, mats) : Optional.empty());
        } catch (CvException e) {
            throw new InputException(where + " cannot be decoded: " + oneLine(e), e);
        }
    }

    /** Decodes a second time, since the 8 bits that OpenCV makes of 16 depend on the format. */
    private static Optional<short[]> deep(Mat encoded, int size, Mats mats) {
        Mat decoded = mats.add(Imgcodecs.imdecode(encoded, Imgcodecs.IMREAD_COLOR | Imgcodecs.IMREAD_ANYDEPTH));
        if (decoded.type() != CvType.CV_16UC3 || decoded.total() * 3 != size) {
            return Optional.empty();
        }
        short[] values = new short[size];
        decoded.get(0, 0, values);
        return Optional.of(values);
    }

    private static byte[] allocate(String where, PictureFile.Checked checked) throws InputException {
        try {
            return new byte[3 * checked.width() * checked.height()];
        } catch (OutOfMemoryError e) {
            throw new InputException(where + " is " + checked.width() + "x" + checked.height()
                    + " pixels, which do not fit into memory; shrink it, or give Java more, for example with"
                    + " PELLUCID_OPTS=-Xmx4g", e);
        }
    }

    private static String oneLine(CvException e) {
        String message = String.valueOf(e.getMessage()).strip();
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }

    @Override
    public Picture resize(Picture picture, int width, int height) {
        checkSize(width, height);
        return new Picture(picture.name(), width, height,
                resize(picture.bgr(), picture.width(), picture.height(), 3, width, height));
    }

    private static void checkSize(int width, int height) {
        if (width < 1 || height < 1 || (long) width * height > MAX_PIXELS) {
            throw new IllegalArgumentException("cannot resize to " + width + "x" + height + " pixels");
        }
    }

    /** Bilinear; gives the very same array if the size is right already. */
    private static byte[] resize(byte[] pixels, int width, int height, int channels, int newWidth, int newHeight) {
        if (width == newWidth && height == newHeight) {
            return pixels;
        }
        OpenCv.load();
        byte[] resized = new byte[channels * newWidth * newHeight];
        try (Mats mats = new Mats()) {
            Mat from = mats.add(new Mat(height, width, CvType.CV_8UC(channels)));
            from.put(0, 0, pixels);
            Mat to = mats.add(new Mat());
            Imgproc.resize(from, to, new Size(newWidth, newHeight), 0, 0, Imgproc.INTER_LINEAR);
            to.get(0, 0, resized);
        }
        return resized;
    }

    @Override
    public void preprocess(Picture picture, Preprocessing preprocessing, ByteBuffer target) {
        checkTarget(preprocessing, target, Float.BYTES, "floats");
        OpenCv.load();
        try (Mats mats = new Mats()) {
            Mat pixels = pixels(picture, mats);
            Mat fitted = Fitting.of(picture.width(), picture.height(), preprocessing)
                    .apply(preprocessing.channels() == 1 ? grey(pixels, mats) : pixels, preprocessing.interpolation(),
                            preprocessing.padValue() * unit(pixels), mats);
            if (preprocessing.layout() == TensorLayout.NCHW) {
                writePlanes(fitted, preprocessing, target, mats);
            } else {
                writePixels(fitted, preprocessing, target, mats);
            }
        } finally {
            // OpenCV writes to an address, which must not be given back meanwhile.
            Reference.reachabilityFence(target);
        }
    }

    @Override
    public void writeBytes(Picture picture, Preprocessing preprocessing, ByteBuffer target) {
        checkTarget(preprocessing, target, 1, "bytes");
        OpenCv.load();
        try (Mats mats = new Mats()) {
            Mat pixels = mats.add(new Mat(picture.height(), picture.width(), CvType.CV_8UC3));
            pixels.put(0, 0, picture.bgr());
            Mat fitted = Fitting.of(picture.width(), picture.height(), preprocessing).apply(pixels,
                    preprocessing.interpolation(), preprocessing.padValue(), mats);
            Mat written = mats.add(new Mat(fitted.rows(), fitted.cols(), CvType.CV_8UC3, target.slice()));
            if (preprocessing.rgb()) {
                Imgproc.cvtColor(fitted, written, Imgproc.COLOR_BGR2RGB);
            } else {
                fitted.copyTo(written);
            }
        } finally {
            // OpenCV writes to an address, which must not be given back meanwhile.
            Reference.reachabilityFence(target);
        }
    }

    private static void checkTarget(Preprocessing preprocessing, ByteBuffer target, int bytes, String values) {
        if (!target.isDirect()) {
            throw new IllegalArgumentException("preprocessing writes to direct memory, not to the Java heap");
        }
        if (target.remaining() / bytes < preprocessing.size()) {
            throw new IllegalArgumentException("preprocessing to " + preprocessing.width() + "x"
                    + preprocessing.height() + " takes " + preprocessing.size() + " " + values + ", there is room for "
                    + target.remaining() / bytes);
        }
        checkSize(preprocessing.width(), preprocessing.height());
    }

    private static void writePlanes(Mat bgr, Preprocessing preprocessing, ByteBuffer target, Mats mats) {
        int bytes = Float.BYTES * preprocessing.width() * preprocessing.height();
        List<Mat> channels = channels(bgr, preprocessing.rgb(), mats);
        for (int channel = 0; channel < channels.size(); channel++) {
            ByteBuffer plane = target.slice(target.position() + channel * bytes, bytes);
            Mat written = mats.add(new Mat(bgr.rows(), bgr.cols(), CvType.CV_32FC1, plane));
            normalise(channels.get(channel), preprocessing, channel, written);
        }
    }

    private static void writePixels(Mat bgr, Preprocessing preprocessing, ByteBuffer target, Mats mats) {
        List<Mat> normalised = new ArrayList<>(preprocessing.channels());
        for (Mat channel : channels(bgr, preprocessing.rgb(), mats)) {
            Mat plane = mats.add(new Mat());
            normalise(channel, preprocessing, normalised.size(), plane);
            normalised.add(plane);
        }
        ByteBuffer pixels = target.slice(target.position(), Float.BYTES * preprocessing.size());
        Core.merge(normalised, mats.add(new Mat(bgr.rows(), bgr.cols(),
                CvType.CV_32FC(preprocessing.channels()), pixels)));
    }

    private static Mat pixels(Picture picture, Mats mats) {
        boolean deep = picture.bgr16().isPresent();
        Mat pixels = mats.add(new Mat(picture.height(), picture.width(), deep ? CvType.CV_16UC3 : CvType.CV_8UC3));
        if (deep) {
            pixels.put(0, 0, picture.bgr16().get());
        } else {
            pixels.put(0, 0, picture.bgr());
        }
        return pixels;
    }

    /** What 1 of 255 is in these pixels. */
    private static double unit(Mat pixels) {
        return pixels.depth() == CvType.CV_16U ? 65535 / 255 : 1;
    }

    private static Mat grey(Mat bgr, Mats mats) {
        Mat grey = mats.add(new Mat());
        Imgproc.cvtColor(bgr, grey, Imgproc.COLOR_BGR2GRAY);
        return grey;
    }

    /** @return the channels in the model's order */
    private static List<Mat> channels(Mat bgr, boolean rgb, Mats mats) {
        if (bgr.channels() == 1) {
            return List.of(bgr);
        }
        List<Mat> channels = new ArrayList<>(3);
        Core.split(bgr, channels);
        channels.forEach(mats::add);
        if (rgb) {
            Collections.reverse(channels);
        }
        return channels;
    }

    /** One multiplication and one addition a value, in single precision: off by some 1e-7 of the largest value. */
    private static void normalise(Mat values, Preprocessing preprocessing, int channel, Mat normalised) {
        double scale = preprocessing.scale().get(channel);
        values.convertTo(normalised, CvType.CV_32F, 1 / (scale * unit(values)),
                -preprocessing.mean().get(channel) / scale);
    }

    @Override
    public Placement placement(int width, int height, Preprocessing preprocessing) {
        return Fitting.of(width, height, preprocessing).placement();
    }

    @Override
    public byte[] resizeMap(byte[] map, int mapWidth, int mapHeight, MapScale scale, Placement placement, int width,
            int height) {
        boolean whole = placement.equals(Placement.WHOLE);
        if (whole && scale == MapScale.OWN) {
            return resizeMap(map, mapWidth, mapHeight, width, height);
        }
        checkMap(map, mapWidth, mapHeight);
        checkSize(width, height);
        return whole ? resize(map, mapWidth, mapHeight, 1, width, height)
                : PlacedMap.resize(map, mapWidth, mapHeight, scale, placement, width, height);
    }

    /** {@inheritDoc} A map that is the same everywhere becomes 0. */
    @Override
    public byte[] resizeMap(byte[] map, int mapWidth, int mapHeight, int width, int height) {
        checkMap(map, mapWidth, mapHeight);
        checkSize(width, height);
        byte[] resized = resize(map, mapWidth, mapHeight, 1, width, height);
        int min = 255;
        int max = 0;
        for (byte value : resized) {
            min = Math.min(min, value & 0xFF);
            max = Math.max(max, value & 0xFF);
        }
        byte[] table = new byte[256];
        for (int value = min; value <= max && min < max; value++) {
            // In float and truncated, as the reference does it.
            table[value] = (byte) (int) (255f * (value - min) / (max - min));
        }
        OpenCv.load();
        return Paint.lookUp(resized, table);
    }

    private static void checkMap(byte[] map, int width, int height) {
        if (width < 1 || height < 1 || map.length != (long) width * height) {
            throw new IllegalArgumentException(
                    "a map of " + width + "x" + height + " does not fit " + map.length + " bytes");
        }
    }

    @Override
    public Picture paint(String name, byte[] map, int width, int height, String colormap) throws UsageException {
        Colormap colours = Colormap.of(colormap);
        checkMap(map, width, height);
        checkSize(width, height);
        OpenCv.load();
        return new Picture(name, width, height, Paint.lookUp(map, colours.table()));
    }

    /** {@inheritDoc} Named like the picture below. */
    @Override
    public Picture blend(Picture below, Picture above, double weight) {
        if (below.width() != above.width() || below.height() != above.height()) {
            throw new IllegalArgumentException("cannot lay " + above.width() + "x" + above.height() + " pixels over "
                    + below.width() + "x" + below.height());
        }
        if (!(weight >= 0 && weight <= 1)) {
            throw new IllegalArgumentException("weight " + weight + ": must lie in 0..1");
        }
        OpenCv.load();
        // truncated, as the reference does it
        return new Picture(below.name(), below.width(), below.height(), Paint.blend(below.bgr(), above.bgr(), weight));
    }

    /** {@inheritDoc} JPEG with quality 95. */
    @Override
    public Picture cover(Picture picture, byte[] mask, int maskWidth, int maskHeight, Cover cover) {
        if (maskWidth < 1 || maskHeight < 1 || mask.length != (long) maskWidth * maskHeight) {
            throw new IllegalArgumentException(
                    "a mask of " + maskWidth + "x" + maskHeight + " does not fit " + mask.length + " values");
        }
        OpenCv.load();
        return Covering.cover(picture, mask, maskWidth, maskHeight, cover);
    }

    @Override
    public byte[] encode(Picture picture, String extension) throws UsageException {
        String format = extension.toLowerCase(Locale.ROOT);
        if (!format.equals("png") && !format.equals("jpg") && !format.equals("jpeg")) {
            throw new UsageException("pictures cannot be written as " + extension + "; there are jpg and png");
        }
        OpenCv.load();
        return format.equals("png") ? encodePng(picture) : encodeJpeg(picture);
    }

    private static byte[] encodeJpeg(Picture picture) throws UsageException {
        byte[] encoded = Jpeg.encode(picture.bgr(), picture.width(), picture.height(), JPEG_QUALITY);
        if (encoded == null) {
            throw new UsageException(picture.name() + ": " + picture.width() + "x" + picture.height()
                    + " pixels cannot be written as JPEG; write png");
        }
        return encoded;
    }

    private static byte[] encodePng(Picture picture) throws UsageException {
        try (Mats mats = new Mats()) {
            Mat pixels = mats.add(new Mat(picture.height(), picture.width(), CvType.CV_8UC3));
            pixels.put(0, 0, picture.bgr());
            MatOfByte encoded = mats.add(new MatOfByte());
            if (!Imgcodecs.imencode(".png", pixels, encoded)) {
                throw new UsageException(picture.name() + ": OpenCV cannot write " + picture.width() + "x"
                        + picture.height() + " pixels as png");
            }
            return encoded.toArray();
        } catch (CvException e) {
            throw new UsageException(picture.name() + " cannot be written as png: " + oneLine(e), e);
        }
    }

    @Override
    public List<String> colormaps() {
        return Colormap.NAMES;
    }

    @Override
    public List<ColormapEntry> colormapEntries() {
        return Colormap.ENTRIES;
    }
}
