package org.pellucid.image;

import java.util.ArrayList;
import java.util.List;
import org.opencv.core.Mat;

/**
 * The OpenCV matrices of one call. Their pixels are given back when it ends, not when the garbage collector, which sees
 * nothing of that memory, comes round. For one thread.
 */
final class Mats implements AutoCloseable {
    private final List<Mat> mats = new ArrayList<>(4);

    <T extends Mat> T add(T mat) {
        mats.add(mat);
        return mat;
    }

    @Override
    public void close() {
        mats.forEach(Mat::release);
    }
}
