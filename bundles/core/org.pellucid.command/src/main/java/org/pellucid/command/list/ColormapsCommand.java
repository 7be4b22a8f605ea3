package org.pellucid.command.list;

import java.io.IOException;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.pellucid.api.PellucidException;
import org.pellucid.api.command.CommandGroup;
import org.pellucid.api.command.JsonOutput;
import org.pellucid.api.command.spi.Command;
import org.pellucid.api.command.spi.CommandCall;
import org.pellucid.api.image.ColormapEntry;
import org.pellucid.api.image.ImageService;
import org.pellucid.command.base.Column;
import org.pellucid.command.base.ListCommand;

/** Lists colour maps. */
@Component(service = Command.class, property = Command.NAME + "=colormaps")
public final class ColormapsCommand extends ListCommand<ColormapEntry> {
    /** Made by Declarative Services. */
    public ColormapsCommand() {
        super(CommandGroup.PRESENT, "colormaps", "[options]", "lists the colour maps that maps can be painted with",
                "pellucid colormaps", "pellucid colormaps --json");
    }

    @Override
    protected List<ColormapEntry> items(CommandCall call) throws PellucidException, InterruptedException {
        return call.service(ImageService.class).colormapEntries();
    }

    @Override
    protected List<Column<ColormapEntry>> columns() {
        return List.of(Column.of("COLOUR MAP", ColormapEntry::name),
                Column.of("COLOUR-BLIND SAFE", entry -> entry.colourBlindSafe() ? "yes" : "no"),
                Column.of("DESCRIPTION", ColormapEntry::description));
    }

    @Override
    protected void json(ColormapEntry entry, JsonOutput out) throws IOException {
        out.name("name").value(entry.name());
        out.name("colour_blind_safe").value(entry.colourBlindSafe());
        out.name("description").value(entry.description());
    }
}
