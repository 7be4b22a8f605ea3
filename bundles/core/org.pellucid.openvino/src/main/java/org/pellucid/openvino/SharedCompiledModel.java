package org.pellucid.openvino;

import static org.bytedeco.openvino.global.openvino.ov_compiled_model_create_infer_request;
import static org.bytedeco.openvino.global.openvino.ov_compiled_model_free;
import static org.bytedeco.openvino.global.openvino.ov_compiled_model_get_property;
import static org.bytedeco.openvino.global.openvino.ov_compiled_model_input_by_index;
import static org.bytedeco.openvino.global.openvino.ov_compiled_model_input_by_name;
import static org.bytedeco.openvino.global.openvino.ov_compiled_model_inputs_size;
import static org.bytedeco.openvino.global.openvino.ov_compiled_model_output_by_index;
import static org.bytedeco.openvino.global.openvino.ov_compiled_model_output_by_name;
import static org.bytedeco.openvino.global.openvino.ov_compiled_model_outputs_size;
import static org.bytedeco.openvino.global.openvino.ov_output_const_port_free;
import static org.bytedeco.openvino.global.openvino.ov_partial_shape_free;
import static org.bytedeco.openvino.global.openvino.ov_port_get_any_name;
import static org.bytedeco.openvino.global.openvino.ov_port_get_element_type;
import static org.bytedeco.openvino.global.openvino.ov_port_get_partial_shape;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.SizeTPointer;
import org.bytedeco.openvino.ov_compiled_model_t;
import org.bytedeco.openvino.ov_dimension_t;
import org.bytedeco.openvino.ov_infer_request_t;
import org.bytedeco.openvino.ov_output_const_port_t;
import org.bytedeco.openvino.ov_partial_shape_t;
import org.pellucid.api.ModelException;
import org.pellucid.api.NativeRuntimeException;
import org.pellucid.api.model.ElementType;
import org.pellucid.api.model.Port;

/**
 * A compiled model. Its owners are the {@link SharedModel} that keeps it, the open {@link CompiledHandle handles} and
 * their {@link Request requests}.
 */
final class SharedCompiledModel extends RefCounted {
    private final ov_compiled_model_t compiled;
    private final AtomicLong alive;
    private final List<Port> inputs;
    private final List<Port> outputs;
    private final int optimalRequests;
    private final String executionPrecision;
    private final String executionDevices;
    private final boolean stableOutputs;

    private SharedCompiledModel(ov_compiled_model_t compiled, AtomicLong alive, List<Port> inputs, List<Port> outputs,
            String device) {
        this.compiled = compiled;
        this.alive = alive;
        this.inputs = inputs;
        this.outputs = outputs;
        this.optimalRequests = property(compiled, "OPTIMAL_NUMBER_OF_INFER_REQUESTS")
                .filter(text -> text.matches("\\d{1,6}")).map(Integer::parseInt).map(n -> Math.max(1, n)).orElse(1);
        // a device that has not decided says "dynamic" or "undefined"
        this.executionPrecision = property(compiled, "INFERENCE_PRECISION_HINT")
                .filter(text -> text.matches("[a-z]+\\d+")).orElse("");
        // AUTO puts a device in brackets that only bridges the time until another is ready
        this.executionDevices = property(compiled, "EXECUTION_DEVICES").map(text -> text.replaceAll("[()]", ""))
                .map(String::strip).filter(text -> !text.isEmpty()).orElse(device);
        // AUTO may move a request to another device between inferences
        this.stableOutputs = !device.startsWith(Devices.AUTO);
    }

    /**
     * Takes over a native object, or frees it.
     *
     * @param compiled to be owned
     * @param alive    counter of native objects
     * @param model    that keeps it; knows all names of inputs and outputs, of which the C API tells one
     * @param name     of the model, for messages
     * @param device   it was compiled for
     * @throws ModelException if an input or output has a type that cannot be handled
     */
    static SharedCompiledModel of(ov_compiled_model_t compiled, AtomicLong alive, SharedModel model, String name,
            String device) throws ModelException, NativeRuntimeException {
        boolean taken = false;
        try {
            List<Port> inputs = ports(compiled, true, model.inputs(), name);
            List<Port> outputs = ports(compiled, false, model.outputs(), name);
            SharedCompiledModel shared = new SharedCompiledModel(compiled, alive, inputs, outputs, device);
            taken = true;
            alive.incrementAndGet();
            return shared;
        } finally {
            if (!taken) {
                ov_compiled_model_free(compiled);
            }
        }
    }

    private static List<Port> ports(ov_compiled_model_t compiled, boolean input, List<Port> known, String name)
            throws ModelException, NativeRuntimeException {
        try (SizeTPointer size = new SizeTPointer(1)) {
            Natives.check(input ? ov_compiled_model_inputs_size(compiled, size)
                    : ov_compiled_model_outputs_size(compiled, size), "Inputs and outputs cannot be listed");
            List<Port> ports = new ArrayList<>();
            for (int i = 0; i < size.get(); i++) {
                ov_output_const_port_t port = new ov_output_const_port_t();
                Natives.check(input ? ov_compiled_model_input_by_index(compiled, i, port)
                        : ov_compiled_model_output_by_index(compiled, i, port), "An input or output cannot be read");
                try {
                    ports.add(describe(port, i, input ? "input" : "output", known, name));
                } finally {
                    ov_output_const_port_free(port);
                }
            }
            return List.copyOf(ports);
        }
    }

    private static Port describe(ov_output_const_port_t port, int index, String what, List<Port> known, String model)
            throws ModelException, NativeRuntimeException {
        List<String> names = anyName(port).map(one -> known.stream().filter(other -> other.names().contains(one))
                .findFirst().map(Port::names).orElse(List.of(one))).orElse(List.of());
        int[] code = new int[1];
        Natives.check(ov_port_get_element_type(port, code), "An element type cannot be read");
        ElementType type = Natives.elementType(code[0]);
        if (type == null) {
            throw new ModelException("Model " + model + ": " + what + " " + (names.isEmpty() ? index : names.get(0))
                    + " has an element type that cannot be handled (OpenVINO's number " + code[0] + ")");
        }
        return new Port(index, names, type, shape(port));
    }

    private static Optional<String> anyName(ov_output_const_port_t port) {
        BytePointer name = new BytePointer();
        return ov_port_get_any_name(port, name) == 0 ? Optional.of(Natives.take(name)) : Optional.empty();
    }

    private static List<Integer> shape(ov_output_const_port_t port) throws NativeRuntimeException {
        try (ov_partial_shape_t partial = new ov_partial_shape_t()) {
            Natives.check(ov_port_get_partial_shape(port, partial), "A shape cannot be read");
            try {
                List<Integer> shape = new ArrayList<>();
                ov_dimension_t rank = partial.rank();
                if (rank.min() != rank.max()) {
                    return List.of(-1); // even the number of dimensions is open
                }
                ov_dimension_t dims = partial.dims();
                for (long i = 0; i < rank.min(); i++) {
                    dims.position(i);
                    shape.add(dims.min() == dims.max() ? Math.toIntExact(dims.min()) : -1);
                }
                return shape;
            } finally {
                ov_partial_shape_free(partial);
            }
        }
    }

    static Optional<String> property(ov_compiled_model_t compiled, String key) {
        BytePointer value = new BytePointer();
        try (BytePointer property = Natives.text(key)) {
            return ov_compiled_model_get_property(compiled, property, value) == 0 ? Optional.of(Natives.take(value))
                    : Optional.empty();
        }
    }

    AtomicLong alive() {
        return alive;
    }

    List<Port> inputs() {
        return inputs;
    }

    List<Port> outputs() {
        return outputs;
    }

    int optimalRequests() {
        return optimalRequests;
    }

    String executionPrecision() {
        return executionPrecision;
    }

    String executionDevices() {
        return executionDevices;
    }

    /** @return whether an output of static shape stays where it is from one inference to the next */
    boolean stableOutputs() {
        return stableOutputs;
    }

    /**
     * @param name  tensor name
     * @param input of an input, or an output
     * @return the port
     * @throws IllegalArgumentException if there is none
     */
    Port port(String name, boolean input) {
        List<Port> ports = input ? inputs : outputs;
        for (Port port : ports) {
            if (port.names().contains(name)) {
                return port;
            }
        }
        return ports.stream().filter(port -> isAlias(name, port, input)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no " + (input ? "input" : "output") + " '"
                        + name + "', only " + ports.stream().map(Port::names).toList()));
    }

    /** The definition compiled may have names that neither the C API lists nor the model it was rewritten from had. */
    private boolean isAlias(String name, Port candidate, boolean input) {
        ov_output_const_port_t port = new ov_output_const_port_t();
        try (BytePointer text = Natives.text(name)) {
            int status = input ? ov_compiled_model_input_by_name(compiled, text, port)
                    : ov_compiled_model_output_by_name(compiled, text, port);
            if (status != 0) {
                return false;
            }
            try {
                return anyName(port).map(candidate.names()::contains).orElse(false);
            } finally {
                ov_output_const_port_free(port);
            }
        }
    }

    /** @return a native request, which the caller frees */
    ov_infer_request_t newRequest() throws NativeRuntimeException {
        ov_infer_request_t request = new ov_infer_request_t();
        Natives.check(ov_compiled_model_create_infer_request(compiled, request), "An inference cannot be prepared");
        return request;
    }

    @Override
    void free() {
        ov_compiled_model_free(compiled);
        alive.decrementAndGet();
    }
}
