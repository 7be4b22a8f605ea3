package org.pellucid.openvino;

import static org.bytedeco.openvino.global.openvino.ov_available_devices_free;
import static org.bytedeco.openvino.global.openvino.ov_core_create;
import static org.bytedeco.openvino.global.openvino.ov_core_free;
import static org.bytedeco.openvino.global.openvino.ov_core_get_available_devices;
import static org.bytedeco.openvino.global.openvino.ov_core_get_property;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.openvino.ov_available_devices_t;
import org.bytedeco.openvino.ov_core_t;
import org.pellucid.api.NativeRuntimeException;

/** The runtime's core. Its owners are the runtime and every call in flight, so that stopping waits for nobody. */
final class NativeCore extends RefCounted {
    private final ov_core_t core = new ov_core_t();

    NativeCore() throws NativeRuntimeException {
        Natives.check(ov_core_create(core), "OpenVINO cannot be started");
    }

    ov_core_t pointer() {
        return core;
    }

    /** @return devices present, as the runtime names them */
    List<String> devices() throws NativeRuntimeException {
        try (ov_available_devices_t found = new ov_available_devices_t()) {
            Natives.check(ov_core_get_available_devices(core, found), "The devices cannot be listed");
            try {
                List<String> names = new ArrayList<>();
                for (int i = 0; i < found.size(); i++) {
                    names.add(found.devices(i).getString(StandardCharsets.UTF_8));
                }
                return names;
            } finally {
                ov_available_devices_free(found);
            }
        }
    }

    /** @return a device's property; empty if there is no such device or property */
    Optional<String> property(String device, String key) {
        BytePointer value = new BytePointer();
        try (BytePointer name = Natives.text(device); BytePointer property = Natives.text(key)) {
            return ov_core_get_property(core, name, property, value) == 0 ? Optional.of(Natives.take(value))
                    : Optional.empty();
        }
    }

    @Override
    void free() {
        ov_core_free(core);
    }
}
