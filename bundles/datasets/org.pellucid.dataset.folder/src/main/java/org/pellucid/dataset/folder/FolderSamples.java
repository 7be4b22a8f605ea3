package org.pellucid.dataset.folder;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.pellucid.api.InputException;
import org.pellucid.api.dataset.Sample;
import org.pellucid.api.dataset.Samples;
import org.pellucid.api.dataset.spi.SamplePath;

/**
 * Walks through a tree of folders: of each, its pictures first, then its folders by name. No more names are held than
 * {@link #AHEAD} pictures and the folders yet to be visited; pictures come sorted in folders of up to that many, and in
 * larger ones in sorted stretches. For one thread at a time.
 */
final class FolderSamples implements Samples {
    /** Names read ahead, so that all but huge folders come in the same order on every machine. */
    static final int AHEAD = 4096;

    private final FolderDataset dataset;
    private final Lister lister;
    private final Deque<Pending> pending = new ArrayDeque<>();
    private final Deque<String> ready = new ArrayDeque<>();
    private final List<String> folders = new ArrayList<>();
    private Branch branch;
    private DirectoryStream<Path> stream;
    private Iterator<Path> children;

    /** A folder to be visited; its path is resolved only then. */
    private record Pending(Branch parent, String name) {
        Branch enter(Path root) throws IOException {
            return parent == null ? Branch.root(root) : parent.child(name);
        }
    }

    FolderSamples(FolderDataset dataset, Lister lister) {
        this.dataset = dataset;
        this.lister = lister;
        pending.push(new Pending(null, ""));
    }

    @Override
    public Optional<Sample> next() throws InputException {
        while (true) {
            String name = ready.poll();
            if (name != null) {
                SamplePath path = SamplePath.of(branch.prefix() + name);
                if (dataset.wants(path)) {
                    return Optional.of(dataset.sample(path, branch.path().resolve(name)));
                }
            } else if (children != null) {
                readAhead();
            } else if (pending.isEmpty()) {
                return Optional.empty();
            } else {
                enter(pending.pop());
            }
        }
    }

    private void enter(Pending folder) throws InputException {
        try {
            branch = folder.enter(dataset.root());
            if (branch.isLoop()) {
                throw new InputException(branch.path() + ": a symbolic link that leads back to a folder above it");
            }
            stream = lister.list(branch.path());
            children = stream.iterator();
        } catch (IOException e) {
            throw unreadable(branch == null ? dataset.root() : branch.path(), e);
        }
    }

    private void readAhead() throws InputException {
        List<String> names = new ArrayList<>();
        InputException problem = null;
        boolean more = true;
        try {
            while (names.size() < AHEAD && (more = children.hasNext())) {
                sort(children.next(), names);
            }
        } catch (DirectoryIteratorException e) {
            problem = unreadable(branch.path(), e.getCause());
            more = false;
        }
        Collections.sort(names);
        ready.addAll(names);
        if (!more) {
            leave();
        }
        if (problem != null) {
            throw problem;
        }
    }

    private void sort(Path child, List<String> names) {
        String name = child.getFileName().toString();
        if (isHidden(child)) {
            return;
        }
        if (Files.isDirectory(child)) {
            folders.add(name);
        } else if (dataset.isPicture(child)) {
            names.add(name);
        }
    }

    /** Hidden, or what macOS adds to archives. */
    static boolean isHidden(Path child) {
        String name = child.getFileName().toString();
        return name.startsWith(".") || name.equals("__MACOSX");
    }

    private void leave() {
        closeStream();
        folders.sort(Collections.reverseOrder());
        for (String folder : folders) {
            // a split that is not wanted need not be listed
            boolean otherSplit = branch.parent() == null && dataset.split().isPresent()
                    && !dataset.split().get().equals(folder);
            if (!otherSplit) {
                pending.push(new Pending(branch, folder));
            }
        }
        folders.clear();
    }

    private static InputException unreadable(Path folder, IOException e) {
        return new InputException(folder + ": the folder cannot be read"
                + (e instanceof AccessDeniedException ? ": permission denied" : ""), e);
    }

    private void closeStream() {
        children = null;
        if (stream != null) {
            try {
                stream.close();
            } catch (IOException e) {
                // was only read
            }
            stream = null;
        }
    }

    @Override
    public void close() {
        closeStream();
        ready.clear();
        pending.clear();
    }
}
