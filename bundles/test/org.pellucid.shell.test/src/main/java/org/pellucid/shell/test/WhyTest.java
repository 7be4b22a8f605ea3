package org.pellucid.shell.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;

/** What {@code bundles --why} finds out. */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
class WhyTest extends InFramework {
    private Bundle bundle(String name) {
        return Arrays.stream(context.getBundles()).filter(bundle -> name.equals(bundle.getSymbolicName())).findFirst()
                .orElseThrow();
    }

    private static InputStream jar(String name, String imports) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", name);
        manifest.getMainAttributes().putValue("Import-Package", imports);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new JarOutputStream(bytes, manifest).close();
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    @Test
    void all_is_well() {
        for (String name : new String[] {"org.pellucid.explain", "shell"}) {
            assertThat(run("bundles", "--why", name)).as(err()).isZero();
            assertThat(out()).contains("is active; nothing is missing");
        }
    }

    @Test
    void a_reference_that_is_not_satisfied() throws BundleException {
        Bundle image = bundle("org.pellucid.image");
        image.stop();
        try {
            assertThat(run("bundles", "--why", "org.pellucid.explain")).as(err()).isZero();
            assertThat(out()).startsWith("org.pellucid.explain ")
                    .contains("is not satisfied: no service org.pellucid.api.image.ImageService",
                            "org.pellucid.image " + image.getVersion() + " would register one, but is resolved:",
                            "it was stopped");
        } finally {
            image.start();
        }
    }

    @Test
    void requirements_that_cannot_be_resolved() throws Exception {
        Bundle user = context.installBundle("test:user", jar("test.user", "test.missing,test.provided"));
        Bundle provider = context.installBundle("test:newer",
                jar("test.newer", "org.pellucid.api.explain;version=\"[99,100)\",test.optional;resolution:=optional"));
        try {
            assertThat(run("bundles", "--why", "test.newer", "--json")).isZero();
            assertThat(JsonParser.parseString(out()).getAsJsonObject().getAsJsonArray("reasons")).hasSize(1).first()
                    .asString().contains("no bundle provides osgi.wiring.package",
                            "(osgi.wiring.package=org.pellucid.api.explain)(version>=99.0.0)", "there is ",
                            " of org.pellucid.api");
            assertThat(run("bundles", "--why", Long.toString(user.getBundleId()))).isZero();
            assertThat(out()).startsWith("test.user 0.0.0 is installed\n")
                    .contains("osgi.wiring.package (osgi.wiring.package=test.missing)")
                    .contains("osgi.wiring.package (osgi.wiring.package=test.provided)");
        } finally {
            user.uninstall();
            provider.uninstall();
        }
    }

    @Test
    void a_bundle_that_is_not_there() {
        refused(2, "no bundle 'org.pellucid.explian' is installed; did you mean org.pellucid.explain?", "bundles",
                "--why", "org.pellucid.explian");
        refused(2, "there is org.pellucid.natives.openvino, org.pellucid.openvino", "bundles", "--why", "openvino");
    }
}
