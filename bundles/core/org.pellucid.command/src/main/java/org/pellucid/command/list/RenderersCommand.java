package org.pellucid.command.list;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.osgi.service.component.annotations.Component;
import org.pellucid.api.PellucidException;
import org.pellucid.api.command.CommandGroup;
import org.pellucid.api.command.CommandResult;
import org.pellucid.api.command.JsonOutput;
import org.pellucid.api.command.spi.Command;
import org.pellucid.api.command.spi.CommandCall;
import org.pellucid.api.render.ExplanationFiles;
import org.pellucid.api.render.RendererEntry;
import org.pellucid.command.base.Column;
import org.pellucid.command.base.ListResult;

/** Lists file formats. */
@Component(service = Command.class, property = Command.NAME + "=renderers")
public final class RenderersCommand implements Command {
    @Override
    public CommandGroup group() {
        return CommandGroup.PRESENT;
    }

    @Override
    public String summary() {
        return "lists the file formats explanations can be written in";
    }

    @Override
    public String usage() {
        return "[options]";
    }

    @Override
    public List<String> examples() {
        return List.of("pellucid renderers");
    }

    @Override
    public CommandResult run(CommandCall call) throws PellucidException, InterruptedException {
        call.arguments().noRest();
        return new Renderers(call.service(ExplanationFiles.class).formats(), call.console().verbose());
    }

    private static String scope(RendererEntry entry) {
        return entry.scope().name().toLowerCase(Locale.ROOT);
    }

    /** The formats. */
    public static final class Renderers extends ListResult<RendererEntry> {
        Renderers(List<RendererEntry> formats, boolean verbose) {
            super("renderers", formats, verbose);
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
            out.name("format").value(entry.format());
            out.name("scope").value(scope(entry));
            out.name("bundle").value(entry.bundle());
            out.name("version").value(entry.version());
            out.name("description").value(entry.description());
        }
    }
}
