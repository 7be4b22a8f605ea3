package org.pellucid.explain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.pellucid.api.explain.ContrastKind;
import org.pellucid.api.explain.MethodDescription;
import org.pellucid.api.explain.MethodKind;
import org.pellucid.api.explain.MethodOption;
import org.pellucid.api.explain.spi.ExplainMethod;

/** A method and what it says of itself. Counts by identity. The service properties come from its offer. */
final class KnownMethod {
    private static final AtomicLong IDS = new AtomicLong();

    /** Stands for the method where the method itself must not be kept. */
    final long id = IDS.getAndIncrement();
    final ExplainMethod method;
    private final MethodDescription own;
    /** What it is asked for by: the service property, or if there is none the name in its description. */
    final String name;
    /** Symbolic name of the bundle it comes from. */
    final String bundle;
    /** Version of that bundle. */
    final String version;

    KnownMethod(ExplainMethod method, MethodDescription own, Object property, String bundle, String version) {
        this.method = method;
        this.own = own;
        this.name = property instanceof String text ? text : own.name();
        this.bundle = bundle;
        this.version = version;
    }

    /** @return what stands for "no method" */
    static KnownMethod none() {
        return new KnownMethod(null, MethodDescription.of("", MethodKind.BLACK_BOX), null,
                "", "");
    }

    MethodKind kind() {
        return own.kind();
    }

    ContrastKind contrast() {
        return own.contrast();
    }

    String cost() {
        return own.cost();
    }

    /** @return names of its options in the order of its description */
    Set<String> options() {
        Set<String> names = new LinkedHashSet<>();
        own.options().forEach(option -> names.add(option.name()));
        return names;
    }

    /** @return the description shown to users: values configured for options replace the method's own defaults */
    MethodDescription description(Map<String, ?> properties) {
        List<MethodOption> options = new ArrayList<>();
        for (MethodOption option : own.options()) {
            Object value = properties.get(option.name());
            options.add(value == null ? option
                    : MethodOption.of(option.name(), value.toString(), option.range(), option.description()));
        }
        return own.options(options);
    }

    /** @return the options of a request, and those configured where the request says nothing */
    Map<String, String> options(Map<String, ?> properties, Map<String, String> requested) {
        Map<String, String> all = new HashMap<>();
        for (MethodOption option : own.options()) {
            Object value = properties.get(option.name());
            if (value != null) {
                all.put(option.name(), value.toString());
            }
        }
        all.putAll(requested);
        return all;
    }
}
