package org.pellucid.shell;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.service.command.CommandProcessor;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.component.annotations.Component;
import org.pellucid.api.NativeRuntimeException;
import org.pellucid.api.PellucidException;
import org.pellucid.api.UsageException;
import org.pellucid.api.command.CommandGroup;
import org.pellucid.api.command.CommandResult;
import org.pellucid.api.command.Commands;
import org.pellucid.api.command.JsonOutput;
import org.pellucid.api.command.TextOutput;
import org.pellucid.api.command.spi.Command;
import org.pellucid.api.command.spi.CommandCall;
import org.pellucid.console.StartupProblems;

/** Starts the interactive shell, or runs a script. */
@Component(service = Command.class, property = Command.NAME + "=shell")
public final class ShellCommand implements Command {
    /** Name of a script that comes from standard input. */
    private static final String STANDARD_INPUT = "-";

    @Override
    public CommandGroup group() {
        return CommandGroup.DIAGNOSE;
    }

    @Override
    public String summary() {
        return "starts the interactive Gogo shell, or runs a script in it";
    }

    @Override
    public String usage() {
        return "[SCRIPT [ARGUMENT...]]";
    }

    @Override
    public String details() {
        return "The shell knows the same commands with the same options. Bundles put into the folder of plug-ins"
                + " (launcher/plugins, or what PELLUCID_PLUGINS names) are installed while it runs, and go with their"
                + " files; changes in the folder of configuration (launcher/etc, or PELLUCID_ETC) take effect. A script is a file of such lines; the value of"
                + " each is printed, and the first that fails ends it. A script finds its arguments in $1, $2 ... and"
                + " $args; a script named - is read from standard input, and so is one where there is no terminal.";
    }

    @Override
    public List<String> examples() {
        return List.of("pellucid shell", "pellucid shell nightly.gosh pictures/");
    }

    @Override
    public boolean passesArguments() {
        return true;
    }

    @Override
    public CommandResult run(CommandCall call) throws PellucidException, InterruptedException {
        List<String> arguments = call.arguments().rest();
        if (!arguments.isEmpty()) {
            String typed = arguments.get(0);
            return script(call, typed.equals(STANDARD_INPUT) ? read(call) : read(call.path(typed), typed),
                    arguments.subList(1, arguments.size()));
        }
        if (call.caller() instanceof GogoCaller) {
            throw new UsageException("this is the shell already; name a script to run");
        }
        return System.console() == null ? script(call, read(call), List.of()) : interactive(call);
    }

    private static CommandResult script(CommandCall call, String script, List<String> arguments)
            throws PellucidException, InterruptedException {
        try (GogoRun gogo = GogoRun.of(call)) {
            gogo.arguments(arguments);
            return gogo.run(GogoRun.statements(script));
        }
    }

    private static String read(CommandCall call) throws NativeRuntimeException {
        try {
            // Buffered, since a file stream asks a pipe for its position.
            return new String(new BufferedInputStream(call.caller().in()).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new NativeRuntimeException("standard input cannot be read: " + e.getMessage(), e);
        }
    }

    private static String read(Path file, String shown) throws UsageException {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new UsageException("script " + shown + ": not UTF-8 text", e);
        } catch (IOException e) {
            throw new UsageException("script " + shown + ": "
                    + (Files.exists(file) ? "cannot be read" : "no such file"), e);
        }
    }

    /**
     * Opens the shell in the terminal, on a thread of its own. At its end it stops the framework, this bundle too:
     * whoever started the framework waits for that.
     */
    private static CommandResult interactive(CommandCall call) throws PellucidException, InterruptedException {
        BundleContext context = FrameworkUtil.getBundle(ShellCommand.class).getBundleContext();
        StartLevels.startGogo(context);
        CommandProcessor gogo = call.service(CommandProcessor.class);
        InteractiveShell shell;
        try {
            shell = InteractiveShell.open(context, call.service(Commands.class), (CommandProcessorImpl) gogo,
                    call.directory(),
                    call.caller().colours());
        } catch (IOException e) {
            throw new NativeRuntimeException("the terminal cannot be used: " + e.getMessage(), e);
        } catch (NoClassDefFoundError e) {
            throw new NativeRuntimeException("the bundles of the interactive shell, org.apache.felix.gogo.jline and"
                    + " org.jline, are not installed; a script can be run: pellucid shell SCRIPT", e);
        }
        StartLevels.startInteractive(context);
        StartupProblems.follow(context, call.console());
        // However the framework is stopped, the terminal is given back as it was.
        context.addBundleListener((SynchronousBundleListener) event -> {
            if (event.getType() == BundleEvent.STOPPING && event.getBundle().equals(context.getBundle())) {
                shell.close();
            }
        });
        new Thread(shell::run, "pellucid-shell").start();
        return new Open();
    }

    /** The shell is open. */
    private record Open() implements CommandResult {
        @Override
        public void print(TextOutput out) {
            // the shell prints
        }

        @Override
        public void json(JsonOutput out) {
            // it has no end that a document could tell of
        }

        @Override
        public int exitCode() {
            return CommandResult.STAYS;
        }
    }
}
