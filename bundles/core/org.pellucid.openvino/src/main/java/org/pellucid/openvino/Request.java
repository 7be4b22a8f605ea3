package org.pellucid.openvino;

import static org.bytedeco.openvino.global.openvino.ov_infer_request_free;
import static org.bytedeco.openvino.global.openvino.ov_infer_request_get_input_tensor_by_index;
import static org.bytedeco.openvino.global.openvino.ov_infer_request_get_output_tensor_by_index;
import static org.bytedeco.openvino.global.openvino.ov_infer_request_infer;
import static org.bytedeco.openvino.global.openvino.ov_infer_request_set_input_tensor_by_index;
import static org.bytedeco.openvino.global.openvino.ov_infer_request_start_async;
import static org.bytedeco.openvino.global.openvino.ov_infer_request_wait;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bytedeco.openvino.ov_infer_request_t;
import org.bytedeco.openvino.ov_tensor_t;
import org.pellucid.api.NativeRuntimeException;
import org.pellucid.api.model.Port;
import org.pellucid.api.model.spi.InferRequest;
import org.pellucid.api.model.spi.Tensor;

/**
 * An inference. Tensors are looked up once: an inference in the steady state makes no native objects and next to no
 * Java ones.
 */
final class Request implements InferRequest {
    private final SharedCompiledModel compiled;
    private final String name;
    private final ov_infer_request_t request;
    private final AtomicBoolean closed = new AtomicBoolean();
    /** The request's own inputs, made when first asked for. */
    private final TensorView[] inputs;
    /** Inputs that read somebody else's memory instead, or {@code null}. */
    private final TensorView[] bound;
    /** What is bound, kept from the garbage collector. */
    private final Tensor[] sources;
    private final TensorView[] outputs;
    private boolean inferred;

    /** Takes over one owner's share of the compiled model, if it can be made. */
    Request(SharedCompiledModel compiled, String name) throws NativeRuntimeException {
        this.compiled = compiled;
        this.name = name;
        this.request = compiled.newRequest();
        compiled.alive().incrementAndGet();
        inputs = new TensorView[compiled.inputs().size()];
        bound = new TensorView[inputs.length];
        sources = new Tensor[inputs.length];
        outputs = new TensorView[compiled.outputs().size()];
    }

    private void checkOpen() {
        if (closed.get()) {
            throw new IllegalStateException("The inference request of model " + name + " was closed");
        }
    }

    @Override
    public Tensor input(String input) throws NativeRuntimeException {
        checkOpen();
        return input(compiled.port(input, true));
    }

    @Override
    public Tensor input(int index) throws NativeRuntimeException {
        checkOpen();
        return input(port(compiled.inputs(), index, "input"));
    }

    private static Port port(List<Port> ports, int index, String what) {
        if (index < 0 || index >= ports.size()) {
            throw new IllegalArgumentException("There is no " + what + " " + index + ": the model has "
                    + ports.size());
        }
        return ports.get(index);
    }

    private TensorView input(Port port) throws NativeRuntimeException {
        int index = port.index();
        if (bound[index] != null) {
            return bound[index];
        }
        if (inputs[index] == null) {
            if (isDynamic(port)) {
                throw new IllegalStateException("Input " + shown(port) + " has the dynamic shape " + port.shape()
                        + ": give it one with input(name, shape)");
            }
            inputs[index] = ownInput(port);
        }
        return inputs[index];
    }

    private TensorView ownInput(Port port) throws NativeRuntimeException {
        ov_tensor_t tensor = new ov_tensor_t();
        Natives.check(ov_infer_request_get_input_tensor_by_index(request, port.index(), tensor),
                "Input " + shown(port) + " cannot be read");
        return new TensorView(tensor, port.type(), compiled.alive());
    }

    private static boolean isDynamic(Port port) {
        return port.shape().contains(-1);
    }

    private static Object shown(Port port) {
        return port.names().isEmpty() ? port.index() : port.names().get(0);
    }

    @Override
    public Tensor input(String input, long... shape) throws NativeRuntimeException {
        checkOpen();
        Port port = compiled.port(input, true);
        List<Integer> dims = Arrays.stream(shape).mapToObj(Math::toIntExact).toList();
        if (!fits(port.shape(), dims)) {
            throw new IllegalArgumentException("Input " + input + " of shape " + port.shape() + " cannot take shape "
                    + dims);
        }
        int index = port.index();
        if (inputs[index] == null) {
            // before anything is bound, or the tensor found would be the bound one
            inputs[index] = ownInput(port);
        }
        if (bound[index] != null) {
            Natives.check(ov_infer_request_set_input_tensor_by_index(request, index, inputs[index].pointer()),
                    "Input " + input + " cannot be set");
            unbind(index);
        }
        inputs[index].reshape(dims);
        return inputs[index];
    }

    /** Dimensions of a tensor may be 0 or more, those of a port -1 for any; one -1 alone for any number of them. */
    private static boolean fits(List<Integer> port, List<Integer> dims) {
        if (dims.stream().anyMatch(dim -> dim < 0)) {
            return false;
        }
        if (port.equals(List.of(-1))) {
            return true;
        }
        if (port.size() != dims.size()) {
            return false;
        }
        for (int i = 0; i < dims.size(); i++) {
            if (port.get(i) != -1 && !port.get(i).equals(dims.get(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void bind(String input, Tensor tensor) throws NativeRuntimeException {
        checkOpen();
        Port port = compiled.port(input, true);
        int index = port.index();
        ByteBuffer memory = tensor.bytes();
        List<Integer> shape = boundShape(port, tensor);
        if (sources[index] == tensor && bound[index].shape().equals(shape) && sameMemory(bound[index], memory)) {
            return;
        }
        if (tensor.type() != port.type()) {
            throw new IllegalArgumentException("Input " + input + " takes " + port.type() + ", not " + tensor.type());
        }
        if (!memory.isDirect()) {
            throw new IllegalArgumentException("Input " + input + " cannot be bound to memory on the Java heap");
        }
        if (inputs[index] == null) {
            inputs[index] = ownInput(port);
        }
        TensorView view = TensorView.over(memory, port.type(), shape, compiled.alive());
        int status = ov_infer_request_set_input_tensor_by_index(request, index, view.pointer());
        if (status != 0) {
            view.close();
            Natives.check(status, "Input " + input + " cannot be bound");
        }
        unbind(index);
        bound[index] = view;
        sources[index] = tensor;
    }

    /** A reshaped tensor may have moved while it is still the same object. */
    private static boolean sameMemory(TensorView view, ByteBuffer memory) {
        return view.address() == TensorView.address(memory);
    }

    private List<Integer> boundShape(Port port, Tensor tensor) {
        List<Integer> shape = port.shape();
        if (isDynamic(port)) {
            shape = inputs[port.index()] != null && inputs[port.index()].size() == tensor.size()
                    ? inputs[port.index()].shape() : tensor.shape();
        }
        long size = 1;
        for (int dim : shape) {
            size *= dim;
        }
        if (size != tensor.size() || !fits(port.shape(), shape)) {
            throw new IllegalArgumentException("Input " + shown(port) + " of shape " + port.shape()
                    + " cannot read a tensor of shape " + tensor.shape());
        }
        return shape;
    }

    private void unbind(int index) {
        if (bound[index] != null) {
            bound[index].close();
            bound[index] = null;
            sources[index] = null;
        }
    }

    @Override
    public void infer() throws NativeRuntimeException {
        prepare();
        Natives.check(ov_infer_request_infer(request), "Model " + name + " cannot be computed");
        inferred = true;
    }

    @Override
    public void start() throws NativeRuntimeException {
        prepare();
        Natives.check(ov_infer_request_start_async(request), "Model " + name + " cannot be computed");
        inferred = true;
    }

    private void prepare() {
        checkOpen();
        for (Port port : compiled.inputs()) {
            if (inputs[port.index()] == null && bound[port.index()] == null && isDynamic(port)) {
                throw new IllegalStateException("Input " + shown(port) + " has the dynamic shape " + port.shape()
                        + ": give it one with input(name, shape)");
            }
        }
        for (Port port : compiled.outputs()) {
            int index = port.index();
            if (outputs[index] != null && (isDynamic(port) || !compiled.stableOutputs())) {
                outputs[index].close();
                outputs[index] = null;
            }
        }
    }

    @Override
    public void await() throws NativeRuntimeException {
        checkOpen();
        Natives.check(ov_infer_request_wait(request), "Model " + name + " cannot be computed");
    }

    @Override
    public Tensor output(String output) throws NativeRuntimeException {
        checkOpen();
        return output(compiled.port(output, false));
    }

    @Override
    public Tensor output(int index) throws NativeRuntimeException {
        checkOpen();
        return output(port(compiled.outputs(), index, "output"));
    }

    private TensorView output(Port port) throws NativeRuntimeException {
        int index = port.index();
        if (outputs[index] == null) {
            if (!inferred && (isDynamic(port) || !compiled.stableOutputs())) {
                throw new IllegalStateException("Output " + shown(port) + " is there after infer()");
            }
            ov_tensor_t tensor = new ov_tensor_t();
            Natives.check(ov_infer_request_get_output_tensor_by_index(request, index, tensor),
                    "Output " + shown(port) + " cannot be read");
            outputs[index] = new TensorView(tensor, port.type(), compiled.alive());
        }
        return outputs[index];
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        // first the request, which may still be computing with its tensors
        ov_infer_request_free(request);
        compiled.alive().decrementAndGet();
        List<TensorView> views = new ArrayList<>(Arrays.asList(inputs));
        views.addAll(Arrays.asList(bound));
        views.addAll(Arrays.asList(outputs));
        for (TensorView view : views) {
            if (view != null) {
                view.close();
            }
        }
        Arrays.fill(sources, null);
        compiled.release();
    }
}
