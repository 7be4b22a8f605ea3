package org.pellucid.shell;

import java.io.InputStream;
import java.io.PrintStream;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.apache.felix.service.command.Process;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.pellucid.api.PellucidException;
import org.pellucid.command.base.Arguments;
import org.pellucid.command.base.Call;
import org.pellucid.command.base.Command;
import org.pellucid.command.base.CommonOptions;
import org.pellucid.command.base.Console;
import org.pellucid.command.base.ExitCode;
import org.pellucid.command.base.Help;
import org.pellucid.command.base.JsonDocument;
import org.pellucid.command.base.Result;
import org.pellucid.command.base.Services;
import org.pellucid.command.diagnose.LogFollower;
import org.pellucid.console.Screen;

/**
 * Registers every command as a function of Gogo. They return values, which {@link ResultConverter} prints; what fails is
 * thrown, and the shell says it in words.
 */
@Component(service = {})
public final class GogoCommands {
    private static final String SCOPE = "pellucid";

    private final Services services;
    private final List<ServiceRegistration<Function>> functions = new ArrayList<>();

    /**
     * Registers the functions.
     *
     * @param context  of this bundle
     * @param services of the framework
     */
    @Activate
    public GogoCommands(BundleContext context, @Reference Services services) {
        this.services = services;
        for (String name : Commands.NAMES) {
            Function function = (session, arguments) -> run(name, session, words(arguments));
            functions.add(context.registerService(Function.class, function, new Hashtable<>(
                    Map.of(CommandProcessor.COMMAND_SCOPE, SCOPE, CommandProcessor.COMMAND_FUNCTION, name))));
        }
    }

    @Deactivate
    void close() {
        functions.forEach(ServiceRegistration::unregister);
    }

    /** A list, of files say, stands for its elements. */
    private static String[] words(List<Object> arguments) {
        List<String> words = new ArrayList<>();
        for (Object argument : arguments) {
            if (argument instanceof Collection<?> several) {
                several.forEach(each -> words.add(String.valueOf(each)));
            } else {
                words.add(String.valueOf(argument));
            }
        }
        return words.toArray(new String[0]);
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
        Call call = new Call(parsed, console, services, new GogoCaller(session, piped(process, session), out, err));
        LogFollower log = console.verbose() ? LogFollower.begin(services.context(), console) : null;
        try (Foreground.Work work = Foreground.enter(session, process)) {
            if (parsed.has(CommonOptions.JSON)) {
                return json(command, call);
            }
            Result report = command.run(call);
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
