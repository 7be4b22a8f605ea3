package org.pellucid.command.list;

import java.io.IOException;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.pellucid.api.PellucidException;
import org.pellucid.api.command.CommandGroup;
import org.pellucid.api.command.CommandResult;
import org.pellucid.api.command.JsonOutput;
import org.pellucid.api.command.spi.Command;
import org.pellucid.api.command.spi.CommandCall;
import org.pellucid.api.device.Device;
import org.pellucid.api.device.DeviceService;
import org.pellucid.command.base.Column;
import org.pellucid.command.base.ListResult;

/** Lists devices. */
@Component(service = Command.class, property = Command.NAME + "=devices")
public final class DevicesCommand implements Command {
    @Override
    public CommandGroup group() {
        return CommandGroup.PRESENT;
    }

    @Override
    public String summary() {
        return "lists the devices models can run on";
    }

    @Override
    public String usage() {
        return "[options]";
    }

    @Override
    public List<String> examples() {
        return List.of("pellucid devices", "pellucid devices --json");
    }

    @Override
    public CommandResult run(CommandCall call) throws PellucidException, InterruptedException {
        call.arguments().noRest();
        return new Devices(call.service(DeviceService.class).devices());
    }

    /** The devices. */
    public static final class Devices extends ListResult<Device> {
        Devices(List<Device> devices) {
            super("devices", devices, false);
        }

        @Override
        protected List<Column<Device>> columns() {
            return List.of(Column.of("DEVICE", Device::name),
                    Column.of("NAME", Device::fullName),
                    Column.of("CAPABILITIES", device -> String.join(" ", device.capabilities())));
        }

        @Override
        protected void json(Device device, JsonOutput out) throws IOException {
            out.name("name").value(device.name());
            out.name("full_name").value(device.fullName());
            out.name("capabilities").beginArray();
            for (String capability : device.capabilities()) {
                out.value(capability);
            }
            out.endArray();
        }
    }
}
