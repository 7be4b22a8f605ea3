package org.pellucid.command.list;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.osgi.service.component.annotations.Component;
import org.pellucid.api.PellucidException;
import org.pellucid.api.command.CommandGroup;
import org.pellucid.api.command.JsonOutput;
import org.pellucid.api.command.spi.Command;
import org.pellucid.api.command.spi.CommandCall;
import org.pellucid.api.render.ExplanationFiles;
import org.pellucid.api.render.RendererEntry;
import org.pellucid.command.base.Column;
import org.pellucid.command.base.ListCommand;

/** Lists file formats. */
@Component(service = Command.class, property = Command.NAME + "=renderers")
public final class RenderersCommand extends ListCommand<RendererEntry> {
    /** Made by Declarative Services. */
    public RenderersCommand() {
        super(CommandGroup.PRESENT, "renderers", "[options]", "lists the file formats explanations can be written in",
                "pellucid renderers");
    }

    @Override
    protected List<RendererEntry> items(CommandCall call) throws PellucidException, InterruptedException {
        return call.service(ExplanationFiles.class).formats();
    }

    private static String scope(RendererEntry entry) {
        return entry.scope().name().toLowerCase(Locale.ROOT);
    }

    @Override
    protected List<Column<RendererEntry>> columns() {
        return List.of(Column.of("FORMAT", RendererEntry::format),
                Column.of("ONE FILE A", RenderersCommand::scope),
                Column.detail("BUNDLE", RendererEntry::bundle),
                Column.detail("VERSION", RendererEntry::version),
                Column.of("DESCRIPTION", RendererEntry::description));
    }

    @Override
    protected void json(RendererEntry entry, JsonOutput out) throws IOException {
        out.name("format").value(entry.format()).name("scope").value(scope(entry));
        out.name("bundle").value(entry.bundle()).name("version").value(entry.version());
        out.name("description").value(entry.description());
    }
}
