package org.pellucid.command.serve;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.pellucid.api.PellucidException;
import org.pellucid.api.UsageException;
import org.pellucid.api.command.CommandResult;
import org.pellucid.api.command.spi.Command;
import org.pellucid.api.command.spi.CommandCall;

/** Shows again what was seen on the page when its evidence was saved. */
@Component(service = Command.class, property = Command.NAME + "=open")
public final class OpenCommand extends PageCommand {
    /** Made by Declarative Services. */
    public OpenCommand() {
        super("[options] FILE.zip", "shows evidence again that was saved from the page",
                "pellucid open --open chelsea_evidence.zip");
    }

    @Override
    public String details() {
        return "Serves the page as 'pellucid serve' does, with the picture, the maps and the covered part that the archive"
                + " holds. An archive is refused if a hash in it does not fit. Nothing of it is unpacked but its picture,"
                + " which is kept as if it had been dropped on the page.";
    }

    @Override
    public CommandResult run(CommandCall call) throws PellucidException, InterruptedException {
        List<String> rest = call.arguments().rest();
        if (rest.size() != 1) {
            throw new UsageException("takes one archive of evidence, as the page saves it: FILE.zip");
        }
        return serve(call, options(call).evidence(call.directory().resolve(rest.get(0))));
    }
}
