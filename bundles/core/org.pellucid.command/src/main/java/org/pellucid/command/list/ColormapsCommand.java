package org.pellucid.command.list;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.List;
import org.pellucid.api.PellucidException;
import org.pellucid.api.image.ColormapEntry;
import org.pellucid.command.base.Call;
import org.pellucid.command.base.Column;
import org.pellucid.command.base.Command;
import org.pellucid.command.base.CommandGroup;
import org.pellucid.command.base.ListResult;
import org.pellucid.command.base.Result;

/** Lists colour maps. */
public final class ColormapsCommand implements Command {
    @Override
    public String name() {
        return "colormaps";
    }

    @Override
    public CommandGroup group() {
        return CommandGroup.PRESENT;
    }

    @Override
    public String summary() {
        return "lists the colour maps that maps can be painted with";
    }

    @Override
    public String usage() {
        return "[options]";
    }

    @Override
    public List<String> examples() {
        return List.of("pellucid colormaps", "pellucid colormaps --json");
    }

    @Override
    public Result run(Call call) throws PellucidException, InterruptedException {
        call.arguments().noRest();
        return new Colormaps(call.services().images().colormapEntries());
    }

    /** The colour maps. */
    public static final class Colormaps extends ListResult<ColormapEntry> {
        Colormaps(List<ColormapEntry> colormaps) {
            super("colormaps", colormaps, false);
        }

        @Override
        protected List<Column<ColormapEntry>> columns() {
            return List.of(Column.of("COLOUR MAP", ColormapEntry::name),
                    Column.of("COLOUR-BLIND SAFE", entry -> entry.colourBlindSafe() ? "yes" : "no"),
                    Column.of("DESCRIPTION", ColormapEntry::description));
        }

        @Override
        protected void json(ColormapEntry entry, JsonWriter out) throws IOException {
            out.name("name").value(entry.name());
            out.name("colour_blind_safe").value(entry.colourBlindSafe());
            out.name("description").value(entry.description());
        }
    }
}
