package org.pellucid.explain.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Constants;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.namespace.NativeNamespace;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;

/** What a resolver brings and where it refuses to, and that a framework is not bound by it. */
class ResolutionTest extends InFramework {
    @Test
    void an_explainer_comes_with_a_method_and_its_files_with_a_renderer() throws IOException {
        String resolved = Files.readString(root()
                .resolve("bundles/test/org.pellucid.explain.test/explainer.bndrun"));
        assertThat(resolved).contains("-runbundles").contains(RECIPROCAM + ";version")
                .contains("org.pellucid.render.overlay;version").doesNotContain("org.pellucid.method.rise");
    }

    @Test
    void a_method_or_renderer_that_goes_takes_nobody_along() {
        FrameworkWiring wiring = context.getBundle(0).adapt(FrameworkWiring.class);
        for (String name : List.of(RECIPROCAM, "org.pellucid.render.overlay")) {
            assertThat(wiring.getDependencyClosure(List.of(bundle(name)))).containsExactly(bundle(name));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"org.pellucid.natives.openvino", "org.pellucid.natives.opencv"})
    void natives_resolve_on_their_platform_only(String name) throws InvalidSyntaxException {
        List<BundleRequirement> natives = bundle(name).adapt(BundleRevision.class)
                .getDeclaredRequirements(NativeNamespace.NATIVE_NAMESPACE);
        assertThat(natives).hasSize(1);
        assertThat(natives.get(0).getDirectives().get(Constants.RESOLUTION_DIRECTIVE))
                .isNotEqualTo(Constants.RESOLUTION_OPTIONAL);
        Filter filter = FrameworkUtil.createFilter(natives.get(0).getDirectives().get(Constants.FILTER_DIRECTIVE));
        assertThat(filter.matches(platform("Linux", "x86-64"))).isTrue();
        assertThat(filter.matches(platform("Linux", "aarch64"))).isFalse();
        assertThat(filter.matches(platform("Windows10", "x86-64"))).isFalse();
    }

    private static Map<String, Object> platform(String system, String processor) {
        return Map.of(NativeNamespace.CAPABILITY_OSNAME_ATTRIBUTE, system,
                NativeNamespace.CAPABILITY_PROCESSOR_ATTRIBUTE, processor);
    }
}
