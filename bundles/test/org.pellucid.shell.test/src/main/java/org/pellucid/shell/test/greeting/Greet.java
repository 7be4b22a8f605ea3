package org.pellucid.shell.test.greeting;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.pellucid.api.command.CommandOption;
import org.pellucid.api.command.CommandResult;
import org.pellucid.api.command.JsonOutput;
import org.pellucid.api.command.TextOutput;
import org.pellucid.api.command.spi.Command;
import org.pellucid.api.command.spi.CommandCall;

/** Says which version of its bundle it comes from. {@code CommandSwapTest} puts the class into a bundle of its own. */
public final class Greet implements Command {
    /** System property that holds the latches of a slow call: begun, go on. */
    public static final String LATCHES = "pellucid.test.greeting";

    /** Made by the component runtime. */
    public Greet() {
        // nothing to prepare
    }

    @Override
    public String summary() {
        return "greets whoever calls";
    }

    @Override
    public List<CommandOption> options() {
        return List.of(CommandOption.flag("slowly", "wait for the test"));
    }

    @Override
    public CommandResult run(CommandCall call) throws InterruptedException {
        if (call.arguments().has("slowly")) {
            CountDownLatch[] latches = (CountDownLatch[]) System.getProperties().get(LATCHES);
            latches[0].countDown();
            latches[1].await();
        }
        Bundle bundle = FrameworkUtil.getBundle(Greet.class);
        return new Greeting("hello from " + bundle.getVersion() + (bundle.getBundleContext() == null ? ", gone" : ""));
    }

    /** A greeting. */
    private record Greeting(String text) implements CommandResult {
        @Override
        public void print(TextOutput out) {
            out.line(text);
        }

        @Override
        public void json(JsonOutput out) throws IOException {
            out.name("text").value(text);
        }
    }
}
