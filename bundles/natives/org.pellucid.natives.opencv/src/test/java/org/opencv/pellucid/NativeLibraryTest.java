package org.opencv.pellucid;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.Scalar;
import org.opencv.imgcodecs.Imgcodecs;

class NativeLibraryTest {

    @Test
    void loadsFromManyThreadsAndMoreThanOnce() {
        IntStream.range(0, 8).parallel().forEach(i -> NativeLibrary.load());
        NativeLibrary.load();

        assertThat(Core.getVersionString()).startsWith("4.9.0");
    }

    @Test
    void encodesAndDecodesPng() {
        NativeLibrary.load();
        Mat picture = new Mat(3, 5, CvType.CV_8UC3, new Scalar(10, 20, 30));
        MatOfByte bytes = new MatOfByte();

        assertThat(Imgcodecs.imencode(".png", picture, bytes)).isTrue();
        Mat decoded = Imgcodecs.imdecode(bytes, Imgcodecs.IMREAD_COLOR);

        assertThat(decoded.rows()).isEqualTo(3);
        assertThat(decoded.cols()).isEqualTo(5);
        assertThat(decoded.get(2, 4)).containsExactly(10, 20, 30);
    }
}
