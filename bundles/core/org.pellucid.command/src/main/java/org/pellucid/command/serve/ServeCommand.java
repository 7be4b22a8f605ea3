package org.pellucid.command.serve;

import java.io.IOException;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.pellucid.api.PellucidException;
import org.pellucid.api.command.CommandResult;
import org.pellucid.api.command.Completer;
import org.pellucid.api.command.JsonOutput;
import org.pellucid.api.command.TextOutput;
import org.pellucid.api.command.spi.Command;
import org.pellucid.api.command.spi.CommandCall;
import org.pellucid.api.page.PageServer;

/** Serves the page, and ends it. */
@Component(service = Command.class, property = Command.NAME + "=serve")
public final class ServeCommand extends PageCommand {
    private static final String STOP = "stop";

    /** Made by Declarative Services. */
    public ServeCommand() {
        super("[options] [DATASET...] | stop", "serves a page on which pictures are explained in a browser",
                "pellucid serve --open", "pellucid serve --port 0 pictures/ 'shapes:4?count=200'");
    }

    @Override
    public String details() {
        return "Prints the address of the page, and serves it to this machine until Ctrl-C; in the shell it goes on until"
                + " 'serve stop'. The address holds a secret of this start: whoever has it can have pictures explained."
                + " Data sets named here can be browsed in the page, as 'pellucid datasets' spells them.";
    }

    @Override
    public Completer completer() {
        return Completer.of(STOP);
    }

    @Override
    public CommandResult run(CommandCall call) throws PellucidException, InterruptedException {
        List<String> rest = call.arguments().rest();
        return rest.equals(List.of(STOP)) ? new Stopped(isThere() && call.service(PageServer.class).stop())
                : serve(call, options(call).datasets(rest, call.directory()));
    }

    private record Stopped(boolean served) implements CommandResult {
        @Override
        public void print(TextOutput out) {
            out.line(served ? "The page is not served any more" : "The page was not served");
        }

        @Override
        public void json(JsonOutput out) throws IOException {
            out.name("stopped").value(served);
        }
    }
}
