package org.pellucid.command.picture;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.pellucid.api.InputException;
import org.pellucid.files.Sha256;

/**
 * The picture on standard input. A thread of its own reads it, since nothing else ends a read that waits for somebody:
 * who waits for the picture can be interrupted, and the thread ends with the process.
 */
final class PipedPicture {
    private static final int LARGEST_MEBIBYTES = 128;
    private static final int LARGEST = LARGEST_MEBIBYTES << 20;

    private final FutureTask<byte[]> reading;

    private PipedPicture(InputStream in) {
        // A stream of a file descriptor would ask for its position, which a pipe has not.
        reading = new FutureTask<>(() -> new BufferedInputStream(in).readNBytes(LARGEST + 1));
    }

    static PipedPicture begin(InputStream in) {
        PipedPicture picture = new PipedPicture(in);
        Thread reader = new Thread(picture.reading, "pellucid-standard-input");
        reader.setDaemon(true);
        reader.start();
        return picture;
    }

    /** @return all of standard input, once it has ended */
    byte[] bytes() throws InputException, InterruptedException {
        byte[] bytes;
        try {
            bytes = reading.get();
        } catch (ExecutionException e) {
            throw new InputException("standard input cannot be read: " + (e.getCause() instanceof IOException
                    ? e.getCause().getMessage() : e.getCause()), e);
        }
        if (bytes.length == 0) {
            throw new InputException("standard input is empty: pipe a picture into it, as in "
                    + "pellucid explain - < cat.png");
        }
        if (bytes.length > LARGEST) {
            throw new InputException("standard input holds more than " + LARGEST_MEBIBYTES
                    + " MiB: name the file instead");
        }
        return bytes;
    }

    /** @return what tells a picture without a path from others: its content */
    static String source(byte[] encoded) {
        return "sha256:" + Sha256.of(encoded);
    }
}
