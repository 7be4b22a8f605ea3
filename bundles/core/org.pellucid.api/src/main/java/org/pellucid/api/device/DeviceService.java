package org.pellucid.api.device;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;
import org.pellucid.api.DeviceException;
import org.pellucid.api.NativeRuntimeException;

/** Lists devices. Safe for use by several threads. */
@ProviderType
public interface DeviceService {
    /**
     * {@return the devices present, {@code AUTO} last}
     *
     * @throws NativeRuntimeException if the runtime cannot be loaded
     */
    List<Device> list() throws NativeRuntimeException;

    /**
     * {@return that device}
     *
     * @param name a device asked for by name, upper or lower case
     * @throws DeviceException        if it is not present; the message lists those that are
     * @throws NativeRuntimeException if the runtime cannot be loaded
     */
    Device require(String name) throws DeviceException, NativeRuntimeException;
}
