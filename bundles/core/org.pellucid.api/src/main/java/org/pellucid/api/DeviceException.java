package org.pellucid.api;

/**
 * A device is not present or refuses the model. There is no silent fall-back to another one. Exit code 3.
 */
public class DeviceException extends PellucidException {
    /** @param message one sentence naming file or value, fault and fix */
    public DeviceException(String message) {
        super(message, null);
    }

    /**
     * @param message one sentence naming file or value, fault and fix
     * @param cause   what led to it
     */
    public DeviceException(String message, Throwable cause) {
        super(message, cause);
    }
}
