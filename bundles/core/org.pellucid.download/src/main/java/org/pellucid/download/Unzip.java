package org.pellucid.download;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.pellucid.api.InputException;
import org.pellucid.api.OutputException;
import org.pellucid.api.Progress;
import org.pellucid.files.Folders;
import org.pellucid.zip.ZipArchive;
import org.pellucid.zip.ZipItem;
import org.pellucid.zip.ZipItemReader;
import org.pellucid.zip.ZipItems;
import org.pellucid.zip.ZipLimits;

/**
 * Unpacks an archive into a folder that appears only when everything is in it. The whole directory is checked before
 * the first byte is written; one hostile entry refuses the archive. For one thread.
 */
final class Unzip {
    private static final int BUFFER = 1 << 16;

    private final ZipArchive archive;
    private final Progress progress;
    private final byte[] buffer = new byte[BUFFER];
    private long files;

    private Unzip(ZipArchive archive, Progress progress) {
        this.archive = archive;
        this.progress = progress;
    }

    /**
     * @param file     the archive
     * @param folder   replaced if it exists
     * @param limits   what the archive may ask for
     * @param progress told about files
     * @throws InputException       if the archive is hostile or damaged; nothing is left then
     * @throws OutputException      if the disk is full or the folder cannot be written; nothing is left then
     * @throws InterruptedException if no longer wanted; nothing is left then
     */
    static void unpack(Path file, Path folder, ZipLimits limits, Progress progress)
            throws InputException, OutputException, InterruptedException {
        Path work = folder.resolveSibling("." + folder.getFileName() + ".unpacking");
        try (ZipArchive archive = ZipArchive.open(file, limits)) {
            Unzip unzip = new Unzip(archive, progress);
            long bytes = unzip.check();
            Folders.delete(work); // of a run that was killed
            Files.createDirectories(work);
            long room = Files.getFileStore(work).getUsableSpace();
            if (room < bytes) {
                throw new OutputException(folder + ": " + bytes + " bytes do not fit on the disk, which has " + room
                        + " left");
            }
            unzip.extract(work);
            replace(work, folder);
        } catch (IOException e) {
            throw OutputException.unwritable(folder, e);
        } finally {
            try {
                Folders.delete(work);
            } catch (IOException e) {
                // deleted by the next run
            }
        }
    }

    /** @return bytes when unpacked */
    private long check() throws InputException {
        ZipLimits limits = archive.limits();
        long packed = 0;
        long unpacked = 0;
        ZipItems items = archive.items();
        Optional<ZipItem> next;
        while ((next = items.next()).isPresent()) {
            ZipItem item = next.get();
            Optional<String> refusal = item.refusal();
            if (refusal.isPresent()) {
                throw archive.refused(item, refusal.get());
            }
            if (item.size() > limits.maxItemBytes()) {
                throw archive.refused(item, "has " + item.size() + " bytes; the limit is " + limits.maxItemBytes());
            }
            packed += item.packed();
            unpacked += item.size();
            files += item.isFolder() ? 0 : 1;
            if (packed > archive.length()) {
                throw new InputException(archive.path() + ": entries overlap; this is a bomb, not a data set");
            }
            if (unpacked > limits.maxTotalBytes()) {
                throw new InputException(archive.path() + " would unpack to more than " + limits.maxTotalBytes()
                        + " bytes");
            }
            if (limits.isBomb(item.packed(), item.size()) || limits.isBomb(archive.length(), unpacked)) {
                throw archive.refused(item, "grows more than " + limits.maxRatio() + " times; this is a bomb");
            }
        }
        return unpacked;
    }

    private void extract(Path work) throws InputException, IOException, InterruptedException {
        ZipItems items = archive.items();
        long done = 0;
        Optional<ZipItem> next;
        while ((next = items.next()).isPresent()) {
            if (progress.cancelled() || Thread.interrupted()) {
                throw new InterruptedException(archive.path() + ": unpacking broken off");
            }
            ZipItem item = next.get();
            Path target = inside(work, item);
            folder(item, item.isFolder() ? target : target.getParent());
            if (!item.isFolder()) {
                write(item, target);
                progress.step("files of " + archive.path().getFileName(), ++done, files);
            }
        }
    }

    private void folder(ZipItem item, Path folder) throws InputException, IOException {
        try {
            Files.createDirectories(folder);
        } catch (FileSystemException e) {
            for (Path above = folder; above != null; above = above.getParent()) {
                if (Files.isRegularFile(above)) {
                    throw archive.refused(item, "makes one name a file and a folder");
                }
            }
            throw e;
        }
    }

    private Path inside(Path work, ZipItem item) throws InputException {
        try {
            Path target = work.resolve(item.name()).normalize();
            if (target.toString().startsWith(work + File.separator)) {
                return target;
            }
        } catch (InvalidPathException e) {
            throw archive.refused(item, "has a name that no file can have here");
        }
        throw archive.refused(item, "leads out of the archive");
    }

    private void write(ZipItem item, Path target) throws InputException, IOException {
        try (ZipItemReader in = archive.read(item);
                OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
            int count;
            while ((count = in.read(buffer, 0, buffer.length)) > 0) {
                out.write(buffer, 0, count);
            }
        } catch (FileAlreadyExistsException e) {
            throw archive.refused(item, "is there twice");
        }
    }

    private static void replace(Path work, Path folder) throws IOException {
        Path old = folder.resolveSibling("." + folder.getFileName() + ".old");
        Folders.delete(old);
        if (Files.exists(folder)) {
            Files.move(folder, old);
        }
        try {
            Files.move(work, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(work, folder);
        }
        Folders.delete(old);
    }
}
