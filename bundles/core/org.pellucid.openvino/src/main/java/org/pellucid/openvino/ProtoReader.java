package org.pellucid.openvino;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Walks over the fields of one Protocol Buffers message without knowing its schema, after the public encoding. Reads
 * nothing outside the buffer it is given.
 */
final class ProtoReader {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH = 2;
    private static final int FIXED32 = 5;
    private static final int LONGEST_VARINT = 10;

    private final ByteBuffer in;
    private int field;
    private int wire;
    private long number;
    private ByteBuffer content;

    /** @param message of which nothing is consumed */
    ProtoReader(ByteBuffer message) {
        this.in = message.duplicate();
    }

    /**
     * Goes to the next field.
     *
     * @return whether there is one
     * @throws MalformedException if the bytes are not a message
     */
    boolean next() throws MalformedException {
        if (!in.hasRemaining()) {
            return false;
        }
        long tag = varint();
        field = (int) (tag >>> 3);
        wire = (int) (tag & 7);
        if (field < 1 || tag >>> 3 > Integer.MAX_VALUE) {
            throw new MalformedException();
        }
        switch (wire) {
            case VARINT -> number = varint();
            case FIXED64 -> skip(Long.BYTES);
            case FIXED32 -> skip(Integer.BYTES);
            case LENGTH -> {
                long length = varint();
                if (length < 0 || length > in.remaining()) {
                    throw new MalformedException();
                }
                content = in.slice(in.position(), (int) length);
                in.position(in.position() + (int) length);
            }
            default -> throw new MalformedException();
        }
        return true;
    }

    /** {@return number of the current field} */
    int field() {
        return field;
    }

    /** {@return whether the current field is of that number and holds bytes: a text, a message, an array} */
    boolean holds(int wanted) {
        return field == wanted && wire == LENGTH;
    }

    /** {@return whether the current field is of that number and holds a whole number} */
    boolean counts(int wanted) {
        return field == wanted && wire == VARINT;
    }

    /** {@return the whole number of the current field} */
    long number() {
        return number;
    }

    /** {@return a walk over the message in the current field} */
    ProtoReader message() {
        return new ProtoReader(content);
    }

    /** {@return the text in the current field} */
    String text() {
        return StandardCharsets.UTF_8.decode(content.duplicate()).toString();
    }

    private void skip(int bytes) throws MalformedException {
        if (in.remaining() < bytes) {
            throw new MalformedException();
        }
        in.position(in.position() + bytes);
    }

    private long varint() throws MalformedException {
        long value = 0;
        for (int i = 0; i < LONGEST_VARINT; i++) {
            if (!in.hasRemaining()) {
                throw new MalformedException();
            }
            byte next = in.get();
            value |= (next & 0x7fL) << (7 * i);
            if (next >= 0) {
                return value;
            }
        }
        throw new MalformedException();
    }

    /** The bytes are not a Protocol Buffers message. */
    static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1;
    }
}
