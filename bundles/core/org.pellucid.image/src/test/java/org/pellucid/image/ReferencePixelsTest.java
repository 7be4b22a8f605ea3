package org.pellucid.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.imgproc.Imgproc;
import org.pellucid.api.image.Picture;
import org.pellucid.api.image.Preprocessing;
import org.pellucid.api.image.ResizeMode;
import org.pellucid.api.image.TensorLayout;

/** Byte for byte against what Python's cv2, NumPy and the Python toolkit gave. */
class ReferencePixelsTest {
    private static final List<Double> MEAN = List.of(123.675, 116.28, 103.53);
    private static final List<Double> STD = List.of(58.395, 57.12, 57.375);
    private static final Preprocessing TIMM = new Preprocessing("timm", 224, 224, ResizeMode.STANDARD, true, MEAN, STD,
            TensorLayout.NCHW);
    private static final Preprocessing NOTEBOOK = new Preprocessing("notebook", 224, 224, ResizeMode.STANDARD, false,
            STD, MEAN, TensorLayout.NCHW);

    private final OpenCvImageService images = new OpenCvImageService();

    @ParameterizedTest
    @CsvSource({"chelsea.png", "coffee.png", "rocket.jpg"})
    void decodes(String file) throws Exception {
        Picture picture = images.read(Reference.picture(file));
        assertThat(picture.name()).isEqualTo(file);
        assertThat(Reference.sha256(picture.bgr()))
                .isEqualTo(Reference.array("pixels/" + stem(file) + ".decoded_sha256.npy").bytes());
    }

    @ParameterizedTest
    @CsvSource({"chelsea.png", "coffee.png", "rocket.jpg"})
    void resizesAndPaints(String file) throws Exception {
        Picture resized = images.resize(images.read(Reference.picture(file)), 224, 224);
        assertThat(resized.bgr()).isEqualTo(Reference.array("pixels/" + stem(file) + ".resized_bgr_u8.npy").bytes());

        byte[] grey = new byte[224 * 224];
        try (Mats mats = new Mats()) {
            Mat colour = mats.add(new Mat(224, 224, CvType.CV_8UC3));
            colour.put(0, 0, resized.bgr());
            Mat converted = mats.add(new Mat());
            Imgproc.cvtColor(colour, converted, Imgproc.COLOR_BGR2GRAY);
            converted.get(0, 0, grey);
        }
        assertThat(images.paint("grey", grey, 224, 224, "jet").bgr())
                .isEqualTo(Reference.array("pixels/" + stem(file) + ".jet_bgr_u8.npy").bytes());
    }

    @ParameterizedTest
    @CsvSource({"chelsea.png", "coffee.png", "rocket.jpg"})
    void preprocesses(String file) throws Exception {
        Picture picture = images.read(Reference.picture(file));
        ByteBuffer memory = ByteBuffer.allocateDirect(4 * TIMM.size()).order(ByteOrder.nativeOrder());
        FloatBuffer target = memory.asFloatBuffer();

        images.preprocess(picture, TIMM, memory);
        FloatBuffer timm = Reference.array("timm/" + stem(file) + ".npy").data().asFloatBuffer();
        for (int i = 0; i < TIMM.size(); i++) {
            assertThat((double) target.get(i)).as("value %d", i)
                    .isCloseTo(timm.get(i), org.assertj.core.data.Offset.offset(1e-6));
        }

        images.preprocess(picture, NOTEBOOK, memory);
        ByteBuffer notebook = Reference.array("notebook/" + stem(file) + ".npy").data();
        for (int i = 0; i < NOTEBOOK.size(); i++) {
            assertThat((double) target.get(i)).as("value %d", i)
                    .isCloseTo(notebook.getDouble(8 * i), org.assertj.core.data.Offset.offset(1e-6));
        }
    }

    @Test
    void resizesMapsAndLaysThemOverPictures() throws Exception {
        Path folder = Reference.reference("efficientnet-lite0");
        List<String> maps;
        try (Stream<Path> list = Files.list(folder)) {
            maps = list.map(path -> path.getFileName().toString()).filter(name -> name.endsWith(".map.npy")).sorted()
                    .toList();
        }
        assertThat(maps).isNotEmpty();
        for (String name : maps) {
            String prefix = "efficientnet-lite0/" + name.substring(0, name.length() - ".map.npy".length());
            String picture = name.substring(0, name.indexOf('.'));
            Picture below = images.read(Reference.picture(picture + (picture.equals("rocket") ? ".jpg" : ".png")));
            Reference.Array map = Reference.array(prefix + ".map.npy");

            byte[] resized = images.resizeMap(map.bytes(), map.shape()[1], map.shape()[0], below.width(),
                    below.height());
            assertThat(resized).as(name).isEqualTo(Reference.array(prefix + ".resized.npy").bytes());

            Picture above = images.paint(name, resized, below.width(), below.height(), "jet");
            assertThat(Reference.swapped(images.blend(below, above, 0.5).bgr())).as(name)
                    .isEqualTo(Reference.array(prefix + ".overlay.npy").bytes());
        }
    }

    private static String stem(String file) {
        return file.substring(0, file.indexOf('.'));
    }
}
