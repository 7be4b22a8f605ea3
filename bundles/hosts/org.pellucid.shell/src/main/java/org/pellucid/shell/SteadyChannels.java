package org.pellucid.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.CommandSessionImpl;
import org.apache.felix.service.command.CommandSession;

/**
 * The channels of a Gogo session, made to outlive an interruption.
 *
 * <p>All that commands print goes through a session's channels. Gogo takes those of {@code java.nio}, which close for
 * ever, and the terminal with them, when a thread is interrupted that writes or reads: one Ctrl-C at the wrong moment
 * and the shell is mute.
 */
final class SteadyChannels {

    private SteadyChannels() {
    }

    /** Replaces the channels of a session and of all its children; does nothing if that was done before. */
    static void give(CommandSession session) {
        if (session instanceof CommandSessionImpl gogo && gogo.processor() instanceof CommandProcessorImpl processor) {
            new Child(processor, gogo).replace();
        }
    }

    /** A session shares the array of its channels with its children, and only a child can reach it. */
    private static final class Child extends CommandSessionImpl {
        Child(CommandProcessorImpl processor, CommandSessionImpl parent) {
            super(processor, parent);
        }

        void replace() {
            if (channels[1] instanceof Out) {
                return;
            }
            channels[0] = new In(in);
            channels[1] = new Out(out);
            channels[2] = err == out ? channels[1] : new Out(err);
        }
    }

    /** The terminal's keys. */
    private record In(InputStream stream) implements ReadableByteChannel {
        @Override
        public int read(ByteBuffer target) throws IOException {
            byte[] bytes = new byte[target.remaining()];
            int count = stream.read(bytes);
            if (count > 0) {
                target.put(bytes, 0, count);
            }
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            // the terminal is closed by the shell
        }
    }

    /** The terminal's screen. */
    private record Out(OutputStream stream) implements WritableByteChannel {
        @Override
        public int write(ByteBuffer source) throws IOException {
            byte[] bytes = new byte[source.remaining()];
            source.get(bytes);
            stream.write(bytes);
            stream.flush();
            return bytes.length;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            // the terminal is closed by the shell
        }
    }
}
