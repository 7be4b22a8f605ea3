package org.pellucid.zip;

import java.util.Optional;

/**
 * An entry as the archive's directory describes it. None of it is to be trusted before it was {@linkplain #refusal()
 * checked}.
 *
 * @param name     as written, separated by slashes; that of a folder ends in one
 * @param position where its description begins in the file; identifies the entry
 * @param flags    general purpose bits
 * @param method   of compression
 * @param crc      CRC-32 of the unpacked bytes
 * @param packed   size in the archive, bytes
 * @param size     unpacked, bytes
 * @param header   where its local header begins in the file
 * @param unixMode type and permissions as Unix has them, 0 if the archive was not made on Unix
 */
public record ZipItem(String name, long position, int flags, int method, long crc, long packed, long size, long header,
        int unixMode) {
    static final int STORED = 0;
    static final int DEFLATED = 8;
    private static final int ENCRYPTED = 1;
    private static final int TYPE = 0xf000;
    private static final int REGULAR = 0x8000;
    private static final int FOLDER = 0x4000;
    private static final int LINK = 0xa000;
    private static final int MAX_NAME = 4096;

    /** @return whether it is a folder */
    public boolean isFolder() {
        return name.endsWith("/");
    }

    /** @return why it must not be unpacked or read, or empty */
    public Optional<String> refusal() {
        Optional<String> name = nameRefusal();
        if (name.isPresent()) {
            return name;
        }
        int type = unixMode & TYPE;
        if (type == LINK) {
            return Optional.of("is a symbolic link");
        }
        if (type != 0 && type != (isFolder() ? FOLDER : REGULAR)) {
            return Optional.of("is neither a file nor a folder");
        }
        if ((flags & ENCRYPTED) != 0) {
            return Optional.of("is encrypted");
        }
        if (method != STORED && method != DEFLATED) {
            return Optional.of("is packed with method " + method + ", which cannot be read; use deflate");
        }
        return method == STORED && packed != size ? Optional.of("has two sizes") : Optional.empty();
    }

    private Optional<String> nameRefusal() {
        if (name.isEmpty() || name.length() > MAX_NAME) {
            return Optional.of("has a name of " + name.length() + " characters");
        }
        if (name.startsWith("/") || name.matches("[A-Za-z]:.*")) {
            return Optional.of("has an absolute name");
        }
        if (name.indexOf('\\') >= 0 || name.chars().anyMatch(Character::isISOControl)) {
            return Optional.of("has a backslash or control character in its name");
        }
        String path = isFolder() ? name.substring(0, name.length() - 1) : name;
        for (String part : path.split("/", -1)) {
            if (part.equals("..")) {
                return Optional.of("leads out of the archive");
            }
            if (part.isEmpty() || part.equals(".")) {
                return Optional.of("has an empty part in its name");
            }
        }
        return Optional.empty();
    }
}
