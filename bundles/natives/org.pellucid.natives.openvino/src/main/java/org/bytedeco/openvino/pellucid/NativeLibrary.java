package org.bytedeco.openvino.pellucid;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openvino.presets.openvino;

/**
 * The OpenVINO libraries, to be loaded before any other class of this bundle is used.
 *
 * <p>They are unpacked once into a folder that bears a checksum of what they were built from, so builds never mix, and
 * kept for all processes. Before they are loaded, each file is compared with the bundle's by its length and time:
 * a file that was not unpacked to its end, or was cut since, is unpacked again. Processes that start at once wait for
 * each other.
 */
public final class NativeLibrary {

    /** System property: the directory under whose folder {@code natives} the libraries are unpacked. */
    public static final String CACHE_PROPERTY = "pellucid.cache";

    private static final String PLATFORM = "linux-x86_64";

    /** JavaCPP's own name for the folder; where it is set, it holds. */
    private static final String JAVACPP_PROPERTY = "org.bytedeco.javacpp.cachedir";

    /**
     * JavaCPP refuses allocations when they exceed the Java heap, or the whole process four times the Java heap. A
     * model's weights count there, no garbage collection frees them, and a small heap serves a large model: no limits.
     */
    private static final List<String> MEMORY_PROPERTIES = List.of("org.bytedeco.javacpp.maxBytes",
            "org.bytedeco.javacpp.maxPhysicalBytes");

    /** Which build of the libraries this process has loaded; not a static field, since each class loader has its own. */
    private static final String LOADED_PROPERTY = "org.bytedeco.openvino.pellucid.loaded";

    private static final String FOLDER = "/org/bytedeco/openvino/" + PLATFORM + "/";

    private static boolean loaded;

    private NativeLibrary() {
    }

    /**
     * Loads the libraries, unpacked under the directory that {@value #CACHE_PROPERTY} names, by default
     * {@code ${XDG_CACHE_HOME:-~/.cache}/pellucid}. Every call after the first successful one does nothing; any thread
     * may call.
     *
     * @throws UnsatisfiedLinkError if a library cannot be unpacked or loaded; the message says why
     */
    public static void load() {
        load(cacheFolder().resolve("natives"));
    }

    /**
     * Loads the libraries. Every call after the first successful one does nothing, wherever that one unpacked to; any
     * thread may call.
     *
     * @param natives the directory to unpack under, created if absent; unused where {@code org.bytedeco.javacpp.cachedir}
     *                is set
     * @throws UnsatisfiedLinkError if a library cannot be unpacked or loaded; the message says why
     */
    public static synchronized void load(Path natives) {
        if (loaded) {
            return;
        }
        requireSameBuild();
        String own = natives.toAbsolutePath().resolve("openvino-" + contentId()).toString();
        // JavaCPP reads them once. Left behind, the folder would be an old one after this bundle is updated.
        List<String> set = new ArrayList<>();
        setIfAbsent(JAVACPP_PROPERTY, own, set);
        MEMORY_PROPERTIES.forEach(property -> setIfAbsent(property, "0", set));
        Path folder = Path.of(System.getProperty(JAVACPP_PROPERTY));
        try {
            Files.createDirectories(folder);
            touch(folder);
            Loader.load(org.bytedeco.openvino.global.openvino.class);
            loaded = true;
        } catch (IOException | RuntimeException | LinkageError e) {
            throw failed(folder, e);
        } finally {
            set.forEach(System::clearProperty);
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

    private static UnsatisfiedLinkError failed(Path folder, Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message;
        if (!Loader.getPlatform().equals(PLATFORM)) {
            message = "The OpenVINO libraries of this bundle are built for Linux on x86-64 only, and this is "
                    + System.getProperty("os.name") + " on " + System.getProperty("os.arch");
        } else if (root instanceof IOException cause) {
            message = "The OpenVINO libraries cannot be unpacked to " + folder + " (" + reason(cause)
                    + "): make room there or make it writable, or choose another cache folder with XDG_CACHE_HOME, in"
                    + " Java with -D" + CACHE_PROPERTY + "=DIR";
        } else {
            message = "The OpenVINO libraries cannot be loaded from " + folder + ": "
                    + (root.getMessage() == null ? root : root.getMessage());
        }
        UnsatisfiedLinkError error = new UnsatisfiedLinkError(message);
        error.initCause(failure);
        return error;
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

    /**
     * Checks that this bundle's libraries can be loaded beside what the process has loaded before, from this bundle as it
     * was before an update. The same build is shared; of another, the linker would quietly mix the two.
     *
     * @throws UnsatisfiedLinkError if another build was loaded; the message says what to do
     */
    private static void requireSameBuild() {
        String own = contentId();
        String other = (String) System.getProperties().putIfAbsent(LOADED_PROPERTY, own);
        if (other != null && !other.equals(own)) {
            throw new UnsatisfiedLinkError("this process has loaded build " + other + " of the OpenVINO libraries, and "
                    + "build " + own + " cannot be loaded beside it: restart the process, or put the old bundle back");
        }
    }

    private static void setIfAbsent(String property, String value, List<String> set) {
        if (System.getProperties().putIfAbsent(property, value) == null) {
            set.add(property);
        }
    }

    /**
     * Unpacks the program that reads model files in a process of its own, with the frontends it needs, beside the
     * libraries. To be called after they were loaded. Any thread may call.
     *
     * @return the program's file
     * @throws IOException if it cannot be unpacked
     */
    public static synchronized Path modelProgram() throws IOException {
        for (String frontend : openvino.FRONTENDS) {
            unpacked(frontend);
        }
        Path program = unpacked("pellucid-model");
        if (!Files.isExecutable(program)) {
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return program;
    }

    private static Path unpacked(String name) throws IOException {
        URL resource = NativeLibrary.class.getResource(FOLDER + name);
        if (resource == null) {
            throw new FileNotFoundException(name + " is not in this build of the OpenVINO bundle");
        }
        try {
            return resource.getProtocol().equals("file") ? Path.of(resource.toURI())
                    : Loader.cacheResource(resource).toPath();
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    /**
     * Tells builds of the libraries apart. JavaCPP does it by length and time only, and in a reproducible jar all times
     * are the same.
     *
     * @return a checksum of what they were built from
     */
    public static String contentId() {
        String resource = FOLDER + "natives.id";
        try (InputStream in = NativeLibrary.class.getResourceAsStream(resource)) {
            // absent only while the bundle itself is being built
            return in == null ? "unpacked" : new String(in.readNBytes(16), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            UnsatisfiedLinkError error = new UnsatisfiedLinkError("Could not read " + resource + ": " + e.getMessage());
            error.initCause(e);
            throw error;
        }
    }
}
