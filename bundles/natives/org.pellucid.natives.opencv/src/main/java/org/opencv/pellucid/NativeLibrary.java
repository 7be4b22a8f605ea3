package org.opencv.pellucid;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.zip.CRC32;

/**
 * OpenCV's library and that of {@link Jpeg} and {@link Paint}, to be loaded before any other class of OpenCV is used.
 *
 * <p>Each is unpacked once into a folder of its build, and kept there for all processes: on a class path and in an OSGi
 * framework alike. The framework could unpack them too ({@code Bundle-NativeCode}), but into the storage of each
 * process, and without looking whether what it unpacked earlier is whole.
 */
public final class NativeLibrary {

    /** System property: the directory under whose folder {@code natives} the libraries are unpacked. */
    public static final String CACHE_PROPERTY = "pellucid.cache";

    private static final NativeLibrary OPENCV = new NativeLibrary("opencv",
            "/nu/pattern/opencv/linux/x86_64/libopencv_java490.so");
    private static final NativeLibrary PIXELS = new NativeLibrary("pixels",
            "/org/opencv/pellucid/libpellucid-pixels.so");

    /** From the library's start: in it lies the table of symbols with their addresses, which no two builds share. */
    private static final int ID_BYTES = 256 << 10;

    private static final String PARTIAL = "partial-";

    /** System property, set by this class: which build the process has loaded. */
    private final String loadedProperty;
    private final String name;
    private final String resource;
    private boolean loaded;

    private NativeLibrary(String name, String resource) {
        loadedProperty = "org.opencv.pellucid.loaded." + name;
        this.name = name;
        this.resource = resource;
    }

    /**
     * Loads the libraries, unpacked under the directory that {@value #CACHE_PROPERTY} names, by default
     * {@code ${XDG_CACHE_HOME:-~/.cache}/pellucid}. Every call after the first successful one does nothing; any thread
     * may call.
     *
     * @throws UnsatisfiedLinkError if a library cannot be unpacked or loaded, or another build of it was loaded before;
     *                              the message says which
     */
    public static synchronized void load() {
        Path natives = cacheFolder().resolve("natives").toAbsolutePath();
        try {
            OPENCV.load(natives);
            PIXELS.load(natives);
        } catch (IOException e) {
            UnsatisfiedLinkError error = new UnsatisfiedLinkError("OpenCV's library cannot be unpacked to " + natives
                    + " (" + reason(e) + "): make room there or make it writable, or choose another cache folder with"
                    + " XDG_CACHE_HOME, in Java with -D" + CACHE_PROPERTY + "=DIR");
            error.initCause(e);
            throw error;
        }
    }

    private void load(Path natives) throws IOException {
        if (loaded) {
            return;
        }
        URLConnection connection = url().openConnection();
        String build = buildId(connection);
        String other = System.getProperty(loadedProperty);
        refuseBesideAnother(other, build);
        Path library = unpacked(natives.resolve(name + "-" + build), connection);
        if (other == null) {
            System.load(library.toString());
        } else {
            loadAgain(library);
        }
        System.setProperty(loadedProperty, build);
        loaded = true;
    }

    private static Path cacheFolder() {
        String named = System.getProperty(CACHE_PROPERTY, "");
        if (!named.isBlank()) {
            return Path.of(named.strip());
        }
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path caches = xdg != null && Path.of(xdg).isAbsolute() ? Path.of(xdg)
                : Path.of(System.getProperty("user.home", "."), ".cache");
        return caches.resolve("pellucid");
    }

    private URL url() throws IOException {
        URL url = NativeLibrary.class.getResource(resource);
        if (url == null) {
            throw new NoSuchFileException(resource, null, "it is not on the class path");
        }
        return url;
    }

    /** Of 65 MB a small part is read: this delays the first picture. */
    private static String buildId(URLConnection connection) throws IOException {
        try (InputStream in = connection.getInputStream()) {
            CRC32 crc = new CRC32();
            crc.update(in.readNBytes(ID_BYTES));
            return String.format("%x-%08x", connection.getContentLengthLong(), crc.getValue());
        }
    }

    /**
     * Checks that the library can be loaded beside what the process has loaded before, from this bundle as it was before
     * an update. The same build works; of another, the linker would quietly mix what C++ keeps once for a process.
     */
    private static void refuseBesideAnother(String other, String own) {
        if (other != null && !other.equals(own)) {
            throw new UnsatisfiedLinkError("this process has loaded build " + other + " of OpenCV's library, and build "
                    + own + " cannot be loaded beside it: restart the process, or put the old bundle back");
        }
    }

    /** The JVM lets one class loader only have a file: another one is given a copy, which needs no name once loaded. */
    private static void loadAgain(Path library) throws IOException {
        Path copy = Files.createTempFile(library.getParent(), PARTIAL, ".so");
        try {
            Files.copy(library, copy, StandardCopyOption.REPLACE_EXISTING);
            System.load(copy.toString());
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    /**
     * A file that is too short was once unpacked to a full disk, or was damaged since: it would end the process with
     * SIGBUS when a page behind its end is touched.
     */
    private Path unpacked(Path folder, URLConnection connection) throws IOException {
        Path library = folder.resolve(resource.substring(resource.lastIndexOf('/') + 1));
        if (!Files.isRegularFile(library) || Files.size(library) != connection.getContentLengthLong()) {
            Files.createDirectories(folder);
            unpack(library, connection.getContentLengthLong());
        }
        touch(folder);
        return library;
    }

    /** Moved to its name when whole: a process that ends early, or two that start at once, do no harm. */
    private void unpack(Path library, long length) throws IOException {
        deleteLeftovers(library.getParent());
        Path partial = Files.createTempFile(library.getParent(), PARTIAL, ".so");
        try {
            // No stream of java.nio: those close when the thread is interrupted.
            try (InputStream in = url().openStream();
                    FileOutputStream out = new FileOutputStream(partial.toFile())) {
                in.transferTo(out);
                out.getFD().sync();
            }
            if (Files.size(partial) != length) {
                throw new IOException("only " + Files.size(partial) + " of " + length + " bytes could be written");
            }
            Files.move(partial, library, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    /** Of processes that were killed while they unpacked. */
    private static void deleteLeftovers(Path folder) throws IOException {
        Instant old = Instant.now().minus(1, ChronoUnit.HOURS);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, PARTIAL + "*")) {
            for (Path file : files) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(old)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /** Tells who clears away old builds that this one is used. */
    private static void touch(Path folder) {
        try {
            Files.setLastModifiedTime(folder, FileTime.from(Instant.now()));
        } catch (IOException e) {
            // somebody else's folder, who looks after it
        }
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "a file is in its place";
        }
        if (e instanceof FileSystemException refused && refused.getReason() != null) {
            return refused.getReason();
        }
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
