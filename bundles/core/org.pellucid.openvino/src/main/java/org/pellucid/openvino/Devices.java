package org.pellucid.openvino;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.pellucid.api.DeviceException;
import org.pellucid.api.NativeRuntimeException;
import org.pellucid.api.device.Device;
import org.pellucid.api.model.Precision;

/** Devices of a core, and what they can do. */
final class Devices {
    static final String AUTO = "AUTO";

    private Devices() {
    }

    /** @return the devices present, {@code AUTO} last */
    static List<Device> list(NativeCore core) throws NativeRuntimeException {
        List<Device> devices = new ArrayList<>();
        for (String name : names(core)) {
            // what the runtime calls the automatic device is just AUTO again
            String fullName = name.equals(AUTO) ? "Automatic device selection"
                    : core.property(name, "FULL_DEVICE_NAME").orElse(name);
            devices.add(new Device(name, fullName, capabilities(core, name)));
        }
        return devices;
    }

    /** Names as the runtime spells them; a core that came without the plug-in for AUTO does not offer it. */
    private static List<String> names(NativeCore core) throws NativeRuntimeException {
        List<String> names = new ArrayList<>(core.devices());
        if (core.property(AUTO, "FULL_DEVICE_NAME").isPresent()) {
            names.add(AUTO);
        }
        return names;
    }

    private static List<String> capabilities(NativeCore core, String name) {
        return core.property(name, "OPTIMIZATION_CAPABILITIES")
                .map(text -> text.isBlank() ? List.<String>of() : List.of(text.strip().split("\\s+")))
                .orElse(List.of());
    }

    /**
     * @param core to ask
     * @param name of a device, upper or lower case; {@code AUTO:GPU,CPU} chooses among those named
     * @return the name as the runtime spells it
     * @throws DeviceException if it, or one it chooses among, is not present; the message lists those that are
     */
    static String require(NativeCore core, String name) throws DeviceException, NativeRuntimeException {
        String wanted = name.strip().toUpperCase(Locale.ROOT);
        if (wanted.equals("CPU")) {
            // the common case: needs no look at the other plug-ins
            return requireAmong(core.devices(), wanted, core);
        }
        List<String> present = names(core);
        if (wanted.startsWith(AUTO + ":") && present.contains(AUTO)) {
            for (String choice : wanted.substring(AUTO.length() + 1).split(",", -1)) {
                requireAmong(present, choice, core);
            }
            return wanted;
        }
        return requireAmong(present, wanted, core);
    }

    private static String requireAmong(List<String> present, String wanted, NativeCore core)
            throws DeviceException, NativeRuntimeException {
        // GPU stands for the first of several
        if (present.contains(wanted) || present.contains(wanted + ".0")) {
            return wanted;
        }
        throw new DeviceException("There is no device '" + wanted + "' on this machine: choose one of "
                + String.join(", ", names(core)));
    }

    /**
     * Checks that a device computes in a precision; the runtime would silently take another.
     *
     * @param core      to ask
     * @param device    as the runtime spells it
     * @param precision asked for
     * @throws DeviceException naming the precisions the device has
     */
    static void requirePrecision(NativeCore core, String device, Precision precision) throws DeviceException {
        List<String> capabilities = capabilities(core, device);
        Optional<String> needed = capability(precision);
        if (needed.isEmpty() || capabilities.isEmpty() || capabilities.contains(needed.get())) {
            return;
        }
        throw unsupported(device, precision, capabilities);
    }

    /** @return the exception for a precision the device does not have */
    static DeviceException unsupported(NativeCore core, String device, Precision precision) {
        return unsupported(device, precision, capabilities(core, device));
    }

    private static DeviceException unsupported(String device, Precision precision, List<String> capabilities) {
        List<String> has = new ArrayList<>();
        for (Precision candidate : Precision.values()) {
            if (capability(candidate).map(capabilities::contains).orElse(true)) {
                has.add(candidate.id());
            }
        }
        return new DeviceException("Device " + device + " does not compute in " + precision.id() + ": choose one of "
                + String.join(", ", has));
    }

    private static Optional<String> capability(Precision precision) {
        return switch (precision) {
            case AUTO -> Optional.empty();
            case F32 -> Optional.of("FP32");
            case BF16 -> Optional.of("BF16");
            case F16 -> Optional.of("FP16");
            case INT8 -> Optional.of("INT8");
        };
    }
}
