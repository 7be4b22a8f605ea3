package org.bytedeco.openvino.pellucid;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openvino.presets.openvino;

/**
 * The OpenVINO libraries, to be loaded before any other class of this bundle is used.
 *
 * <p>They are unpacked once into a folder that bears a checksum of what they were built from, so versions never mix,
 * and kept. The folder lies under the directory named by the system property {@value #CACHE_PROPERTY} or, without that,
 * under {@code ~/.javacpp/cache}. JavaCPP's own {@value #JAVACPP_PROPERTY}, if set, names the folder itself instead.
 * Processes that start at once wait for each other, and a file that was not unpacked to its end is unpacked again.
 */
public final class NativeLibrary {

    /** System property: the directory under which the libraries are unpacked. */
    public static final String CACHE_PROPERTY = "pellucid.cache";

    private static final String JAVACPP_PROPERTY = "org.bytedeco.javacpp.cachedir";

    /**
     * JavaCPP refuses allocations when they exceed the Java heap, or the whole process four times the Java heap. A
     * model's weights count there, no garbage collection frees them, and a small heap serves a large model: no limits.
     */
    private static final String MEMORY_PROPERTY = "org.bytedeco.javacpp.maxBytes";

    /** Which build of the libraries this process has loaded; not a static field, since each class loader has its own. */
    private static final String LOADED_PROPERTY = "org.bytedeco.openvino.pellucid.loaded";

    private static final String FOLDER = "/org/bytedeco/openvino/linux-x86_64/";

    private static boolean loaded;

    private NativeLibrary() {
    }

    /**
     * Loads the libraries, unpacked where the system properties say. Every call after the first successful one does
     * nothing; any thread may call.
     *
     * @throws UnsatisfiedLinkError if a library cannot be unpacked or loaded; the message says why
     */
    public static void load() {
        String named = System.getProperty(CACHE_PROPERTY);
        load(named == null || named.isBlank()
                ? Path.of(System.getProperty("user.home"), ".javacpp", "cache")
                : Path.of(named));
    }

    /**
     * Loads the libraries, unpacked under a directory. Every call after the first successful one does nothing, wherever
     * that one unpacked to; any thread may call.
     *
     * @param cache the directory to unpack under, created if absent; unused where {@value #JAVACPP_PROPERTY} is set
     * @throws UnsatisfiedLinkError if a library cannot be unpacked or loaded; the message says why
     */
    public static synchronized void load(Path cache) {
        if (loaded) {
            return;
        }
        Path folder = cache.toAbsolutePath().resolve("openvino-" + contentId());
        // JavaCPP reads them once. Left behind, the folder would be an old one after this bundle is updated.
        boolean folderSet = setIfAbsent(JAVACPP_PROPERTY, folder.toString());
        boolean memorySet = setIfAbsent(MEMORY_PROPERTY, "0");
        try {
            requireSameBuild();
            Loader.load(org.bytedeco.openvino.global.openvino.class);
            loaded = true;
        } catch (RuntimeException | LinkageError e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            UnsatisfiedLinkError error = new UnsatisfiedLinkError("The OpenVINO libraries could not be loaded from "
                    + System.getProperty(JAVACPP_PROPERTY) + ": " + cause.getMessage());
            error.initCause(e);
            throw error;
        } finally {
            if (folderSet) {
                System.clearProperty(JAVACPP_PROPERTY);
            }
            if (memorySet) {
                System.clearProperty(MEMORY_PROPERTY);
            }
        }
    }

    /**
     * Checks that this bundle's libraries can be loaded beside what the process has loaded before, from this bundle as it
     * was before an update. The same build is shared; of another, the linker would quietly mix the two.
     *
     * @throws UnsatisfiedLinkError if another build was loaded; the message says what to do
     */
    public static void requireSameBuild() {
        String own = contentId();
        String other = (String) System.getProperties().putIfAbsent(LOADED_PROPERTY, own);
        if (other != null && !other.equals(own)) {
            throw new UnsatisfiedLinkError("this process has loaded build " + other + " of the OpenVINO libraries, and "
                    + "build " + own + " cannot be loaded beside it: restart the process, or put the old bundle back");
        }
    }

    private static boolean setIfAbsent(String property, String value) {
        return System.getProperties().putIfAbsent(property, value) == null;
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
