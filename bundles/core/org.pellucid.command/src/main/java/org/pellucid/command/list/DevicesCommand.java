package org.pellucid.command.list;

import java.io.IOException;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.pellucid.api.PellucidException;
import org.pellucid.api.command.CommandGroup;
import org.pellucid.api.command.JsonOutput;
import org.pellucid.api.command.spi.Command;
import org.pellucid.api.command.spi.CommandCall;
import org.pellucid.api.device.Device;
import org.pellucid.api.device.DeviceService;
import org.pellucid.command.base.Column;
import org.pellucid.command.base.ListCommand;

/** Lists devices. */
@Component(service = Command.class, property = Command.NAME + "=devices")
public final class DevicesCommand extends ListCommand<Device> {
    /** Made by Declarative Services. */
    public DevicesCommand() {
        super(CommandGroup.PRESENT, "devices", "[options]", "lists the devices models can run on", "pellucid devices",
                "pellucid devices --json");
    }

    @Override
    protected List<Device> items(CommandCall call) throws PellucidException, InterruptedException {
        return call.service(DeviceService.class).list();
    }

    @Override
    protected List<Column<Device>> columns() {
        return List.of(Column.of("DEVICE", Device::name), Column.of("NAME", Device::fullName),
                Column.of("CAPABILITIES", device -> String.join(" ", device.capabilities())));
    }

    @Override
    protected void json(Device device, JsonOutput out) throws IOException {
        out.name("name").value(device.name()).name("full_name").value(device.fullName());
        out.name("capabilities").beginArray();
        for (String capability : device.capabilities()) {
            out.value(capability);
        }
        out.endArray();
    }
}
