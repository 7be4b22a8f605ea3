package org.pellucid.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.pellucid.api.InputException;
import org.pellucid.files.Sha256;
import org.pellucid.web.http.Json;
import org.pellucid.web.http.Refusal;
import org.pellucid.zip.ZipArchive;
import org.pellucid.zip.ZipItem;
import org.pellucid.zip.ZipItems;
import org.pellucid.zip.ZipLimits;

/**
 * What was seen on the page, in one ZIP archive: the picture, the maps, what is known of them, and a list of all files
 * with their hashes. It is read into memory and nothing of it is unpacked, so no name in it can lead anywhere.
 *
 * @param list  what the archive holds
 * @param files by name, those of the list
 */
record Evidence(Manifest list, Map<String, byte[]> files) {
    /** What the page itself needs to show the same again; the server does not look into it. */
    static final String PAGE = "page.json";
    static final String PICTURE = "picture/";
    /** Lists the others. */
    static final String MANIFEST = "evidence.json";

    private static final int SCHEMA = 1;
    private static final ZipLimits LIMITS = new ZipLimits(2000, 64L << 20, 256L << 20, 200);
    /** What the address of a page can hold behind its secret. */
    private static final Pattern STATE = Pattern.compile("(?!.*key=)[A-Za-z0-9=&%,.*_+-]{0,4000}");

    /**
     * Lists what an archive holds.
     *
     * @param schemaVersion of this list
     * @param state         of the page, as it stands in its address
     * @param picture       name of the picture's file in the archive
     * @param models        whose answers are shown
     * @param files         all others than this list
     */
    record Manifest(int schemaVersion, String state, String picture, List<ModelHash> models, List<FileHash> files) {
    }

    /**
     * Says which model it was.
     *
     * @param name of it
     * @param hash of its content
     */
    record ModelHash(String name, String hash) {
    }

    /**
     * Says what a file holds.
     *
     * @param name   in the archive
     * @param bytes  how many
     * @param sha256 of them
     */
    record FileHash(String name, int bytes, String sha256) {
    }

    /** Gathers evidence; {@code picture} names one of the files. */
    static Evidence of(String state, String picture, List<ModelHash> models, Map<String, byte[]> files) {
        List<FileHash> hashes = new ArrayList<>();
        files.forEach((name, bytes) -> hashes.add(new FileHash(name, bytes.length, Sha256.of(bytes))));
        return new Evidence(new Manifest(SCHEMA, state, picture, models, hashes), files);
    }

    static boolean isState(String state) {
        return state != null && STATE.matcher(state).matches();
    }

    /** {@return the archive: the same bytes for the same evidence} */
    byte[] zip() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            add(zip, MANIFEST, Json.write(list).getBytes(StandardCharsets.UTF_8));
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                add(zip, file.getKey(), file.getValue());
            }
        } catch (IOException e) {
            throw new IllegalStateException(e); // never: it is written into memory
        }
        return bytes.toByteArray();
    }

    private static void add(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    /**
     * Reads an archive.
     *
     * @param path of it
     * @return what it holds, as it was when it was made
     * @throws InputException if it is missing, hostile, damaged or changed
     */
    static Evidence read(Path path) throws InputException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipArchive archive = ZipArchive.open(path, LIMITS)) {
            ZipItems items = archive.items();
            long total = 0;
            for (Optional<ZipItem> next = items.next(); next.isPresent(); next = items.next()) {
                ZipItem item = next.get();
                total += item.size();
                if (total > LIMITS.maxTotalBytes()) {
                    throw archive.refused(item, "is beyond the " + LIMITS.maxTotalBytes()
                            + " bytes that evidence may have unpacked");
                }
                if (files.put(item.name(), archive.bytes(item)) != null) {
                    throw archive.refused(item, "is there twice");
                }
            }
        }
        byte[] manifest = files.remove(MANIFEST);
        if (manifest == null) {
            throw new InputException(path + " holds no " + MANIFEST + ": open an archive that the page has saved");
        }
        Evidence evidence = new Evidence(list(path, manifest), files);
        evidence.check(path);
        return evidence;
    }

    private static Manifest list(Path path, byte[] json) throws InputException {
        try {
            Manifest list = Json.read(json, Manifest.class);
            if (list.schemaVersion == SCHEMA && isState(list.state) && list.picture != null && list.models != null
                    && list.files != null) {
                return list;
            }
            throw new InputException(path + ": its " + MANIFEST + " has schema version " + list.schemaVersion
                    + " or lacks something; this version reads " + SCHEMA);
        } catch (Refusal e) {
            throw new InputException(path + ": its " + MANIFEST + " cannot be read", e);
        }
    }

    private void check(Path path) throws InputException {
        List<String> listed = new ArrayList<>();
        for (FileHash file : list.files) {
            byte[] bytes = files.get(String.valueOf(file.name));
            if (bytes == null) {
                throw new InputException(path + " lacks " + file.name + ", which its " + MANIFEST + " names");
            }
            if (!Sha256.of(bytes).equals(file.sha256)) {
                throw new InputException(path + ": " + file.name + " was changed: its SHA-256 is " + Sha256.of(bytes)
                        + ", its " + MANIFEST + " says " + file.sha256);
            }
            listed.add(file.name);
        }
        for (String name : files.keySet()) {
            if (!listed.contains(name)) {
                throw new InputException(path + " holds " + name + ", which its " + MANIFEST + " does not name");
            }
        }
        if (!listed.contains(list.picture) || !listed.contains(PAGE)
                || !list.state.contains("p=" + Sha256.of(files.get(list.picture)))) {
            throw new InputException(path + ": its " + MANIFEST + " does not name the picture and " + PAGE);
        }
    }
}
