package org.pellucid.openvino;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.log.Logger;
import org.pellucid.api.model.PerformanceHint;
import org.pellucid.api.model.Port;
import org.pellucid.api.model.Precision;
import org.pellucid.api.model.spi.CompileRequest;
import org.pellucid.api.model.spi.CompiledModel;
import org.pellucid.api.model.spi.InferRequest;
import org.pellucid.api.model.spi.Rewrite;
import org.pellucid.api.model.spi.RuntimeModel;
import org.pellucid.api.model.spi.Tensor;

/** A runtime and a loader on the real natives, outside OSGi. */
final class Fixture implements AutoCloseable {
    static final Path MODELS = Path.of("../../../models").toAbsolutePath().normalize();
    static final Path SHARED = Path.of("../../../../shared/data/models").toAbsolutePath().normalize();
    static final String NAME = "efficientnet-lite0";
    /** Far from what a file takes, on a machine however busy. */
    static final int FILE_TIME_LIMIT_MILLIS = 600_000;
    private static final Path CACHE = Path.of("target/cache").toAbsolutePath();

    static {
        // one copy of the natives, whatever cache a test uses for its models
        System.setProperty("org.bytedeco.javacpp.cachedir", CACHE.resolve("natives").toString());
        try {
            Files.createDirectories(CACHE.resolve("natives"));
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final List<String> warnings = new CopyOnWriteArrayList<>();
    final NativeRuntime runtime;
    final OpenVinoModelLoader loader;

    /** Keeps compiled models in a folder, or nowhere if it is {@code null}. */
    Fixture(Path cache) {
        Logger logger = logger();
        runtime = new NativeRuntime(new RuntimeSettings(cache == null ? CACHE : cache, cache != null, 0),
                logger);
        loader = new OpenVinoModelLoader(runtime, List.of(MODELS, SHARED), 512, false, FILE_TIME_LIMIT_MILLIS, logger);
    }

    private Logger logger() {
        return (Logger) Proxy.newProxyInstance(Fixture.class.getClassLoader(), new Class<?>[] {Logger.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("warn")) {
                        warnings.add(String.valueOf(arguments[0]));
                    }
                    return method.getReturnType() == boolean.class ? Boolean.FALSE
                            : method.getReturnType() == String.class ? "test" : null;
                });
    }

    /** A model of the test data, which readers who only have the repository lack. */
    static String shared(String name) {
        Path folder = SHARED.resolve(name);
        assumeTrue(Files.isDirectory(folder), () -> "no test data in " + folder);
        return folder.resolve(name + ".xml").toString();
    }

    static CompileRequest request(Precision precision) {
        return request("CPU", precision);
    }

    static CompileRequest request(String device, Precision precision) {
        return new CompileRequest(device, precision, PerformanceHint.LATENCY, Optional.empty());
    }

    static CompileRequest rewritten(String key, byte[] definition) {
        return new CompileRequest("CPU", Precision.F32, PerformanceHint.LATENCY,
                Optional.of(new Rewrite(key, definition)));
    }

    /** Fills an input with values that tell a permuted model from a right one. */
    static void fill(Tensor tensor) {
        FloatBuffer floats = tensor.floats();
        for (int i = 0; i < floats.capacity(); i++) {
            floats.put(i, (i * 7919 % 1000) / 500f - 1);
        }
    }

    static float[] values(Tensor tensor) {
        float[] values = new float[tensor.size()];
        tensor.floats().get(values);
        return values;
    }

    /** One inference; an open batch is 1. */
    static float[] infer(RuntimeModel model, CompileRequest what) throws Exception {
        try (CompiledModel compiled = model.compile(what); InferRequest request = compiled.newRequest()) {
            Port input = compiled.inputs().get(0);
            fill(input.shape().contains(-1)
                    ? request.input(input.names().get(0), input.shape().stream().mapToLong(Math::abs).toArray())
                    : request.input(0));
            request.infer();
            return values(request.output(0));
        }
    }

    @Override
    public void close() {
        runtime.close();
    }
}
