package org.pellucid.render.npy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.Component;
import org.pellucid.api.explain.SaliencyMap;
import org.pellucid.api.render.spi.RenderRequest;
import org.pellucid.api.render.spi.Renderer;

/**
 * A map as a NumPy array {@code uint8 [height,width]}: as the method gave it, scaled to 0..255 and truncated, not
 * resized. A contrast is {@code float32 [height,width]}, its raw values, since their signs say for whom they speak. Byte for byte what {@code numpy.save} writes. Safe for use by several threads.
 */
@Capability(namespace = Renderer.FORMAT, name = "npy")
@Component(property = Renderer.FORMAT + "=npy")
public final class NpyRenderer implements Renderer {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    /** The array begins at a multiple of this. */
    private static final int ALIGNMENT = 64;
    /** Digits that NumPy leaves room for, so that the first dimension may grow in place. */
    private static final int GROWTH_DIGITS = 21;

    @Override
    public String description() {
        return "the map as a NumPy array, uint8 [height,width], not resized; float32 for a contrast";
    }

    @Override
    public void render(String format, RenderRequest request, OutputStream out) throws IOException {
        SaliencyMap map = request.map().orElseThrow(() -> new IllegalArgumentException("no map to render"));
        if (map.isContrast()) {
            out.write(header("<f4", map.height(), map.width()));
            ByteBuffer raw = ByteBuffer.allocate(Float.BYTES * map.raw().length).order(ByteOrder.LITTLE_ENDIAN);
            raw.asFloatBuffer().put(map.raw());
            out.write(raw.array());
        } else {
            out.write(header("|u1", map.height(), map.width()));
            out.write(map.values());
        }
    }

    private static byte[] header(String type, int height, int width) {
        String content = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + height + ", " + width
                + "), }";
        int growth = GROWTH_DIGITS - Integer.toString(height).length();
        int prefix = MAGIC.length + 2;
        int unaligned = prefix + content.length() + growth + 1;
        int length = (unaligned + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        ByteBuffer header = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        header.put(MAGIC).putShort((short) (length - prefix)).put(content.getBytes(StandardCharsets.US_ASCII));
        while (header.remaining() > 1) {
            header.put((byte) ' ');
        }
        return header.put((byte) '\n').array();
    }
}
