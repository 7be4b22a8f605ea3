package org.pellucid.shell.command;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.List;
import org.pellucid.api.PellucidException;
import org.pellucid.api.device.Device;
import org.pellucid.shell.base.Call;
import org.pellucid.shell.base.Column;
import org.pellucid.shell.base.Command;
import org.pellucid.shell.base.CommandGroup;
import org.pellucid.shell.base.ListReport;
import org.pellucid.shell.base.Report;

/** Lists devices. */
public final class DevicesCommand implements Command {
    @Override
    public String name() {
        return "devices";
    }

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
    public Report run(Call call) throws PellucidException, InterruptedException {
        call.arguments().noRest();
        return new Devices(call.services().devices().devices());
    }

    /** The devices. */
    public static final class Devices extends ListReport<Device> {
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
        protected void json(Device device, JsonWriter out) throws IOException {
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
