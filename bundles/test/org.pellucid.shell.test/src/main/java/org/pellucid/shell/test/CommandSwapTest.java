package org.pellucid.shell.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.osgi.framework.Bundle;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;
import org.pellucid.api.command.Commands;
import org.pellucid.shell.test.greeting.Greet;

/** A bundle brings a command. */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
class CommandSwapTest extends InFramework {
    private static final String COMPONENT = """
            <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.5.0" name="greet">
              <property name="pellucid.command" value="greet"/>
              <service><provide interface="org.pellucid.api.command.spi.Command"/></service>
              <implementation class="%s"/>
            </scr:component>
            """;

    @InjectService(timeout = 5000)
    Commands commands;

    private Bundle plugin;

    private static InputStream jar(String version) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", "greeting");
        attributes.putValue("Bundle-Version", version);
        attributes.putValue("Import-Package",
                "org.pellucid.api, org.pellucid.api.command, org.pellucid.api.command.spi, org.osgi.framework");
        attributes.putValue("Require-Capability", "osgi.extender;filter:=\"(osgi.extender=osgi.component)\"");
        attributes.putValue("Service-Component", "OSGI-INF/greet.xml");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream out = new JarOutputStream(bytes, manifest)) {
            out.putNextEntry(new ZipEntry("OSGI-INF/greet.xml"));
            out.write(COMPONENT.formatted(Greet.class.getName()).getBytes(StandardCharsets.UTF_8));
            for (String name : new String[] {"Greet", "Greet$Greeting"}) {
                out.putNextEntry(new ZipEntry(Greet.class.getPackageName().replace('.', '/') + "/" + name + ".class"));
                try (InputStream in = Greet.class.getResourceAsStream(name + ".class")) {
                    in.transferTo(out);
                }
            }
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    @BeforeEach
    void install() throws Exception {
        plugin = install("1.0.0");
    }

    private Bundle install(String version) throws Exception {
        Bundle bundle = context.installBundle("test:greeting-" + version, jar(version));
        // What launched this framework has just given the bundle a level that is not reached.
        bundle.adapt(BundleStartLevel.class).setStartLevel(1);
        awaitLevels();
        bundle.start();
        assertThat(bundle.getState()).isEqualTo(Bundle.ACTIVE);
        return bundle;
    }

    /**
     * Waits until the levels asked for by now are in effect. Another thread sees to them in their order, and would stop a
     * bundle that was started meanwhile.
     */
    private void awaitLevels() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        FrameworkStartLevel levels = context.getBundle(0).adapt(FrameworkStartLevel.class);
        levels.setStartLevel(levels.getStartLevel(), event -> done.countDown());
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @AfterEach
    void uninstall() throws Exception {
        if (plugin.getState() != Bundle.UNINSTALLED) {
            plugin.uninstall();
        }
        System.getProperties().remove(Greet.LATCHES);
    }

    @Test
    void it_is_there_wherever_commands_are_until_its_bundle_stops() throws Exception {
        assertThat(run("greet")).as(err()).isZero();
        assertThat(out()).isEqualTo("hello from 1.0.0\n");
        assertThat(run("greet", "--json")).isZero();
        assertThat(JsonParser.parseString(out()).getAsJsonObject().get("text").getAsString())
                .isEqualTo("hello from 1.0.0");
        assertThat(run("--help")).isZero();
        assertThat(out()).contains("More:\n  greet ");
        assertThat(run("greet", "--help")).isZero();
        assertThat(out()).contains("greets whoever calls", "--slowly");
        assertThat(printed("pellucid:greet")).isEqualTo("hello from 1.0.0");
        assertThat(commands.complete(List.of("greet", "--s"))).containsKey("--slowly");
        plugin.stop();
        refused(2, "unknown command 'greet'", "greet");
        assertThat(run("--help")).isZero();
        assertThat(out()).doesNotContain("greet");
        assertThat(context.getServiceReferences("org.apache.felix.service.command.Function",
                "(&(osgi.command.scope=pellucid)(osgi.command.function=greet))")).isNull();
    }

    @Test
    void what_runs_ends_on_the_instance_it_began_with() throws Exception {
        CountDownLatch[] latches = {new CountDownLatch(1), new CountDownLatch(1)};
        System.getProperties().put(Greet.LATCHES, latches);
        FutureTask<Integer> call = new FutureTask<>(() -> run("greet", "--slowly"));
        new Thread(call, "call").start();
        FutureTask<Void> update = new FutureTask<>(() -> {
            plugin.uninstall();
            plugin = install("2.0.0");
            return null;
        });
        try {
            assertThat(latches[0].await(20, TimeUnit.SECONDS)).isTrue();
            new Thread(update, "update").start();
            while (commands.names().contains("greet")) {
                Thread.onSpinWait();
            }
            assertThat(update).isNotDone();
        } finally {
            latches[1].countDown();
        }
        assertThat(call.get()).as(err()).isZero();
        assertThat(out()).isEqualTo("hello from 1.0.0\n");
        update.get();
        assertThat(run("greet")).as(err()).isZero();
        assertThat(out()).isEqualTo("hello from 2.0.0\n");
    }
}
