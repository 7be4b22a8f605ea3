package org.pellucid.api.device;

import java.util.List;

/**
 * A device present on this machine.
 *
 * @param name         name to ask for: {@code CPU}, {@code GPU.0}, {@code AUTO}
 * @param fullName     name of the hardware
 * @param capabilities what it says it can do: {@code FP32 BF16 INT8 …}
 */
public record Device(String name, String fullName, List<String> capabilities) {
    /** Copies the list. */
    public Device {
        capabilities = List.copyOf(capabilities);
    }
}
