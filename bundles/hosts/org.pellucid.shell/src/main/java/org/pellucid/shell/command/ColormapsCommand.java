package org.pellucid.shell.command;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.List;
import org.pellucid.api.PellucidException;
import org.pellucid.api.image.ColormapEntry;
import org.pellucid.shell.base.Call;
import org.pellucid.shell.base.Column;
import org.pellucid.shell.base.Command;
import org.pellucid.shell.base.CommandGroup;
import org.pellucid.shell.base.ListReport;
import org.pellucid.shell.base.Report;

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
    public Report run(Call call) throws PellucidException, InterruptedException {
        call.arguments().noRest();
        return new Colormaps(call.services().images().colormapEntries());
    }

    /** The colour maps. */
    public static final class Colormaps extends ListReport<ColormapEntry> {
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
