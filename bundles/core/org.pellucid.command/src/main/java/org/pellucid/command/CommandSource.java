package org.pellucid.command;

import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.pellucid.api.command.spi.Command;

/** Gives a command when it is needed, so that the classes of commands that nobody calls are never loaded. */
interface CommandSource {
    /** Returns the command; {@code null} if its component cannot be activated. */
    Command get();

    /** Tells that the command is not needed any more. */
    void release();

    /** Returns the source of a service. */
    static CommandSource of(BundleContext context, ServiceReference<Command> reference) {
        return new CommandSource() {
            @Override
            public Command get() {
                return context.getService(reference);
            }

            @Override
            public void release() {
                context.ungetService(reference);
            }
        };
    }

    /** Returns the source of a command without a framework. */
    static CommandSource of(Command command) {
        return new CommandSource() {
            @Override
            public Command get() {
                return command;
            }

            @Override
            public void release() {
                // nobody holds it but the caller
            }
        };
    }
}
