package org.pellucid.shell;

import java.io.InputStream;
import java.io.PrintStream;
import java.io.StringWriter;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Process;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.pellucid.api.PellucidException;
import org.pellucid.shell.base.Arguments;
import org.pellucid.shell.base.Call;
import org.pellucid.shell.base.Command;
import org.pellucid.shell.base.CommonOptions;
import org.pellucid.shell.base.Console;
import org.pellucid.shell.base.ExitCode;
import org.pellucid.shell.base.Help;
import org.pellucid.shell.base.JsonDocument;
import org.pellucid.shell.base.Report;
import org.pellucid.shell.base.Screen;
import org.pellucid.shell.base.Services;
import org.pellucid.shell.base.Streams;
import org.pellucid.shell.command.BenchCommand;
import org.pellucid.shell.command.BundlesCommand;
import org.pellucid.shell.command.ColormapsCommand;
import org.pellucid.shell.command.Commands;
import org.pellucid.shell.command.DatasetsCommand;
import org.pellucid.shell.command.DevicesCommand;
import org.pellucid.shell.command.EvaluateCommand;
import org.pellucid.shell.command.ExplainCommand;
import org.pellucid.shell.command.Foreground;
import org.pellucid.shell.command.GogoCommand;
import org.pellucid.shell.command.GogoScreen;
import org.pellucid.shell.command.InterpretCommand;
import org.pellucid.shell.command.MethodsCommand;
import org.pellucid.shell.command.MetricsCommand;
import org.pellucid.shell.command.ModelsCommand;
import org.pellucid.shell.command.PredictCommand;
import org.pellucid.shell.command.RenderersCommand;
import org.pellucid.shell.command.ShellCommand;

/**
 * The commands in Gogo, one method each, found by name and described to {@code help}. They return values, which
 * {@link ReportConverter} prints; what fails is thrown, and Gogo prints {@code gogo: ExceptionName: message}.
 */
@Component(service = GogoCommands.class, property = {"osgi.command.scope=pellucid", "osgi.command.function=explain",
        "osgi.command.function=predict", "osgi.command.function=interpret", "osgi.command.function=evaluate",
        "osgi.command.function=bench", "osgi.command.function=models", "osgi.command.function=datasets",
        "osgi.command.function=methods", "osgi.command.function=metrics", "osgi.command.function=renderers",
        "osgi.command.function=colormaps", "osgi.command.function=devices",
        "osgi.command.function=bundles", "osgi.command.function=shell", "osgi.command.function=gogo"})
public final class GogoCommands {
    private static final String ARGUMENTS = "options and arguments; with --help: all of them, with units and defaults";

    private final Services services;

    /** @param services of the framework */
    @Activate
    public GogoCommands(@Reference Services services) {
        this.services = services;
    }

    /** {@link ExplainCommand}. */
    @Descriptor(ExplainCommand.SUMMARY)
    public Object explain(CommandSession session, @Descriptor(ARGUMENTS) String... arguments) throws Exception {
        return run("explain", session, arguments);
    }

    /** {@link PredictCommand}. */
    @Descriptor(PredictCommand.SUMMARY)
    public Object predict(CommandSession session, @Descriptor(ARGUMENTS) String... arguments) throws Exception {
        return run("predict", session, arguments);
    }

    /** {@link EvaluateCommand}. */
    @Descriptor(EvaluateCommand.SUMMARY)
    public Object evaluate(CommandSession session, @Descriptor(ARGUMENTS) String... arguments) throws Exception {
        return run("evaluate", session, arguments);
    }

    /** {@link InterpretCommand}. */
    @Descriptor(InterpretCommand.SUMMARY)
    public Object interpret(CommandSession session, @Descriptor(ARGUMENTS) String... arguments) throws Exception {
        return run("interpret", session, arguments);
    }

    /** {@link BenchCommand}. */
    @Descriptor(BenchCommand.SUMMARY)
    public Object bench(CommandSession session, @Descriptor(ARGUMENTS) String... arguments) throws Exception {
        return run("bench", session, arguments);
    }

    /** {@link ModelsCommand}. */
    @Descriptor(ModelsCommand.SUMMARY)
    public Object models(CommandSession session, @Descriptor(ARGUMENTS) String... arguments) throws Exception {
        return run("models", session, arguments);
    }

    /** {@link DatasetsCommand}. */
    @Descriptor(DatasetsCommand.SUMMARY)
    public Object datasets(CommandSession session, @Descriptor(ARGUMENTS) String... arguments) throws Exception {
        return run("datasets", session, arguments);
    }

    /** {@link MethodsCommand}. */
    @Descriptor(MethodsCommand.SUMMARY)
    public Object methods(CommandSession session, @Descriptor(ARGUMENTS) String... arguments) throws Exception {
        return run("methods", session, arguments);
    }

    /** {@link MetricsCommand}. */
    @Descriptor(MetricsCommand.SUMMARY)
    public Object metrics(CommandSession session, @Descriptor(ARGUMENTS) String... arguments) throws Exception {
        return run("metrics", session, arguments);
    }

    /** {@link RenderersCommand}. */
    @Descriptor(RenderersCommand.SUMMARY)
    public Object renderers(CommandSession session, @Descriptor(ARGUMENTS) String... arguments) throws Exception {
        return run("renderers", session, arguments);
    }

    /** {@link ColormapsCommand}. */
    @Descriptor(ColormapsCommand.SUMMARY)
    public Object colormaps(CommandSession session, @Descriptor(ARGUMENTS) String... arguments) throws Exception {
        return run("colormaps", session, arguments);
    }

    /** {@link DevicesCommand}. */
    @Descriptor(DevicesCommand.SUMMARY)
    public Object devices(CommandSession session, @Descriptor(ARGUMENTS) String... arguments) throws Exception {
        return run("devices", session, arguments);
    }

    /** {@link BundlesCommand}. */
    @Descriptor(BundlesCommand.SUMMARY)
    public Object bundles(CommandSession session, @Descriptor(ARGUMENTS) String... arguments) throws Exception {
        return run("bundles", session, arguments);
    }

    /** {@link ShellCommand}. */
    @Descriptor(ShellCommand.SUMMARY)
    public Object shell(CommandSession session, @Descriptor(ARGUMENTS) String... arguments) throws Exception {
        return run("shell", session, arguments);
    }

    /** {@link GogoCommand}. */
    @Descriptor(GogoCommand.SUMMARY)
    public Object gogo(CommandSession session, @Descriptor(ARGUMENTS) String... arguments) throws Exception {
        return run("gogo", session, arguments);
    }

    private Object run(String name, CommandSession session, String[] arguments)
            throws PellucidException, InterruptedException {
        Command command = Commands.require(name);
        Arguments parsed = Arguments.parse(command, arguments);
        // Gogo's stand-ins for the standard streams are right here: they lead wherever the session's output goes.
        Process process = Process.Utils.current();
        Screen screen = GogoScreen.of(session, process);
        if (parsed.has(CommonOptions.HELP)) {
            return Help.of(command, screen.width());
        }
        PrintStream out = process == null ? session.getConsole() : process.out();
        PrintStream err = process == null ? session.getConsole() : process.err();
        Console console = new Console(out, err, screen);
        console.level(parsed.has(CommonOptions.QUIET), parsed.has(CommonOptions.VERBOSE));
        Call call = new Call(parsed, console, services, session.currentDir().toAbsolutePath(), Optional.of(session),
                new Streams(piped(process, session), out, err));
        LogFollower log = console.verbose() ? LogFollower.begin(services.context(), console) : null;
        try (Foreground.Work work = Foreground.enter(session, process)) {
            if (parsed.has(CommonOptions.JSON)) {
                return json(command, call);
            }
            Report report = command.run(call);
            if (report.exitCode() != ExitCode.DONE && process != null) {
                console.error("some inputs failed");
            }
            return report;
        } finally {
            if (log != null) {
                log.end();
            }
        }
    }

    /** What was piped into the command. The keyboard is the shell's own: whoever read it would take its keys away. */
    private static InputStream piped(Process process, CommandSession session) {
        if (process == null) {
            return session.getKeyboard();
        }
        return process.isTty(0) ? InputStream.nullInputStream() : process.in();
    }

    private static String json(Command command, Call call) throws PellucidException, InterruptedException {
        StringWriter text = new StringWriter();
        JsonDocument document = new JsonDocument(text, command.name(), command.parts());
        call.sink(document::part);
        document.end(command.run(call));
        return text.toString().stripTrailing();
    }
}
