package org.pellucid.openvino;

import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.pellucid.api.DeviceException;
import org.pellucid.api.NativeRuntimeException;
import org.pellucid.api.device.Device;
import org.pellucid.api.device.DeviceService;

/** The devices OpenVINO finds. */
@Component
public final class OpenVinoDeviceService implements DeviceService {
    private final NativeRuntime runtime;

    /** @param runtime shared with the model loader */
    @Activate
    public OpenVinoDeviceService(@Reference NativeRuntime runtime) {
        this.runtime = runtime;
    }

    @Override
    public List<Device> list() throws NativeRuntimeException {
        NativeCore core = runtime.acquire();
        try {
            return Devices.list(core);
        } finally {
            core.release();
        }
    }

    @Override
    public Device require(String name) throws DeviceException, NativeRuntimeException {
        NativeCore core = runtime.acquire();
        try {
            String spelled = Devices.require(core, name);
            for (Device device : Devices.list(core)) {
                if (device.name().equals(spelled) || device.name().equals(spelled + ".0")
                        || spelled.startsWith(device.name() + ":")) {
                    return device;
                }
            }
            throw new DeviceException("Device " + spelled + " went away");
        } finally {
            core.release();
        }
    }
}
