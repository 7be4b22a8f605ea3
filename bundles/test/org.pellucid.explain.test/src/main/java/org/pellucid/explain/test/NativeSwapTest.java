package org.pellucid.explain.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.util.tracker.ServiceTracker;
import org.pellucid.api.NativeRuntimeException;
import org.pellucid.api.Progress;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.image.ImageService;
import org.pellucid.api.image.Picture;
import org.pellucid.api.model.Model;
import org.pellucid.api.model.ModelLoader;

/** Bundles with native libraries, each of which one class loader only can load, are swapped in the running process. */
class NativeSwapTest extends InFramework {
    private static final String NATIVES = "org.pellucid.natives.openvino";
    private static final String ADVICE = "cannot be loaded beside it: restart the process, or put the old bundle back";

    private ServiceTracker<ModelLoader, ModelLoader> loaders;
    private ServiceTracker<ImageService, ImageService> decoders;

    @BeforeEach
    void trackMore() {
        loaders = new ServiceTracker<>(context, ModelLoader.class, null);
        loaders.open();
        decoders = new ServiceTracker<>(context, ImageService.class, null);
        decoders.open();
    }

    @AfterEach
    void closeMore() {
        loaders.close();
        decoders.close();
    }

    private Explanation explain() throws Exception {
        try (Model model = loaders.waitForService(5000).load("efficientnet-lite0")) {
            return explain(model);
        }
    }

    private Explanation explain(Model model) throws Exception {
        ImageService decoder = decoders.waitForService(5000);
        return explain(model, decoder.read(root().resolve("models/samples/chelsea.png")), "reciprocam", Progress.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {NATIVES, "org.pellucid.openvino", "org.pellucid.natives.opencv", "org.pellucid.image"})
    void the_same_libraries_are_loaded_again(String name) throws Exception {
        final byte[] reference = explain().maps().get(0).values();
        Bundle bundle = bundle(name);
        bundle.stop();
        bundle.start();
        assertThat(explain().maps().get(0).values()).as("after a restart").isEqualTo(reference);
        bundle.update();
        assertThat(explain().maps().get(0).values()).as("after an update").isEqualTo(reference);
        refresh(bundle);
        assertThat(explain().maps().get(0).values()).as("after a refresh").isEqualTo(reference);
    }

    @Test
    void another_openvino_is_refused_and_all_else_goes_on() throws Exception {
        try (Model open = loaders.waitForService(5000).load("efficientnet-lite0")) {
            byte[] reference = explain(open).maps().get(0).values();
            withAnotherBuild(NATIVES, "org/bytedeco/openvino/linux-x86_64/natives.id", () -> {
                assertThatThrownBy(this::explain).isInstanceOf(NativeRuntimeException.class)
                        .hasMessageContaining("this process has loaded build ")
                        .hasMessageContaining("of the OpenVINO libraries, and build another build ")
                        .hasMessageEndingWith(ADVICE);
                assertThat(explain(open).maps().get(0).values()).as("a model open before").isEqualTo(reference);
            });
            assertThat(explain().maps().get(0).values()).as("with the old bundle back").isEqualTo(reference);
        }
    }

    @Test
    void another_opencv_is_refused_and_all_else_goes_on() throws Exception {
        final byte[] reference = explain().maps().get(0).values();
        final ImageService before = decoders.getService();
        withAnotherBuild("org.pellucid.natives.opencv", "nu/pattern/opencv/linux/x86_64/libopencv_java490.so", () -> {
            assertThatThrownBy(this::explain).isInstanceOf(UnsatisfiedLinkError.class)
                    .hasMessageContaining("this process has loaded build ")
                    .hasMessageContaining(" of OpenCV's library, and build d-").hasMessageEndingWith(ADVICE);
            assertThat(decoders.getService()).as("the one that would decode from now on").isNotSameAs(before);
            Picture picture = before.read(root().resolve("models/samples/chelsea.png"));
            assertThat(picture.width()).as("a picture for who still holds the old one").isPositive();
            try (Model other = loaders.waitForService(5000).load("efficientnet-lite0")) {
                assertThat(other.info().labels()).as("a model loaded meanwhile").hasSize(1000);
            }
        });
        assertThat(explain().maps().get(0).values()).as("with the old bundle back").isEqualTo(reference);
    }

    private interface Action {
        void run() throws Exception;
    }

    /** Updates the bundle to one with another content of that entry, acts, and puts the bundle back. */
    private void withAnotherBuild(String name, String entry, Action action) throws Exception {
        Bundle natives = bundle(name);
        Path other = Jars.changed(natives, "9.9.9",
                Map.of(entry, "another build".getBytes(StandardCharsets.US_ASCII)), folder.resolve("other.jar"));
        update(natives, other);
        refresh(natives);
        try {
            action.run();
        } finally {
            natives.update();
            refresh(natives);
        }
    }
}
