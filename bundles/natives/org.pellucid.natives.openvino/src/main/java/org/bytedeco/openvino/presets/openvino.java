package org.bytedeco.openvino.presets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.ClassProperties;
import org.bytedeco.javacpp.LoadEnabled;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.annotation.Platform;
import org.bytedeco.javacpp.annotation.Properties;
import org.bytedeco.javacpp.presets.javacpp;
import org.bytedeco.javacpp.tools.Info;
import org.bytedeco.javacpp.tools.InfoMap;
import org.bytedeco.javacpp.tools.InfoMapper;

/** Tells JavaCPP which headers of the OpenVINO C API to read and which libraries to load. */
@Properties(
        inherit = javacpp.class,
        target = "org.bytedeco.openvino",
        global = "org.bytedeco.openvino.global.openvino",
        value = @Platform(
                value = "linux-x86_64",
                compiler = "cpp11",
                define = "UNIQUE_PTR_NAMESPACE std",
                include = {
                        "openvino/c/ov_common.h",
                        "openvino/c/ov_dimension.h",
                        "openvino/c/ov_shape.h",
                        "openvino/c/ov_rank.h",
                        "openvino/c/ov_partial_shape.h",
                        "openvino/c/ov_layout.h",
                        "openvino/c/ov_property.h",
                        "openvino/c/ov_node.h",
                        "openvino/c/ov_tensor.h",
                        "openvino/c/ov_model.h",
                        "openvino/c/ov_remote_context.h",
                        "openvino/c/ov_infer_request.h",
                        "openvino/c/ov_compiled_model.h",
                        "openvino/c/ov_core.h",
                        "openvino/c/ov_prepostprocess.h",
                        "openvino/c/ov_util.h"
                },
                link = "openvino_c" + Soname.SUFFIX,
                preload = {"tbb@.12", "openvino" + Soname.SUFFIX}))
public class openvino implements InfoMapper, LoadEnabled {

    /**
     * Libraries that OpenVINO opens itself, by name, from the folder of {@code libopenvino}. JavaCPP extracts only what
     * it loads, so these have to be put there.
     */
    private static final String[] OPENED_BY_OPENVINO = {
            "libhwloc.so.15",
            "libtbbmalloc.so.2",
            "libtbbbind_2_5.so.3",
            "libopenvino_ir_frontend.so" + Soname.SUFFIX.substring(1),
            "libopenvino_intel_cpu_plugin.so",
            "libopenvino_auto_plugin.so",
            "libopenvino_auto_batch_plugin.so",
            "libopenvino_hetero_plugin.so"
    };

    /** Read other formats than IR. Only the program that converts opens them, so they are unpacked when it is. */
    public static final List<String> FRONTENDS = Stream.of("onnx", "paddle", "tensorflow", "tensorflow_lite")
            .map(name -> "libopenvino_" + name + "_frontend.so" + Soname.SUFFIX.substring(1)).toList();

    @Override
    public void init(ClassProperties properties) {
        String folder = "/org/bytedeco/openvino/" + Loader.getPlatform() + "/";
        try {
            for (String name : OPENED_BY_OPENVINO) {
                URL library = openvino.class.getResource(folder + name);
                // A runtime may come without it; and in a folder of classes, as in a build, it lies in its place.
                if (library != null && !library.getProtocol().equals("file")) {
                    Loader.cacheResource(library);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Could not unpack the OpenVINO libraries", e);
        }
    }

    @Override
    public void map(InfoMap infoMap) {
        infoMap.put(new Info("OPENVINO_C_API(...)", "OPENVINO_C_API").cppTypes().annotations())
                .put(new Info("OPENVINO_C_API").cppText("#define OPENVINO_C_API(...) __VA_ARGS__").cppTypes())
                .put(new Info("OPENVINO_C_VAR").cppText("#define OPENVINO_C_VAR(...) __VA_ARGS__").cppTypes())
                .put(new Info("OPENVINO_C_API_CALLBACK", "OPENVINO_C_API_EXTERN", "OV_NODISCARD", "OPENVINO_DEPRECATED")
                        .cppTypes()
                        .annotations())
                .put(new Info("OPENVINO_ENABLE_UNICODE_PATH_SUPPORT").define(false));
    }
}
