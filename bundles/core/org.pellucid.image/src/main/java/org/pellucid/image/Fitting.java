package org.pellucid.image;

import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;
import org.pellucid.api.image.Interpolation;
import org.pellucid.api.image.Placement;
import org.pellucid.api.image.Preprocessing;
import org.pellucid.api.image.ResizeMode;

/**
 * The steps from a picture to a model's input, in pixels: a part is cut out of the picture's middle, resized, and laid
 * into the input. Pixels and the picture's placement come from the same numbers. {@code standard}, {@code crop},
 * {@code fit_to_window} and {@code fit_to_window_letterbox} are those of the OpenVINO ecosystem's Model API.
 *
 * @param pictureWidth  of the whole picture
 * @param pictureHeight of the whole picture
 * @param cutLeft       first column of the part
 * @param cutTop        first row of the part
 * @param cutWidth      of the part
 * @param cutHeight     of the part
 * @param width         of the part, resized
 * @param height        of the part, resized
 * @param factor        by which it is resized; 0 if its new size alone counts
 * @param left          column of the input at which the resized part begins; what is below 0 is cut off
 * @param top           row of the input at which the resized part begins; what is below 0 is cut off
 * @param inputWidth    of the model's input
 * @param inputHeight   of the model's input
 */
record Fitting(int pictureWidth, int pictureHeight, int cutLeft, int cutTop, int cutWidth, int cutHeight, int width,
        int height, double factor, int left, int top, int inputWidth, int inputHeight) {
    /** With {@link ResizeMode#CENTRE_CROP}: beyond this many pixels the cut comes before the resizing. */
    private static final long MAX_RESIZED_PIXELS = 1 << 24;
    /** A factor's product is whole if it is so near to a whole number. */
    private static final double WHOLE = 1e-6;

    static Fitting of(int pictureWidth, int pictureHeight, Preprocessing preprocessing) {
        int width = preprocessing.width();
        int height = preprocessing.height();
        return switch (preprocessing.resize()) {
            case STANDARD -> part(pictureWidth, pictureHeight, pictureWidth, pictureHeight, width, height);
            case CROP -> crop(pictureWidth, pictureHeight, width, height);
            case FIT -> fit(pictureWidth, pictureHeight, width, height);
            case LETTERBOX -> letterbox(pictureWidth, pictureHeight, width, height);
            case CENTRE_CROP -> centreCrop(pictureWidth, pictureHeight, width, height, preprocessing.cropShare());
            case OWN -> throw new IllegalArgumentException(
                    "preprocessor " + preprocessing.preset() + " resizes pictures itself");
        };
    }

    /** A part of the middle that fills the input. */
    private static Fitting part(int pictureWidth, int pictureHeight, int cutWidth, int cutHeight, int width,
            int height) {
        return new Fitting(pictureWidth, pictureHeight, (pictureWidth - cutWidth) / 2, (pictureHeight - cutHeight) / 2,
                cutWidth, cutHeight, width, height, 0, 0, 0, width, height);
    }

    private static Fitting crop(int pictureWidth, int pictureHeight, int width, int height) {
        // Truncated, and of the long side only: the short one is kept whole.
        long cutWidth = (long) pictureHeight * width / height;
        long cutHeight = (long) pictureWidth * height / width;
        return part(pictureWidth, pictureHeight, (int) Math.max(1, Math.min(pictureWidth, cutWidth)),
                (int) Math.max(1, Math.min(pictureHeight, cutHeight)), width, height);
    }

    private static Fitting fit(int pictureWidth, int pictureHeight, int width, int height) {
        double factor = Math.min((double) width / pictureWidth, (double) height / pictureHeight);
        int newWidth = scaled(pictureWidth, factor, width);
        int newHeight = scaled(pictureHeight, factor, height);
        // OpenCV takes positions from the factor, not from the rounded size; but it makes no picture of no pixels.
        boolean empty = Math.rint(pictureWidth * factor) < 1 || Math.rint(pictureHeight * factor) < 1;
        boolean exact = isWhole(pictureWidth * factor) && isWhole(pictureHeight * factor);
        return new Fitting(pictureWidth, pictureHeight, 0, 0, pictureWidth, pictureHeight, newWidth, newHeight,
                empty || exact ? 0 : factor, 0, 0, width, height);
    }

    private static boolean isWhole(double pixels) {
        return Math.abs(pixels - Math.rint(pixels)) < WHOLE;
    }

    private static Fitting letterbox(int pictureWidth, int pictureHeight, int width, int height) {
        double factor = Math.min((double) width / pictureWidth, (double) height / pictureHeight);
        int newWidth = scaled(pictureWidth, factor, width);
        int newHeight = scaled(pictureHeight, factor, height);
        return new Fitting(pictureWidth, pictureHeight, 0, 0, pictureWidth, pictureHeight, newWidth, newHeight, 0,
                (width - newWidth) / 2, (height - newHeight) / 2, width, height);
    }

    private static int scaled(int side, double factor, int limit) {
        return (int) Math.min(limit, Math.max(1, Math.rint(side * factor)));
    }

    private static Fitting centreCrop(int pictureWidth, int pictureHeight, int width, int height, double share) {
        int leastWidth = (int) Math.max(width, Math.floor(width / share));
        int leastHeight = (int) Math.max(height, Math.floor(height / share));
        boolean across = (long) leastWidth * pictureHeight >= (long) leastHeight * pictureWidth;
        long newWidth = across ? leastWidth : (long) leastHeight * pictureWidth / pictureHeight;
        long newHeight = across ? (long) leastWidth * pictureHeight / pictureWidth : leastHeight;
        if (newWidth * newHeight > Math.max(MAX_RESIZED_PIXELS, 4L * width * height)) {
            // A very long strip would grow out of all memory just to be cut.
            return part(pictureWidth, pictureHeight, cut(pictureWidth, width, newWidth),
                    cut(pictureHeight, height, newHeight), width, height);
        }
        return new Fitting(pictureWidth, pictureHeight, 0, 0, pictureWidth, pictureHeight, (int) newWidth,
                (int) newHeight, 0, -(int) Math.rint((newWidth - width) / 2.0),
                -(int) Math.rint((newHeight - height) / 2.0), width, height);
    }

    private static int cut(int side, int kept, long resized) {
        return (int) Math.min(side, Math.max(1, Math.round((double) side * kept / resized)));
    }

    /** Where the whole picture lies in the input. */
    Placement placement() {
        // In this order equal sizes give exactly 1.
        double across = factor > 0 ? pictureWidth * factor : (double) pictureWidth / cutWidth * width;
        double down = factor > 0 ? pictureHeight * factor : (double) pictureHeight / cutHeight * height;
        return new Placement((left - (double) cutLeft / cutWidth * width) / inputWidth,
                (top - (double) cutTop / cutHeight * height) / inputHeight, across / inputWidth, down / inputHeight);
    }

    /**
     * Brings a picture to the input's size.
     *
     * @param pixels        of the whole picture
     * @param interpolation between pixels
     * @param padding       for the rest of the input
     * @param mats          holds what is made
     * @return pixels of the input's size
     */
    Mat apply(Mat pixels, Interpolation interpolation, double padding, Mats mats) {
        Mat part = cutWidth == pictureWidth && cutHeight == pictureHeight ? pixels
                : mats.add(pixels.submat(cutTop, cutTop + cutHeight, cutLeft, cutLeft + cutWidth));
        Mat resized = resize(part, interpolation, mats);
        if (width == inputWidth && height == inputHeight) {
            return resized;
        }
        if (width >= inputWidth && height >= inputHeight) {
            return mats.add(resized.submat(-top, inputHeight - top, -left, inputWidth - left));
        }
        Mat padded = mats.add(new Mat());
        Core.copyMakeBorder(resized, padded, top, inputHeight - height - top, left, inputWidth - width - left,
                Core.BORDER_CONSTANT, Scalar.all(padding));
        return padded;
    }

    private Mat resize(Mat part, Interpolation interpolation, Mats mats) {
        if (part.width() == width && part.height() == height) {
            return part;
        }
        Mat resized = mats.add(new Mat());
        Imgproc.resize(part, resized, factor > 0 ? new Size() : new Size(width, height), factor, factor,
                code(interpolation));
        return resized;
    }

    private static int code(Interpolation interpolation) {
        return switch (interpolation) {
            case LINEAR -> Imgproc.INTER_LINEAR;
            case CUBIC -> Imgproc.INTER_CUBIC;
            case NEAREST -> Imgproc.INTER_NEAREST;
            case AREA -> Imgproc.INTER_AREA;
        };
    }
}
