package org.pellucid.hosts;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.ToIntFunction;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** An application that embeds whichever framework is on its class path: picture, output folder, storage, bundles. */
public final class EmbeddedHost {
    public static void main(String[] arguments) throws Exception {
        Framework framework = ServiceLoader.load(FrameworkFactory.class).iterator().next()
                .newFramework(Map.of("org.osgi.framework.storage", arguments[2]));
        framework.start();
        BundleContext context = framework.getBundleContext();
        List<Bundle> bundles = new ArrayList<>();
        for (String jar : List.of(arguments).subList(3, arguments.length)) {
            bundles.add(context.installBundle(Path.of(jar).toUri().toString()));
        }
        for (Bundle bundle : bundles) {
            bundle.start();
        }
        var commands = context.getServiceReferences(ToIntFunction.class, "(pellucid.entry=command-line)");
        @SuppressWarnings("unchecked")
        ToIntFunction<Map<String, Object>> pellucid = context.getService(commands.iterator().next());
        int code = pellucid.applyAsInt(Map.of("directory", Path.of("").toAbsolutePath(), "arguments",
                new String[] {"explain", "-f", "npy", "-o", arguments[1], arguments[0]},
                "in", System.in, "out", System.out, "err", System.err, "terminal", false, "width", 0));
        framework.stop();
        framework.waitForStop(0);
        System.out.println(framework.getSymbolicName() + " ended with code " + code);
    }
}
