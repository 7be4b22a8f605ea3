package org.opencv.pellucid;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;

/**
 * OpenCV's library, to be loaded before any other class of OpenCV is used.
 *
 * <p>Inside an OSGi framework the framework finds the library ({@code Bundle-NativeCode}). On a plain class path it is
 * unpacked once and then kept, under the directory named by the system property {@value #CACHE_PROPERTY} or, without
 * that, in a folder of the user's own under {@code java.io.tmpdir}.
 */
public final class NativeLibrary {

    /** System property: the directory under which the library is unpacked. */
    public static final String CACHE_PROPERTY = "pellucid.cache";

    /** System property, set by this class: which build the process has loaded. */
    private static final String LOADED_PROPERTY = "org.opencv.pellucid.loaded";

    private static final String NAME = "opencv_java490";
    private static final String RESOURCE = "/nu/pattern/opencv/linux/x86_64/lib" + NAME + ".so";
    /** From the library's start: in it lies the table of symbols with their addresses, which no two builds share. */
    private static final int ID_BYTES = 256 << 10;

    private static boolean loaded;

    private NativeLibrary() {
    }

    /**
     * Loads the library. Every call after the first successful one does nothing; any thread may call.
     *
     * @throws UnsatisfiedLinkError if the library cannot be found, unpacked or loaded, or another build of it was loaded
     *                              before; the message says which
     */
    public static synchronized void load() {
        if (loaded) {
            return;
        }
        String build = buildId();
        refuseBesideAnother(build);
        try {
            System.loadLibrary(NAME);
        } catch (UnsatisfiedLinkError notProvided) {
            loadOwnCopy(notProvided);
        }
        System.setProperty(LOADED_PROPERTY, build);
        loaded = true;
    }

    /**
     * Checks that the library can be loaded beside what the process has loaded before, from this bundle as it was before
     * an update. The same build works; of another, the linker would quietly mix what C++ keeps once for a process.
     */
    private static void refuseBesideAnother(String own) {
        String other = System.getProperty(LOADED_PROPERTY);
        if (other != null && !other.equals(own)) {
            throw new UnsatisfiedLinkError("this process has loaded build " + other + " of OpenCV's library, and build "
                    + own + " cannot be loaded beside it: restart the process, or put the old bundle back");
        }
    }

    /** Of 65 MB a small part is read: this delays the first picture. */
    private static String buildId() {
        URL url = NativeLibrary.class.getResource(RESOURCE);
        if (url == null) {
            // a library of the system's, the same for every bundle
            return "of the system";
        }
        try {
            URLConnection connection = url.openConnection();
            try (InputStream in = connection.getInputStream()) {
                CRC32 crc = new CRC32();
                crc.update(in.readNBytes(ID_BYTES));
                return String.format("%x-%08x", connection.getContentLengthLong(), crc.getValue());
            }
        } catch (IOException e) {
            UnsatisfiedLinkError error = new UnsatisfiedLinkError("Could not read " + RESOURCE + ": " + e.getMessage());
            error.initCause(e);
            throw error;
        }
    }

    private static void loadOwnCopy(UnsatisfiedLinkError notProvided) {
        Path library;
        try {
            library = locate();
        } catch (IOException e) {
            UnsatisfiedLinkError error = new UnsatisfiedLinkError(
                    "OpenCV's library could not be unpacked: " + e.getMessage()
                            + "; name a writable directory with -D" + CACHE_PROPERTY + "=DIR");
            error.initCause(e);
            error.addSuppressed(notProvided);
            throw error;
        }
        try {
            System.load(library.toString());
        } catch (UnsatisfiedLinkError e) {
            e.addSuppressed(notProvided);
            throw e;
        }
    }

    private static Path locate() throws IOException {
        URL url = NativeLibrary.class.getResource(RESOURCE);
        if (url == null) {
            throw new IOException("no " + RESOURCE + " on the class path");
        }
        if (url.getProtocol().equals("file")) {
            // a folder of classes, as in a build: nothing to unpack
            try {
                return Path.of(url.toURI());
            } catch (URISyntaxException e) {
                throw new IOException(e);
            }
        }
        Path folder = cacheFolder().resolve("opencv-" + contentId(url));
        Path library = folder.resolve("lib" + NAME + ".so");
        // Only whole files get this name, and the folder's name stands for the content: it need not be read again.
        if (!Files.exists(library)) {
            Files.createDirectories(folder);
            unpack(url, library);
        }
        return library.toAbsolutePath();
    }

    /** Moved to its name when whole: a process that ends early, or two that start at once, do no harm. */
    private static void unpack(URL url, Path library) throws IOException {
        Path partial = Files.createTempFile(library.getParent(), "partial-", ".so");
        try {
            try (InputStream in = url.openStream()) {
                Files.copy(in, partial, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.move(partial, library, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    /** Length and CRC-32 of the library: a jar file knows them, so a warm start reads none of its 65 MB. */
    private static String contentId(URL url) throws IOException {
        URLConnection connection = url.openConnection();
        if (connection instanceof JarURLConnection) {
            ZipEntry entry = ((JarURLConnection) connection).getJarEntry();
            return String.format("%x-%08x", entry.getSize(), entry.getCrc());
        }
        try (CheckedInputStream in = new CheckedInputStream(connection.getInputStream(), new CRC32())) {
            long length = in.transferTo(OutputStream.nullOutputStream());
            return String.format("%x-%08x", length, in.getChecksum().getValue());
        }
    }

    private static Path cacheFolder() throws IOException {
        String named = System.getProperty(CACHE_PROPERTY);
        if (named != null && !named.isBlank()) {
            return Files.createDirectories(Path.of(named));
        }
        Path folder = Path.of(System.getProperty("java.io.tmpdir"), "pellucid-" + System.getProperty("user.name"));
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        // The temporary directory is everybody's: code is loaded only from a folder nobody else can write to.
        Object owner = Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        Object self = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        String permissions = PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS));
        if (!owner.equals(self) || !permissions.endsWith("---")) {
            throw new IOException(folder + " belongs to, or is open to, somebody else");
        }
        return folder;
    }
}
