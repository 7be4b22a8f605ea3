package org.pellucid.method.vitreciprocam;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pellucid.api.Progress;
import org.pellucid.api.explain.Explanation;
import org.pellucid.api.explain.SaliencyMap;
import org.pellucid.api.explain.Targets;
import org.pellucid.api.image.Picture;
import org.pellucid.api.model.spi.RuntimeModel;
import org.pellucid.testkit.PlainRuntime;
import org.pellucid.testkit.SilentLog;
import org.pellucid.testkit.Zoo;
import org.pellucid.whitebox.Classifier;

/** Transformers as people have them: what is computed equals the definition taken literally. */
class ZooTest {
    /** All whose head reads a class token. */
    private static final List<String> CLASS_TOKEN = List.of("clip-vit", "coat-lite", "convit", "deit-distilled",
            "eva02-class", "hf-dinov2", "hf-pvt", "hf-vit", "pit", "tnt", "vit", "vit-registers");
    private static PlainRuntime runtime;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() {
        runtime = new PlainRuntime(new VitReciproCam(SilentLog.logger()));
    }

    @AfterAll
    static void close() {
        runtime.close();
        assertThat(runtime.nativeObjects()).isZero();
    }

    static Stream<String> transformers() throws Exception {
        List<String> all = Zoo.names().toList();
        return CLASS_TOKEN.stream().flatMap(name -> Stream.of(name, name + "-onnx")).filter(all::contains);
    }

    private static Explanation explain(RuntimeModel model, String form) throws Exception {
        Classifier classifier = Classifier.of(model);
        Picture picture = Zoo.picture(classifier.width(), classifier.height());
        return runtime.explainer().explain(model, picture, Zoo.SETTINGS.toBuilder().method(VitReciproCam.NAME)
                .option("form", form).build(), new Targets.Listed(List.of("0", "7")), Progress.NONE);
    }

    @ParameterizedTest
    @MethodSource("transformers")
    void every_form_is_the_definition(String name) throws Exception {
        try (RuntimeModel model = runtime.models().load(Zoo.unpacked(name, folder).toString())) {
            Explanation literal = explain(model, "literal");
            Explanation found = explain(model, "auto");

            assertThat(found.layer()).isEqualTo(literal.layer());
            assertThat(found.maps()).hasSize(2);
            for (SaliencyMap map : found.maps()) {
                float[] wanted = literal.map(map.target()).orElseThrow().raw();
                assertThat(Zoo.difference(map, wanted)).as("class %s", map.target()).isLessThanOrEqualTo(1);
            }
        }
    }

    @Test
    void supports_only_what_it_can_prepare() throws Exception {
        VitReciproCam method = new VitReciproCam(SilentLog.logger());
        for (String name : Zoo.names().toList()) {
            try (RuntimeModel model = runtime.models().load(Zoo.unpacked(name, folder).toString())) {
                String plain = name.replace("-onnx", "");

                assertThat(method.supports(model).supported()).as("%s: %s", name, method.supports(model).reason())
                        .isEqualTo(CLASS_TOKEN.contains(plain));
            }
        }
    }
}
