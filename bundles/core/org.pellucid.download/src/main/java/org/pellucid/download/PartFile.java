package org.pellucid.download;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Properties;
import org.pellucid.api.OutputException;
import org.pellucid.files.Reason;
import org.pellucid.files.Sha256;

/**
 * What has arrived of a download, {@code NAME.part}, and beside it {@code NAME.part.properties}, which says where it
 * came from, so that a later process can go on. Failures of the disk are the caller's, not the network's, and come as
 * {@link OutputException}. For one thread at a time.
 */
final class PartFile implements AutoCloseable {
    private static final String URL = "url";
    private static final String VALIDATOR = "validator";

    private final Path target;
    private final Path part;
    private final Path notes;
    private FileChannel channel;
    private long length;
    private String url = "";
    private String validator = "";

    PartFile(Path target) throws OutputException {
        this.target = target;
        this.part = target.resolveSibling(target.getFileName() + ".part");
        this.notes = target.resolveSibling(target.getFileName() + ".part.properties");
        try {
            // createDirectories refuses a symbolic link to a folder before Java 20
            if (!Files.isDirectory(target.getParent())) {
                Files.createDirectories(target.getParent());
            }
            channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                    StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
            length = channel.size();
            readNotes();
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private void readNotes() throws IOException {
        if (length > 0 && Files.isRegularFile(notes)) {
            Properties properties = new Properties();
            try (InputStream in = Files.newInputStream(notes)) {
                properties.load(in);
            } catch (IllegalArgumentException e) {
                return; // damaged: begin anew
            }
            url = properties.getProperty(URL, "");
            validator = properties.getProperty(VALIDATOR, "");
        }
    }

    /** @return bytes that have arrived */
    long length() {
        return length;
    }

    /** @return where they came from, or empty */
    String url() {
        return url;
    }

    /** @return the {@code ETag} or {@code Last-Modified} they came with, or empty */
    String validator() {
        return validator;
    }

    /** Begins anew, with bytes from another place or of another version. */
    void restart(String newUrl, String newValidator) throws OutputException {
        try {
            // notes that fit no bytes do no harm, bytes that fit no notes would
            channel.truncate(0);
            length = 0;
            url = newUrl;
            validator = newValidator;
            Properties properties = new Properties();
            properties.setProperty(URL, newUrl);
            properties.setProperty(VALIDATOR, newValidator);
            try (OutputStream out = Files.newOutputStream(notes)) {
                properties.store(out, null);
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    void append(ByteBuffer bytes) throws OutputException, InterruptedException {
        try {
            while (bytes.hasRemaining()) {
                length += channel.write(bytes, length);
            }
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            throw new InterruptedException(target + ": broken off; what has arrived is kept");
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** @return the first bytes, fewer if there are fewer */
    byte[] head(int count) throws OutputException {
        try {
            ByteBuffer head = ByteBuffer.allocate((int) Math.min(count, length));
            while (head.hasRemaining() && channel.read(head, head.position()) > 0) {
                // goes on
            }
            return head.array();
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** @throws OutputException if so many bytes more will not fit */
    void checkRoom(long more) throws OutputException {
        try {
            long room = Files.getFileStore(part).getUsableSpace();
            if (room < more) {
                throw new OutputException(target + ": " + more + " more bytes do not fit on the disk, which has " + room
                        + " left; what has arrived is kept");
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    String sha256() throws OutputException {
        try {
            return Sha256.of(part);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    Path path() {
        return part;
    }

    /** Moves the whole file into place. */
    void complete() throws OutputException {
        try {
            // a name must not stand for bytes that a power cut can still take away
            channel.force(true);
            channel.close();
            try {
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.deleteIfExists(notes);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** Throws away what has arrived. */
    void discard() {
        try {
            channel.close();
            Files.deleteIfExists(part);
            Files.deleteIfExists(notes);
        } catch (IOException e) {
            // only left-overs
        }
    }

    private OutputException unwritable(IOException e) {
        return new OutputException(target + " cannot be written: " + Reason.of(e) + "; what has arrived is kept", e);
    }

    /** Keeps what has arrived, unless that is nothing. */
    @Override
    public void close() {
        try {
            channel.close();
            if (length == 0) {
                Files.deleteIfExists(part);
                Files.deleteIfExists(notes);
            }
        } catch (IOException e) {
            // only left-overs
        }
    }
}
