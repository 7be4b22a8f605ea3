package org.pellucid.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.pellucid.api.InputException;
import org.pellucid.api.OutputException;
import org.pellucid.api.image.ImageService;
import org.pellucid.api.image.Picture;
import org.pellucid.files.Sha256;
import org.pellucid.files.WholeFile;
import org.pellucid.web.http.Refusal;

/**
 * Keeps the pictures of the page by the SHA-256 of their files, in a folder that outlives the server, so that a link
 * finds its picture again. The last few stay decoded. Safe for use by several threads.
 */
public final class Pictures {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    /** Longest name that is kept of a file. */
    private static final int LONGEST_NAME = 200;
    private static final long KEPT_BYTES = 128L << 20;

    private final Path folder;
    /** Decoded, the one used last at the end. */
    private final Map<String, Picture> decoded = new LinkedHashMap<>(16, 0.75f, true);
    private long decodedBytes;

    /** @param folder need not exist yet */
    Pictures(Path folder) {
        this.folder = folder;
    }

    /**
     * Keeps a picture.
     *
     * @param name   of its file, for people
     * @param bytes  of its file
     * @param images decodes it
     * @return its hash
     * @throws InputException  if it is no picture, or too large a one: nothing is kept then
     * @throws OutputException if it cannot be kept
     */
    String keep(String name, byte[] bytes, ImageService images) throws InputException, OutputException {
        String plain = plain(name);
        Picture picture = images.read(plain, bytes);
        String hash = Sha256.of(bytes);
        try {
            Files.createDirectories(folder);
            WholeFile.write(folder.resolve(hash), out -> out.write(bytes));
            WholeFile.write(nameFile(hash), out -> out.write(plain.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new OutputException("the picture cannot be kept in " + folder + " (" + e.getMessage()
                    + "): make room, or choose another folder with XDG_CACHE_HOME", e);
        }
        remember(hash, picture);
        return hash;
    }

    /** A name is shown and becomes part of names of files: one line, no folders. */
    private static String plain(String name) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
                .replaceAll("\\p{Cntrl}", "").strip();
        String kept = last.length() > LONGEST_NAME ? last.substring(last.length() - LONGEST_NAME) : last;
        return kept.isEmpty() || kept.startsWith(".") ? "picture" + kept : kept;
    }

    /**
     * Finds a picture.
     *
     * @param hash   of its file
     * @param images decodes it
     * @return the picture under its name
     * @throws Refusal        if no such picture is kept
     * @throws InputException if it cannot be decoded
     */
    Picture find(String hash, ImageService images) throws Refusal, InputException {
        synchronized (decoded) {
            Picture known = decoded.get(hash);
            if (known != null) {
                return known;
            }
        }
        byte[] bytes = bytes(hash);
        Picture picture = images.read(name(hash), bytes);
        remember(hash, picture);
        return picture;
    }

    /**
     * Finds the file of a picture.
     *
     * @param hash of it
     * @return its bytes
     * @throws Refusal if no such picture is kept
     */
    byte[] bytes(String hash) throws Refusal {
        try {
            return Files.readAllBytes(file(hash));
        } catch (IOException e) {
            throw new Refusal(e instanceof NoSuchFileException ? Refusal.NOT_FOUND : Refusal.FAILED,
                    "this picture is not kept here any more: drop it again");
        }
    }

    private String name(String hash) {
        try {
            return Files.readString(nameFile(hash));
        } catch (IOException e) {
            return hash.substring(0, 12);
        }
    }

    /**
     * Forgets a picture.
     *
     * @param hash of it
     * @throws Refusal if that cannot be a hash
     */
    void forget(String hash) throws Refusal {
        try {
            Files.deleteIfExists(file(hash));
            Files.deleteIfExists(nameFile(hash));
        } catch (IOException e) {
            throw new Refusal(Refusal.FAILED, "the picture cannot be deleted: " + e.getMessage());
        }
        synchronized (decoded) {
            Picture gone = decoded.remove(hash);
            decodedBytes -= gone == null ? 0 : gone.bgr().length;
        }
    }

    private Path file(String hash) throws Refusal {
        if (!HASH.matcher(hash).matches()) {
            throw new Refusal(Refusal.BAD_REQUEST, "a picture is named by its SHA-256");
        }
        return folder.resolve(hash);
    }

    private Path nameFile(String hash) {
        return folder.resolve(hash + ".name");
    }

    private void remember(String hash, Picture picture) {
        synchronized (decoded) {
            Picture before = decoded.put(hash, picture);
            decodedBytes += picture.bgr().length - (before == null ? 0 : before.bgr().length);
            var oldest = decoded.entrySet().iterator();
            while (decodedBytes > KEPT_BYTES && decoded.size() > 1) {
                decodedBytes -= oldest.next().getValue().bgr().length;
                oldest.remove();
            }
        }
    }
}
