package org.pellucid.image;

import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;
import org.opencv.photo.Photo;
import org.pellucid.api.image.Cover;
import org.pellucid.api.image.Picture;

/** Covers parts of pictures. What stands there instead has no detail, so it is made small and enlarged. */
final class Covering {
    /** Longer side of the picture that is blurred, in pixels: a twentieth of it is the radius of the blur. */
    private static final int BLUR_SIDE = 100;
    private static final double BLUR_SIGMA = 5;
    /** Longer side of the picture that is continued inwards: the time grows with the area covered. */
    private static final int INPAINT_SIDE = 256;
    private static final double INPAINT_RADIUS = 3;
    private static final double GREY = 128;
    private static final int MOST = 255;

    private Covering() {
    }

    static Picture cover(Picture picture, byte[] mask, int maskWidth, int maskHeight, Cover cover) {
        try (Mats mats = new Mats()) {
            Mat pixels = mats.add(new Mat(picture.height(), picture.width(), CvType.CV_8UC3));
            pixels.put(0, 0, picture.bgr());
            Mat given = mats.add(new Mat(maskHeight, maskWidth, CvType.CV_8UC1));
            given.put(0, 0, mask);
            Mat hidden = resized(given, pixels.size(), Imgproc.INTER_LINEAR, mats);
            Mat instead = switch (cover) {
                case BLUR -> blurred(pixels, mats);
                case GREY -> filled(pixels, new Scalar(GREY, GREY, GREY), mats);
                case MEAN -> filled(pixels, Core.mean(pixels), mats);
                case INPAINT -> continued(pixels, hidden, mats);
            };
            byte[] covered = picture.bgr().clone();
            byte[] weights = new byte[picture.width() * picture.height()];
            hidden.get(0, 0, weights);
            byte[] over = new byte[covered.length];
            instead.get(0, 0, over);
            for (int i = 0; i < weights.length; i++) {
                int weight = weights[i] & MOST;
                for (int k = 3 * i; weight > 0 && k < 3 * i + 3; k++) {
                    int below = covered[k] & MOST;
                    covered[k] = (byte) (below + ((over[k] & MOST) - below) * weight / MOST);
                }
            }
            return new Picture(picture.name(), picture.width(), picture.height(), covered);
        }
    }

    private static Mat filled(Mat pixels, Scalar colour, Mats mats) {
        return mats.add(new Mat(pixels.size(), CvType.CV_8UC3, colour));
    }

    private static Mat blurred(Mat pixels, Mats mats) {
        Mat small = shrunk(pixels, BLUR_SIDE, mats);
        Mat soft = mats.add(new Mat());
        Imgproc.GaussianBlur(small, soft, new Size(0, 0), BLUR_SIGMA);
        return resized(soft, pixels.size(), Imgproc.INTER_LINEAR, mats);
    }

    private static Mat continued(Mat pixels, Mat hidden, Mats mats) {
        Mat small = shrunk(pixels, INPAINT_SIDE, mats);
        Mat hole = mats.add(new Mat());
        // whatever is hidden in part must not shine into the hole
        Imgproc.threshold(resized(hidden, small.size(), Imgproc.INTER_AREA, mats), hole, 0, MOST,
                Imgproc.THRESH_BINARY);
        Mat whole = mats.add(new Mat());
        Photo.inpaint(small, hole, whole, INPAINT_RADIUS, Photo.INPAINT_TELEA);
        return resized(whole, pixels.size(), Imgproc.INTER_LINEAR, mats);
    }

    private static Mat shrunk(Mat pixels, int side, Mats mats) {
        double factor = Math.min(1, (double) side / Math.max(pixels.cols(), pixels.rows()));
        return resized(pixels, new Size(Math.max(1, Math.round(pixels.cols() * factor)),
                Math.max(1, Math.round(pixels.rows() * factor))), Imgproc.INTER_AREA, mats);
    }

    private static Mat resized(Mat from, Size size, int interpolation, Mats mats) {
        if (from.size().equals(size)) {
            return from;
        }
        Mat to = mats.add(new Mat());
        Imgproc.resize(from, to, size, 0, 0, interpolation);
        return to;
    }
}
