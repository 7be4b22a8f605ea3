package org.bytedeco.openvino.pellucid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.openvino.global.openvino.ov_available_devices_free;
import static org.bytedeco.openvino.global.openvino.ov_compiled_model_create_infer_request;
import static org.bytedeco.openvino.global.openvino.ov_compiled_model_free;
import static org.bytedeco.openvino.global.openvino.ov_core_compile_model_props;
import static org.bytedeco.openvino.global.openvino.ov_core_create;
import static org.bytedeco.openvino.global.openvino.ov_core_free;
import static org.bytedeco.openvino.global.openvino.ov_core_get_available_devices;
import static org.bytedeco.openvino.global.openvino.ov_core_read_model;
import static org.bytedeco.openvino.global.openvino.ov_get_last_err_msg;
import static org.bytedeco.openvino.global.openvino.ov_infer_request_free;
import static org.bytedeco.openvino.global.openvino.ov_infer_request_infer;
import static org.bytedeco.openvino.global.openvino.ov_model_free;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.openvino.ov_available_devices_t;
import org.bytedeco.openvino.ov_compiled_model_t;
import org.bytedeco.openvino.ov_core_t;
import org.bytedeco.openvino.ov_infer_request_t;
import org.bytedeco.openvino.ov_model_t;
import org.bytedeco.openvino.ov_property_t;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NativeLibraryTest {

    /** Relative to the module's folder, where Surefire runs. */
    private static final Path MODEL = Path.of("../../../models/efficientnet-lite0/efficientnet-lite0.xml");

    private ov_core_t core;

    @BeforeAll
    static void loadLibraries() {
        NativeLibrary.load();
        NativeLibrary.load();
    }

    @BeforeEach
    void createCore() {
        core = new ov_core_t();
        check(ov_core_create(core));
    }

    @AfterEach
    void freeCore() {
        ov_core_free(core);
    }

    @Test
    void listsTheCpuAmongTheDevices() {
        try (ov_available_devices_t devices = new ov_available_devices_t()) {
            check(ov_core_get_available_devices(core, devices));
            List<String> names = new ArrayList<>();
            for (int i = 0; i < devices.size(); i++) {
                names.add(devices.devices(i).getString());
            }
            ov_available_devices_free(devices);

            assertThat(names).contains("CPU");
        }
    }

    /** Each name needs a plug-in of its own, opened by OpenVINO from the folder of its library. */
    @ParameterizedTest
    @ValueSource(strings = {"CPU", "AUTO", "HETERO:CPU", "BATCH:CPU(1)"})
    void readsCompilesAndRunsAModel(String device) {
        assumeTrue(Files.exists(MODEL), () -> "no model at " + MODEL.toAbsolutePath().normalize());
        ov_model_t model = new ov_model_t();
        ov_compiled_model_t compiled = new ov_compiled_model_t();
        ov_infer_request_t request = new ov_infer_request_t();
        try (BytePointer key = new BytePointer("PERFORMANCE_HINT");
                BytePointer value = new BytePointer("LATENCY");
                ov_property_t hint = new ov_property_t().key(key).value(value)) {
            check(ov_core_read_model(core, MODEL.toString(), null, model));
            check(ov_core_compile_model_props(core, model, device, 1, hint, compiled));
            check(ov_compiled_model_create_infer_request(compiled, request));
            check(ov_infer_request_infer(request));
        } finally {
            ov_infer_request_free(request);
            ov_compiled_model_free(compiled);
            ov_model_free(model);
        }
    }

    private static void check(int status) {
        assertThat(status).as(() -> ov_get_last_err_msg().getString()).isZero();
    }
}
