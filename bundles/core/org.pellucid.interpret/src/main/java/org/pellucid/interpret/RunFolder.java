package org.pellucid.interpret;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.pellucid.api.OutputException;
import org.pellucid.api.UsageException;
import org.pellucid.api.interpret.ExistingRun;
import org.pellucid.files.Folders;
import org.pellucid.files.MadeFolder;
import org.pellucid.files.Reason;
import org.pellucid.files.WholeFile;

/**
 * The output folder of a run, held by a lock. What only resuming and the report need lies in {@code .pellucid}.
 */
final class RunFolder implements AutoCloseable {
    static final String MANIFEST = "manifest.json";

    private final Path root;
    private final MadeFolder made;
    private final Path hidden;
    private final FileChannel lockFile;
    private final FileLock lock;

    private RunFolder(Path root, MadeFolder made, FileChannel lockFile, FileLock lock) {
        this.root = root;
        this.made = made;
        this.hidden = root.resolve(".pellucid");
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /** Makes the folder if needed and makes sure nobody else runs in it. */
    static RunFolder open(Path root) throws UsageException, OutputException {
        MadeFolder made = new MadeFolder(root);
        try {
            Files.createDirectories(root.resolve(".pellucid"));
            FileChannel file = FileChannel.open(root.resolve(".pellucid/lock"), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            FileLock lock = lock(file);
            if (lock == null) {
                file.close();
                throw new OutputException("output folder " + root
                        + ": another run is at work in it; wait for its end or name another folder");
            }
            return new RunFolder(root, made, file, lock);
        } catch (IOException e) {
            throw new UsageException("output folder " + root + " cannot be written: " + Reason.of(e), e);
        }
    }

    private static FileLock lock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /**
     * Decides about an earlier run.
     *
     * @param work what is asked for now, as far as resuming needs the same
     * @return whether there is one to be resumed
     */
    boolean prepare(ExistingRun existing, JsonObject work) throws UsageException, OutputException {
        boolean run = Files.exists(journal()) || Files.exists(manifest());
        if (run && existing == ExistingRun.REFUSE) {
            throw new UsageException("output folder " + root
                    + " holds a run already: go on with it (--resume), replace it (--overwrite) or name another");
        }
        boolean resume = run && existing == ExistingRun.RESUME;
        try {
            if (resume) {
                check(work);
            } else if (run) {
                clear();
            }
            WholeFile.sweep(root);
        } catch (IOException e) {
            throw new OutputException("output folder " + root + " cannot be written: " + Reason.of(e), e);
        } catch (UncheckedIOException e) {
            throw new OutputException("output folder " + root + ": " + Reason.of(e.getCause()), e);
        }
        return resume;
    }

    private void check(JsonObject work) throws UsageException, IOException {
        if (!Files.exists(journal())) {
            throw new UsageException("output folder " + root + " has a manifest but no " + journal().getFileName()
                    + " to go on from: use --overwrite or name another folder");
        }
        try (Journal.Lines lines = new Journal.Lines(journal())) {
            if (!lines.hasNext()) {
                return; // killed before the first line was whole
            }
            JsonObject before = lines.next().getAsJsonObject("asked").getAsJsonObject("work");
            Set<String> keys = new TreeSet<>(before.keySet());
            keys.addAll(work.keySet());
            for (String key : keys) {
                if (!String.valueOf(before.get(key)).equals(String.valueOf(work.get(key)))) {
                    throw new UsageException("output folder " + root + " holds a run with another " + key + ": it had "
                            + brief(String.valueOf(before.get(key))) + ", now it is "
                            + brief(String.valueOf(work.get(key)))
                            + "; ask for the same again, or use --overwrite");
                }
            }
        }
    }

    private static String brief(String text) {
        return text.length() <= 80 ? text : text.substring(0, 77) + "...";
    }

    /** Deletes what the earlier run wrote, and nothing else. */
    private void clear() throws IOException {
        if (Files.exists(manifest())) {
            try (Reader in = Files.newBufferedReader(manifest())) {
                JsonObject manifest = JsonParser.parseReader(in).getAsJsonObject();
                manifest.getAsJsonArray("outputs").forEach(file -> deleteFile(file.getAsString()));
            } catch (JsonParseException | IllegalStateException | NullPointerException e) {
                // not ours, or damaged: it is replaced all the same
            }
        }
        if (Files.exists(journal())) {
            for (Entry entry : Journal.entries(journal(), Entry.EXPLAIN, null)) {
                entry.toPicture(Path.of("")).files().forEach(file -> deleteFile(file.toString()));
            }
            Files.delete(journal());
        }
        Files.deleteIfExists(manifest());
        Folders.delete(hidden.resolve("assets"));
        Folders.delete(root.resolve("assets"));
    }

    /** A journal could have been changed by anyone: nothing outside the folder is touched. */
    private void deleteFile(String name) {
        Path file = root.resolve(name).normalize();
        try {
            if (file.startsWith(root) && !file.equals(root)) {
                Files.deleteIfExists(file);
                Path folder = file.getParent();
                if (!folder.equals(root)) {
                    try (Stream<Path> rest = Files.list(folder)) {
                        if (rest.findAny().isEmpty()) {
                            Files.delete(folder);
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path root() {
        return root;
    }

    Path manifest() {
        return root.resolve(MANIFEST);
    }

    Path journal() {
        return hidden.resolve("journal.jsonl");
    }

    /** @return where the pictures of the report lie */
    Path assets(boolean visible) {
        return visible ? root.resolve("assets") : hidden.resolve("assets");
    }

    String relative(Path file) {
        return root.relativize(file).toString();
    }

    /**
     * Writes a file whole. Until it is, it lies in the folder of the run, where the next run finds it if this one is
     * killed.
     */
    void write(Path file, WholeFile.Content content) throws OutputException {
        try {
            Files.createDirectories(file.getParent());
            WholeFile.write(file, root, content);
        } catch (IOException e) {
            throw OutputException.unwritable(file, e);
        }
    }

    /** Drops what is known of the run, which is of no use to anybody. */
    void forget() throws OutputException {
        try {
            clear();
        } catch (IOException | UncheckedIOException e) {
            throw new OutputException("output folder " + root + " cannot be cleared: " + e.getMessage(), e);
        }
    }

    /** Gives the folder free. Nothing stays of a run that was refused: neither files nor folders made for them. */
    @Override
    public void close() {
        try {
            if (Files.notExists(journal()) && Files.notExists(manifest())) {
                Folders.delete(hidden);
                made.close();
            }
            lock.release();
            lockFile.close();
        } catch (IOException e) {
            // the lock goes with the process
        }
    }
}
