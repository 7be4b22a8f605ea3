package org.pellucid.openvino;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.pellucid.api.DeviceException;
import org.pellucid.api.ModelException;
import org.pellucid.api.device.Device;
import org.pellucid.api.model.PerformanceHint;
import org.pellucid.api.model.Precision;
import org.pellucid.api.model.spi.CompileRequest;
import org.pellucid.api.model.spi.CompiledModel;
import org.pellucid.api.model.spi.InferRequest;
import org.pellucid.api.model.spi.RuntimeModel;
import org.pellucid.api.model.spi.Tensor;

class InferTest {
    private static Fixture fixture;

    @BeforeAll
    static void start() {
        fixture = new Fixture(null);
    }

    @AfterAll
    static void stop() {
        OpenVinoModelLoader loader = fixture.loader;
        assertThat(loader.nativeObjects()).isZero();
        fixture.close();
        fixture.close();
    }

    @Test
    void sameInputGivesSameOutput() throws Exception {
        try (RuntimeModel model = fixture.loader.load(Fixture.NAME);
                CompiledModel compiled = model.compile(Fixture.request(Precision.F32));
                InferRequest request = compiled.newRequest()) {
            assertThat(compiled.executionPrecision()).isEqualTo("f32");
            assertThat(compiled.executionDevices()).isEqualTo("CPU");
            assertThat(compiled.optimalRequests()).isPositive();
            Tensor input = request.input("image");
            assertThat(input.shape()).containsExactly(1, 3, 224, 224);
            assertThat(input.bytes().capacity()).isEqualTo(3 * 224 * 224 * 4);
            assertThatThrownBy(input::longs).isInstanceOf(IllegalStateException.class);
            zero(input);
            request.infer();
            float[] first = Fixture.values(request.output("logits"));
            Fixture.fill(input);
            request.infer();
            float[] second = Fixture.values(request.output(0));
            zero(input);
            request.start();
            request.await();
            assertThat(Fixture.values(request.output(0))).isEqualTo(first).isNotEqualTo(second);
            assertThat(first).hasSize(1000);
        }
    }

    private static void zero(Tensor tensor) {
        tensor.floats().put(new float[tensor.size()]);
    }

    @Test
    void unknownPortsAreNamed() throws Exception {
        try (RuntimeModel model = fixture.loader.load(Fixture.NAME);
                CompiledModel compiled = model.compile(Fixture.request(Precision.F32));
                InferRequest request = compiled.newRequest()) {
            assertThatThrownBy(() -> request.input("picture")).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("image");
            assertThatThrownBy(() -> request.output(1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> request.input("image", 2, 3, 224, 224))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void compiledOnceForAllHandles() throws Exception {
        try (RuntimeModel one = fixture.loader.load(Fixture.NAME);
                RuntimeModel two = fixture.loader.load(Fixture.NAME)) {
            long before = fixture.loader.nativeObjects();
            CompiledModel a = one.compile(Fixture.request(Precision.F32));
            CompiledModel b = two.compile(Fixture.request("cpu", Precision.F32));
            long first = fixture.loader.nativeObjects();
            CompiledModel c = two.compile(Fixture.request(Precision.AUTO));
            assertThat(fixture.loader.nativeObjects()).isEqualTo(first + 1);
            assertThat(first).isEqualTo(before + 1);
            a.close();
            a.close();
            assertThatThrownBy(a::newRequest).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("was closed");
            try (InferRequest request = b.newRequest()) {
                request.infer();
            }
            b.close();
            c.close();
            assertThat(fixture.loader.nativeObjects()).as("cached while open").isEqualTo(first + 1);
        }
        assertThat(fixture.loader.nativeObjects()).isZero();
    }

    @Test
    void whatIsOpenOutlivesItsModel() throws Exception {
        RuntimeModel model = fixture.loader.load(Fixture.NAME);
        CompiledModel compiled = model.compile(Fixture.request(Precision.F32));
        InferRequest request = compiled.newRequest();
        Tensor input = request.input(0);
        model.close();
        compiled.close();
        request.infer();
        Tensor output = request.output(0);
        request.close();
        request.close();
        assertThatThrownBy(request::infer).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(input::floats).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(output::floats).isInstanceOf(IllegalStateException.class);
        assertThat(fixture.loader.nativeObjects()).isZero();
    }

    @Test
    void closedWhileComputing() throws Exception {
        try (RuntimeModel model = fixture.loader.load(Fixture.NAME);
                CompiledModel compiled = model.compile(Fixture.request(Precision.F32))) {
            for (int i = 0; i < 5; i++) {
                InferRequest request = compiled.newRequest();
                Fixture.fill(request.input(0));
                request.start();
                request.close();
            }
        }
    }

    @Test
    void stoppedRuntimeSaysSo() throws Exception {
        Fixture other = new Fixture(null);
        try (RuntimeModel model = other.loader.load(Fixture.NAME);
                CompiledModel compiled = model.compile(Fixture.request(Precision.F32));
                InferRequest request = compiled.newRequest()) {
            other.close();
            request.infer(); // what is open stays usable
            assertThatThrownBy(() -> model.compile(Fixture.request(Precision.AUTO)))
                    .isInstanceOf(IllegalStateException.class).hasMessageContaining("stopped");
        }
        assertThat(other.loader.nativeObjects()).isZero();
    }

    @Test
    void rewriteIsCompiledByKey() throws Exception {
        try (RuntimeModel model = fixture.loader.load(Fixture.NAME)) {
            // the same graph under another output name
            byte[] renamed = new String(model.definition(), UTF_8).replace("names=\"logits\"", "names=\"scores\"")
                    .getBytes(UTF_8);
            try (CompiledModel compiled = model.compile(Fixture.rewritten("renamed", renamed));
                    InferRequest request = compiled.newRequest()) {
                assertThat(compiled.outputs().get(0).names()).containsExactly("scores");
                Fixture.fill(request.input("image"));
                request.infer();
                assertThat(Fixture.values(request.output("scores")))
                        .isEqualTo(Fixture.infer(model, Fixture.request(Precision.F32)));
            }
            byte[] damaged = new String(model.definition(), UTF_8).replaceFirst("type=\"Convolution\"", "type=\"No\"")
                    .getBytes(UTF_8);
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> model.compile(Fixture.rewritten("damaged", damaged)))
                        .isInstanceOf(ModelException.class).hasMessageContaining(Fixture.NAME);
            }
        }
    }

    @Test
    void dynamicBatch() throws Exception {
        try (RuntimeModel model = fixture.loader.load(Fixture.shared("vit-tiny-seeded"));
                CompiledModel compiled = model.compile(Fixture.request(Precision.F32));
                InferRequest request = compiled.newRequest()) {
            String name = compiled.inputs().get(0).names().get(0);
            assertThat(compiled.inputs().get(0).shape()).containsExactly(-1, 3, 224, 224);
            assertThatThrownBy(() -> request.input(name)).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("dynamic");
            assertThatThrownBy(request::infer).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> request.input(name, 1, 4, 224, 224))
                    .isInstanceOf(IllegalArgumentException.class);
            float[] single = null;
            for (int batch : new int[] {1, 3, 2, 1}) {
                Tensor input = request.input(name, batch, 3, 224, 224);
                assertThat(input.shape()).containsExactly(batch, 3, 224, 224);
                for (int b = 0; b < batch; b++) {
                    for (int i = 0; i < 3 * 224 * 224; i++) {
                        input.floats().put(b * 3 * 224 * 224 + i, (i * 7919 % 1000) / 500f - 1);
                    }
                }
                request.infer();
                Tensor output = request.output(0);
                assertThat(output.shape()).containsExactly(batch, 1000);
                float[] all = Fixture.values(output);
                single = single == null ? all : single;
                for (int i = 0; i < all.length; i++) {
                    assertThat(all[i]).isCloseTo(single[i % 1000], Offset.offset(1e-4f));
                }
            }
        }
    }

    @Test
    void boundInputReadsOtherMemory() throws Exception {
        try (RuntimeModel model = fixture.loader.load(Fixture.NAME);
                CompiledModel compiled = model.compile(Fixture.request(Precision.F32));
                InferRequest owner = compiled.newRequest();
                InferRequest reader = compiled.newRequest()) {
            Fixture.fill(owner.input("image"));
            owner.infer();
            float[] expected = Fixture.values(owner.output(0));
            reader.bind("image", owner.input("image"));
            reader.bind("image", owner.input("image"));
            assertThat(Fixture.values(reader.input("image"))).isEqualTo(Fixture.values(owner.input(0)));
            reader.infer();
            assertThat(Fixture.values(reader.output(0))).isEqualTo(expected);
            // back to memory of its own
            Tensor own = reader.input("image", 1, 3, 224, 224);
            zero(own);
            reader.infer();
            assertThat(Fixture.values(reader.output(0))).isNotEqualTo(expected);
            assertThat(Fixture.values(owner.input(0))).contains(-1);
            assertThatThrownBy(() -> reader.bind("image", owner.output(0)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void boundDynamicInput() throws Exception {
        try (RuntimeModel model = fixture.loader.load(Fixture.shared("vit-tiny-seeded"));
                CompiledModel compiled = model.compile(Fixture.request(Precision.F32));
                InferRequest owner = compiled.newRequest();
                InferRequest reader = compiled.newRequest()) {
            String name = compiled.inputs().get(0).names().get(0);
            for (int batch : new int[] {1, 2}) {
                Tensor input = owner.input(name, batch, 3, 224, 224);
                Fixture.fill(input);
                owner.infer();
                reader.bind(name, input);
                reader.infer();
                assertThat(Fixture.values(reader.output(0))).isEqualTo(Fixture.values(owner.output(0)));
            }
        }
    }

    @Test
    void eightThreadsGetTheSame() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<float[]>> results = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                results.add(threads.submit(() -> {
                    try (RuntimeModel model = fixture.loader.load(Fixture.NAME);
                            CompiledModel compiled = model.compile(Fixture.request(Precision.F32));
                            InferRequest request = compiled.newRequest()) {
                        float[] last = null;
                        for (int n = 0; n < 5; n++) {
                            Fixture.fill(request.input(0));
                            request.infer();
                            float[] now = Fixture.values(request.output(0));
                            if (last != null) {
                                assertThat(now).isEqualTo(last);
                            }
                            last = now;
                        }
                        return last;
                    }
                }));
            }
            float[] first = results.get(0).get();
            for (Future<float[]> result : results) {
                assertThat(result.get()).isEqualTo(first);
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void devices() throws Exception {
        OpenVinoDeviceService service = new OpenVinoDeviceService(fixture.runtime);
        List<Device> devices = service.list();
        assertThat(devices).extracting(Device::name).contains("CPU").endsWith("AUTO");
        assertThat(devices.get(devices.size() - 1).fullName()).isEqualTo("Automatic device selection");
        Device cpu = service.require("cpu");
        assertThat(cpu.name()).isEqualTo("CPU");
        assertThat(cpu.fullName()).isNotBlank().isNotEqualTo("CPU");
        assertThat(cpu.capabilities()).contains("FP32");
        assertThat(service.require("auto").name()).isEqualTo("AUTO");
        assertThatThrownBy(() -> service.require("XPU.3")).isInstanceOf(DeviceException.class)
                .hasMessageContaining("'XPU.3'").hasMessageContaining("CPU").hasMessageContaining("AUTO");
        assertThatThrownBy(() -> service.require("AUTO:XPU,CPU")).isInstanceOf(DeviceException.class);
        try (RuntimeModel model = fixture.loader.load(Fixture.NAME)) {
            assertThatThrownBy(() -> model.compile(Fixture.request("XPU", Precision.AUTO)))
                    .isInstanceOf(DeviceException.class).hasMessageContaining("AUTO");
        }
    }

    @Test
    void autoDevice() throws Exception {
        try (RuntimeModel model = fixture.loader.load(Fixture.NAME)) {
            float[] expected = Fixture.infer(model, Fixture.request(Precision.F32));
            try (CompiledModel compiled = model.compile(Fixture.request("auto", Precision.F32));
                    InferRequest request = compiled.newRequest()) {
                assertThat(compiled.executionDevices()).isEqualTo("CPU");
                for (int i = 0; i < 2; i++) {
                    Fixture.fill(request.input("image"));
                    request.infer();
                    assertThat(Fixture.values(request.output("logits"))).isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void precisionIsKeptOrRefused() throws Exception {
        List<String> has = new OpenVinoDeviceService(fixture.runtime).require("CPU").capabilities();
        try (RuntimeModel model = fixture.loader.load(Fixture.NAME)) {
            for (Precision precision : List.of(Precision.F32, Precision.BF16, Precision.F16)) {
                String capability = precision.name().replace("F32", "FP32").replaceAll("^F16", "FP16");
                if (has.contains(capability)) {
                    try (CompiledModel compiled = model.compile(Fixture.request(precision))) {
                        assertThat(compiled.executionPrecision()).isEqualTo(precision.id());
                    }
                } else {
                    assertThatThrownBy(() -> model.compile(Fixture.request(precision)))
                            .isInstanceOf(DeviceException.class).hasMessageContaining("does not compute in "
                                    + precision.id())
                            .hasMessageContaining("auto, f32");
                }
            }
            assertThatThrownBy(() -> model.compile(Fixture.request(Precision.INT8)))
                    .isInstanceOf(ModelException.class).hasMessageContaining("not quantised");
        }
    }

    @Test
    void quantisedModelRunsInInt8() throws Exception {
        try (RuntimeModel model = fixture.loader.load(Fixture.shared("efficientnet-lite0-int8"))) {
            assertThat(Fixture.infer(model, Fixture.request(Precision.INT8))).hasSize(1000);
        }
    }

    @Test
    void throughputHint() throws Exception {
        try (RuntimeModel model = fixture.loader.load(Fixture.NAME);
                CompiledModel compiled = model.compile(new CompileRequest("CPU", Precision.F32,
                        PerformanceHint.THROUGHPUT, Optional.empty()))) {
            assertThat(compiled.optimalRequests()).isPositive();
        }
    }
}
