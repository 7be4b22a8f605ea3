package org.pellucid.openvino;

import static org.bytedeco.openvino.global.openvino.ov_core_compile_model_from_file_props;
import static org.bytedeco.openvino.global.openvino.ov_core_compile_model_props;
import static org.bytedeco.openvino.global.openvino.ov_core_read_model;
import static org.bytedeco.openvino.global.openvino.ov_model_free;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.openvino.ov_compiled_model_t;
import org.bytedeco.openvino.ov_model_t;
import org.osgi.service.log.Logger;
import org.pellucid.api.DeviceException;
import org.pellucid.api.ModelException;
import org.pellucid.api.NativeRuntimeException;
import org.pellucid.api.model.Precision;
import org.pellucid.api.model.spi.CompileRequest;
import org.pellucid.api.model.spi.Rewrite;

/** Compiles definitions, through the cache on disk where there is one. Safe for use by several threads. */
final class Compiler {
    private final NativeRuntime runtime;
    private final Logger logger;
    private final CompiledCache cache;

    Compiler(NativeRuntime runtime, Logger logger) {
        this.runtime = runtime;
        this.logger = logger;
        this.cache = new CompiledCache(runtime.settings().cache().resolve("compiled"), logger);
    }

    /**
     * @param device    upper or lower case
     * @param precision asked for
     * @return the device as the runtime spells it
     * @throws DeviceException if it is not present or does not compute in that precision
     */
    String require(String device, Precision precision) throws DeviceException, NativeRuntimeException {
        NativeCore core = runtime.acquire();
        try {
            String spelled = Devices.require(core, device);
            Devices.requirePrecision(core, spelled, precision);
            return spelled;
        } finally {
            core.release();
        }
    }

    /**
     * @param model   whose definition or weights are used
     * @param name    of the model, for messages
     * @param device  as the runtime spells it
     * @param request the rest of what is asked for
     * @return a compiled model with one owner
     */
    SharedCompiledModel compile(SharedModel model, String name, String device, CompileRequest request)
            throws DeviceException, ModelException, NativeRuntimeException {
        byte[] definition = request.rewrite().map(Rewrite::definition).orElseGet(model::definition);
        String shown = request.rewrite().map(rewrite -> name + " rewritten for " + rewrite.key()).orElse(name);
        Map<String, String> properties = properties(device, request);
        NativeCore core = runtime.acquire();
        try {
            model.files().checkWeightsUnchanged();
            Optional<ov_compiled_model_t> kept = fromCache(core, definition, model, device, properties);
            ov_compiled_model_t compiled = kept.isPresent() ? kept.get()
                    : fromScratch(core, definition, model.files(), shown, device, properties);
            SharedCompiledModel shared = SharedCompiledModel.of(compiled, runtime.alive(), model, shown, device);
            if (!computesIn(request.precision(), shared.executionPrecision())) {
                shared.release();
                throw Devices.unsupported(core, device, request.precision());
            }
            return shared;
        } finally {
            core.release();
        }
    }

    private Map<String, String> properties(String device, CompileRequest request) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("PERFORMANCE_HINT", request.hint().name());
        switch (request.precision()) {
            case F32, BF16, F16 -> properties.put("INFERENCE_PRECISION_HINT", request.precision().id());
            default -> {
                // the device chooses; quantised layers run in int8 by themselves
            }
        }
        if (device.equals("CPU") && request.precision() == Precision.F32) {
            // Otherwise the activations of layers with 8-bit weights are quantised on the fly, whatever the hint says.
            properties.put("DYNAMIC_QUANTIZATION_GROUP_SIZE", "0");
        }
        if (device.equals("CPU") && runtime.settings().threads() > 0) {
            properties.put("INFERENCE_NUM_THREADS", Integer.toString(runtime.settings().threads()));
        }
        return properties;
    }

    private static boolean computesIn(Precision precision, String execution) {
        return switch (precision) {
            case F32, BF16, F16 -> execution.isEmpty() || execution.equals(precision.id());
            default -> true;
        };
    }

    /** Whatever goes wrong here is tried again from scratch, which gives the better messages. */
    private Optional<ov_compiled_model_t> fromCache(NativeCore core, byte[] definition, SharedModel model,
            String device, Map<String, String> properties) {
        if (!runtime.settings().keepCompiled()) {
            return Optional.empty();
        }
        boolean whole = model.hasWideIntegers();
        String variant = variant(device, properties) + (whole ? "-whole" : "");
        Optional<CompiledCache.Slot> found = cache.slot(definition, model.files(), variant);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        CompiledCache.Slot slot = found.get();
        Map<String, String> all = new LinkedHashMap<>(properties);
        all.put("CACHE_DIR", slot.working().toString());
        // the blob holds no weights: they are mapped from the model's own file, and start no slower from there; but
        // integers that the device has limited to 32 bits would come back cut off, and a slice would end elsewhere
        all.put("CACHE_MODE", whole ? "OPTIMIZE_SPEED" : "OPTIMIZE_SIZE");
        ov_compiled_model_t compiled = new ov_compiled_model_t();
        int status;
        try (BytePointer file = Natives.text(slot.definition().toString()); BytePointer on = Natives.text(device);
                Natives.Properties arguments = new Natives.Properties(all)) {
            status = ov_core_compile_model_from_file_props(core.pointer(), file, on, arguments.size(),
                    arguments.array(), compiled);
        }
        if (status != 0) {
            logger.debug("Compiling through {} failed: {}", slot.working(), Natives.lastError(status));
            slot.discard();
            return Optional.empty();
        }
        boolean loaded = SharedCompiledModel.property(compiled, "LOADED_FROM_CACHE").map("YES"::equals)
                .orElse(slot.kept());
        slot.done(loaded);
        return Optional.of(compiled);
    }

    /** Device and settings as a file name. */
    private static String variant(String device, Map<String, String> properties) {
        StringBuilder name = new StringBuilder(device);
        properties.values().forEach(value -> name.append('-').append(value));
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            name.setCharAt(i, Character.isLetterOrDigit(c) || c == '.' ? Character.toLowerCase(c) : '-');
        }
        return name.toString();
    }

    private ov_compiled_model_t fromScratch(NativeCore core, byte[] definition, ModelFiles files, String name,
            String device, Map<String, String> properties) throws ModelException, NativeRuntimeException {
        AtomicLong alive = runtime.alive();
        ov_model_t model = read(core, definition, files, name);
        alive.incrementAndGet();
        ov_compiled_model_t compiled = new ov_compiled_model_t();
        try (BytePointer on = Natives.text(device); Natives.Properties arguments = new Natives.Properties(properties)) {
            int status = ov_core_compile_model_props(core.pointer(), model, on, arguments.size(), arguments.array(),
                    compiled);
            if (status != 0) {
                throw new ModelException("Device " + device + " cannot run model " + name + ": "
                        + Natives.lastError(status));
            }
            return compiled;
        } finally {
            ov_model_free(model);
            alive.decrementAndGet();
        }
    }

    /** The definition is read from a file for the runtime to map the weights itself, whatever their size. */
    private static ov_model_t read(NativeCore core, byte[] definition, ModelFiles files, String name)
            throws ModelException, NativeRuntimeException {
        Path file = null;
        try {
            file = Files.createTempFile("pellucid-", ".xml");
            Files.write(file, definition);
            ov_model_t model = new ov_model_t();
            try (BytePointer xml = Natives.text(file.toString());
                    BytePointer bin = Natives.text(files.realWeights().toString())) {
                int status = ov_core_read_model(core.pointer(), xml, bin, model);
                if (status != 0) {
                    throw new ModelException("OpenVINO cannot read model " + name + " (" + files.realDefinition()
                            + "): " + Natives.lastError(status).replace(file.toString(), name));
                }
                return model;
            }
        } catch (IOException e) {
            throw new NativeRuntimeException("No temporary file can be written: " + e.getMessage(), e);
        } finally {
            delete(file);
        }
    }

    private static void delete(Path file) {
        if (file != null) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                file.toFile().deleteOnExit();
            }
        }
    }
}
