package org.pellucid.health;

import java.util.Base64;
import java.util.Optional;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.pellucid.api.PellucidException;
import org.pellucid.api.device.DeviceService;
import org.pellucid.api.image.ImageService;

/** Whether the libraries of OpenVINO and OpenCV can be loaded, by using each. */
@Component(service = HealthCheck.class, property = {HealthCheck.NAME + "=Pellucid natives", Check.TAG})
public final class NativesCheck extends Check {
    private static final byte[] ONE_PIXEL = Base64.getDecoder().decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1Pe"
            + "AAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC");

    private final Optional<DeviceService> devices;
    private final Optional<ImageService> images;

    /**
     * @param devices of OpenVINO
     * @param images  of OpenCV
     */
    @Activate
    public NativesCheck(@Reference(policyOption = ReferencePolicyOption.GREEDY) Optional<DeviceService> devices,
            @Reference(policyOption = ReferencePolicyOption.GREEDY) Optional<ImageService> images) {
        this.devices = devices;
        this.images = images;
    }

    @Override
    void check(FormattingResultLog log) throws PellucidException {
        log.info("OpenVINO computes on {}",
                require(devices, "DeviceService", "org.pellucid.openvino").require("CPU").fullName());
        require(images, "ImageService", "org.pellucid.image").read("one pixel", ONE_PIXEL);
        log.info("OpenCV decodes pictures");
    }
}
