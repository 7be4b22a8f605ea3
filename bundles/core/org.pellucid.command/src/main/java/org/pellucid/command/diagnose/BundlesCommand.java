package org.pellucid.command.diagnose;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.component.annotations.Component;
import org.pellucid.api.PellucidException;
import org.pellucid.api.command.CommandGroup;
import org.pellucid.api.command.CommandOption;
import org.pellucid.api.command.CommandResult;
import org.pellucid.api.command.JsonOutput;
import org.pellucid.api.command.spi.Command;
import org.pellucid.api.command.spi.CommandCall;
import org.pellucid.command.base.Column;
import org.pellucid.command.base.ListCommand;

/** Lists bundles, or says why one does not do its work. */
@Component(service = Command.class, property = Command.NAME + "=bundles")
public final class BundlesCommand extends ListCommand<BundlesCommand.Entry> {
    private static final String WHY = "why";

    /** Made by Declarative Services. */
    public BundlesCommand() {
        super(CommandGroup.DIAGNOSE, "bundles", "[options]",
                "lists the bundles of the framework and their states, or says why one is idle", "pellucid bundles",
                "pellucid bundles --why org.pellucid.explain");
    }

    @Override
    public List<CommandOption> options() {
        return List.of(CommandOption.value(WHY, "NAME", "say why this bundle is not active or"
                + " its services are missing: the requirement not resolved, the reference not satisfied; NAME is a"
                + " symbolic name, its last part, or a number of the list (default: list them all)")
                .completedBy(line -> Stream.of(bundles()).map(Bundle::getSymbolicName).toList()));
    }

    @Override
    public CommandResult run(CommandCall call) throws PellucidException, InterruptedException {
        return call.arguments().has(WHY) && call.arguments().rest().isEmpty()
                ? BundleDiagnosis.of(call, call.arguments().text(WHY, "")) : super.run(call);
    }

    @Override
    protected List<Entry> items(CommandCall call) {
        return Stream.of(bundles()).map(bundle -> new Entry(bundle.getBundleId(), state(bundle.getState()),
                bundle.getSymbolicName(), bundle.getVersion().toString())).toList();
    }

    private static Bundle[] bundles() {
        return FrameworkUtil.getBundle(BundlesCommand.class).getBundleContext().getBundles();
    }

    static String state(int state) {
        return switch (state) {
            case Bundle.INSTALLED -> "installed";
            case Bundle.RESOLVED -> "resolved";
            case Bundle.STARTING -> "starting";
            case Bundle.ACTIVE -> "active";
            case Bundle.STOPPING -> "stopping";
            default -> "uninstalled";
        };
    }

    /**
     * A bundle.
     *
     * @param id      number in this framework
     * @param state   {@code active}, {@code resolved}, {@code installed} …
     * @param name    symbolic name
     * @param version version
     */
    public record Entry(long id, String state, String name, String version) {
    }

    @Override
    protected List<Column<Entry>> columns() {
        return List.of(Column.of("ID", entry -> Long.toString(entry.id())), Column.of("STATE", Entry::state),
                Column.of("VERSION", Entry::version), Column.of("NAME", Entry::name));
    }

    @Override
    protected void json(Entry entry, JsonOutput out) throws IOException {
        out.name("id").value(entry.id()).name("state").value(entry.state());
        out.name("name").value(entry.name()).name("version").value(entry.version());
    }
}
