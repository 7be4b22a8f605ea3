package org.pellucid.image;

/** A picture file's structure is broken; the message goes on after the file's name: "is truncated: …". */
final class DamagedPictureException extends Exception {
    DamagedPictureException(String message) {
        super(message, null, false, false);
    }
}
