package org.pellucid.openvino;

import static org.bytedeco.openvino.global.openvino.ov_free;
import static org.bytedeco.openvino.global.openvino.ov_get_last_err_msg;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openvino.ov_property_t;
import org.pellucid.api.NativeRuntimeException;
import org.pellucid.api.model.ElementType;

/** What every call of the C API needs: status codes, messages, strings. */
final class Natives {
    /** {@code Exception from src/…/core.cpp:132:} and {@code Check 'a == b' failed at src/…/node.cpp:9:}. */
    private static final Pattern SOURCE_LINES = Pattern
            .compile("Exception from \\S+:\\d+:?|Check '[^\\n]*' failed at \\S+:\\d+:?|FrontEnd API failed with \\w+:");
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final int LONGEST_MESSAGE = 400;

    private Natives() {
    }

    /**
     * @param status what a call returned
     * @param doing  what was tried, to begin the message with: {@code "CPU cannot run the model"}
     * @throws NativeRuntimeException unless the status says success
     */
    static void check(int status, String doing) throws NativeRuntimeException {
        if (status != 0) {
            throw new NativeRuntimeException(doing + ": " + lastError(status));
        }
    }

    /**
     * @param status of the call that failed just now
     * @return the runtime's message in one line, without its source files
     */
    static String lastError(int status) {
        BytePointer message = ov_get_last_err_msg();
        String text = message == null || message.isNull() ? "" : oneLine(message.getString(StandardCharsets.UTF_8));
        return text.isEmpty() ? "OpenVINO failed with status " + status : text;
    }

    static String oneLine(String message) {
        String text = BLANKS.matcher(SOURCE_LINES.matcher(message).replaceAll(" ")).replaceAll(" ").strip();
        return text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE) + "…";
    }

    /** @return a native string, to be closed by the caller */
    static BytePointer text(String value) {
        return new BytePointer(value, StandardCharsets.UTF_8);
    }

    /** @return the Java string of a native one, which is freed */
    static String take(BytePointer text) {
        String value = text.getString(StandardCharsets.UTF_8);
        ov_free(text);
        return value;
    }

    /** Properties as the C API takes them. */
    static final class Properties implements AutoCloseable {
        private final List<Pointer> strings = new ArrayList<>();
        private final ov_property_t array;
        private final int size;

        Properties(Map<String, String> values) {
            size = values.size();
            array = new ov_property_t(Math.max(1, size));
            int index = 0;
            for (Map.Entry<String, String> entry : values.entrySet()) {
                BytePointer key = text(entry.getKey());
                BytePointer value = text(entry.getValue());
                strings.add(key);
                strings.add(value);
                array.position(index++).key(key).value(value);
            }
            array.position(0);
        }

        ov_property_t array() {
            return array;
        }

        int size() {
            return size;
        }

        @Override
        public void close() {
            array.close();
            strings.forEach(Pointer::close);
        }
    }

    /** @return the element type of a native code, or {@code null} if it does not cross to Java */
    static ElementType elementType(int code) {
        return switch (code) {
            case 1 -> ElementType.BOOLEAN;
            case 2 -> ElementType.BF16;
            case 3 -> ElementType.F16;
            case 4 -> ElementType.F32;
            case 5 -> ElementType.F64;
            case 7 -> ElementType.I8;
            case 9 -> ElementType.I32;
            case 10 -> ElementType.I64;
            case 16 -> ElementType.U8;
            default -> null;
        };
    }

    /** @return the native code of an element type */
    static int code(ElementType type) {
        return switch (type) {
            case BOOLEAN -> 1;
            case BF16 -> 2;
            case F16 -> 3;
            case F32 -> 4;
            case F64 -> 5;
            case I8 -> 7;
            case I32 -> 9;
            case I64 -> 10;
            case U8 -> 16;
        };
    }
}
