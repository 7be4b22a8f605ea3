package org.pellucid.api.model;

/** Element types that cross the boundary to Java, with their size in bytes. */
public enum ElementType {
    /** 32-bit IEEE float. */
    F32(4),
    /** 16-bit IEEE float. */
    F16(2),
    /** 16-bit brain float. */
    BF16(2),
    /** 64-bit IEEE float. */
    F64(8),
    /** Signed 64-bit integer. */
    I64(8),
    /** Signed 32-bit integer. */
    I32(4),
    /** Signed 8-bit integer. */
    I8(1),
    /** Unsigned 8-bit integer. */
    U8(1),
    /** One byte, 0 or 1. */
    BOOLEAN(1);

    private final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    /** {@return size of one element in bytes} */
    public int bytes() {
        return bytes;
    }
}
