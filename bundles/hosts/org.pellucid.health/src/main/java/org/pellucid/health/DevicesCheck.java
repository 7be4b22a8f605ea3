package org.pellucid.health;

import java.util.List;
import java.util.Optional;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.pellucid.api.PellucidException;
import org.pellucid.api.device.Device;
import org.pellucid.api.device.DeviceService;

/** Which devices there are. */
@Component(service = HealthCheck.class, property = {HealthCheck.NAME + "=Pellucid devices", Check.TAG})
public final class DevicesCheck extends Check {
    private final Optional<DeviceService> devices;

    /** @param devices to list */
    @Activate
    public DevicesCheck(@Reference(policyOption = ReferencePolicyOption.GREEDY) Optional<DeviceService> devices) {
        this.devices = devices;
    }

    @Override
    void check(FormattingResultLog log) throws PellucidException {
        List<Device> present = require(devices, "DeviceService", "org.pellucid.openvino").list();
        if (present.isEmpty()) {
            log.critical("OpenVINO finds no device, not even the CPU");
        }
        for (Device device : present) {
            log.info("{}: {} {}", device.name(), device.fullName(), device.capabilities());
        }
    }
}
