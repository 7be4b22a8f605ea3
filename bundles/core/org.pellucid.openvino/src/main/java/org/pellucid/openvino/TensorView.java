package org.pellucid.openvino;

import static org.bytedeco.openvino.global.openvino.ov_shape_free;
import static org.bytedeco.openvino.global.openvino.ov_tensor_create_from_host_ptr;
import static org.bytedeco.openvino.global.openvino.ov_tensor_data;
import static org.bytedeco.openvino.global.openvino.ov_tensor_free;
import static org.bytedeco.openvino.global.openvino.ov_tensor_get_byte_size;
import static org.bytedeco.openvino.global.openvino.ov_tensor_get_shape;
import static org.bytedeco.openvino.global.openvino.ov_tensor_set_shape;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.SizeTPointer;
import org.bytedeco.openvino.ov_shape_t;
import org.bytedeco.openvino.ov_tensor_t;
import org.pellucid.api.NativeRuntimeException;
import org.pellucid.api.model.ElementType;
import org.pellucid.api.model.spi.Tensor;

/** A native tensor and the Java buffers that look at its memory. Used and closed by its {@link Request} alone. */
final class TensorView implements Tensor, AutoCloseable {
    private final ov_tensor_t tensor;
    private final AtomicLong alive;
    private final ElementType type;
    private List<Integer> shape;
    private int size;
    private ByteBuffer bytes;
    private boolean closed;

    /** Takes over a native tensor, or frees it. */
    TensorView(ov_tensor_t tensor, ElementType type, AtomicLong alive) throws NativeRuntimeException {
        this.tensor = tensor;
        this.type = type;
        this.alive = alive;
        alive.incrementAndGet();
        boolean looked = false;
        try {
            look();
            looked = true;
        } finally {
            if (!looked) {
                close();
            }
        }
    }

    /**
     * @param memory direct buffer, which must outlive the view
     * @param shape  to see it in
     * @return a view that copies nothing
     */
    static TensorView over(ByteBuffer memory, ElementType type, List<Integer> shape, AtomicLong alive)
            throws NativeRuntimeException {
        ov_tensor_t tensor = new ov_tensor_t();
        try (NativeShape dims = new NativeShape(shape); Pointer address = new Pointer(memory)) {
            Natives.check(ov_tensor_create_from_host_ptr(Natives.code(type), dims.shape, address, tensor),
                    "A tensor cannot be made");
        }
        return new TensorView(tensor, type, alive);
    }

    private void look() throws NativeRuntimeException {
        try (ov_shape_t dims = new ov_shape_t(); SizeTPointer length = new SizeTPointer(1)) {
            Natives.check(ov_tensor_get_shape(tensor, dims), "A tensor's shape cannot be read");
            List<Integer> found = new ArrayList<>();
            try {
                LongPointer values = dims.dims();
                for (long i = 0; i < dims.rank(); i++) {
                    found.add(Math.toIntExact(values.get(i)));
                }
            } finally {
                ov_shape_free(dims);
            }
            Natives.check(ov_tensor_get_byte_size(tensor, length), "A tensor's size cannot be read");
            if (length.get() > Integer.MAX_VALUE) {
                throw new NativeRuntimeException("A tensor of shape " + found + " has " + length.get()
                        + " bytes, more than the 2 GiB that Java can look at: use a smaller batch");
            }
            shape = List.copyOf(found);
            size = (int) (length.get() / type.bytes());
            if (size == 0) {
                bytes = ByteBuffer.allocateDirect(0).order(ByteOrder.nativeOrder());
                return;
            }
            Pointer data = new Pointer();
            Natives.check(ov_tensor_data(tensor, data), "A tensor's memory cannot be read");
            bytes = new BytePointer(data).capacity(length.get()).asByteBuffer().order(ByteOrder.nativeOrder());
        }
    }

    /** Gives the tensor another shape, which may move its memory. */
    void reshape(List<Integer> other) throws NativeRuntimeException {
        if (other.equals(shape)) {
            return;
        }
        try (NativeShape dims = new NativeShape(other)) {
            Natives.check(ov_tensor_set_shape(tensor, dims.shape), "An input cannot take shape " + other);
        }
        look();
    }

    /** @return where a direct buffer begins */
    static long address(ByteBuffer memory) {
        try (Pointer pointer = new Pointer(memory)) {
            return pointer.address();
        }
    }

    /** @return where the tensor's memory begins */
    long address() {
        return address(bytes);
    }

    ov_tensor_t pointer() {
        return tensor;
    }

    @Override
    public ElementType type() {
        return type;
    }

    @Override
    public List<Integer> shape() {
        return shape;
    }

    @Override
    public int size() {
        return size;
    }

    /** A buffer of its own for each caller, so that one's position does not disturb another. */
    @Override
    public ByteBuffer bytes() {
        if (closed) {
            throw new IllegalStateException("The tensor's request was closed, or the tensor replaced");
        }
        return bytes.duplicate().order(ByteOrder.nativeOrder());
    }

    @Override
    public FloatBuffer floats() {
        require(ElementType.F32);
        return bytes().asFloatBuffer();
    }

    @Override
    public LongBuffer longs() {
        require(ElementType.I64);
        return bytes().asLongBuffer();
    }

    private void require(ElementType wanted) {
        if (type != wanted) {
            throw new IllegalStateException("The tensor holds " + type + ", not " + wanted);
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            bytes = null;
            ov_tensor_free(tensor);
            alive.decrementAndGet();
        }
    }

    /** A shape in native memory. */
    private static final class NativeShape implements AutoCloseable {
        private final LongPointer dims;
        private final ov_shape_t shape;

        NativeShape(List<Integer> values) {
            dims = new LongPointer(Math.max(1, values.size()));
            for (int i = 0; i < values.size(); i++) {
                dims.put(i, values.get(i));
            }
            shape = new ov_shape_t();
            shape.rank(values.size());
            shape.dims(dims);
        }

        @Override
        public void close() {
            shape.close();
            dims.close();
        }
    }
}
