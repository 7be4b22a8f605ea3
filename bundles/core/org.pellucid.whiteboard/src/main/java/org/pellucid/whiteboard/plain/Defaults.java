package org.pellucid.whiteboard.plain;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/** Makes the configuration of a component without a framework, from the defaults that its declaration says. */
public final class Defaults {
    private Defaults() {
    }

    /**
     * Makes a configuration.
     *
     * @param <A>    the annotation type
     * @param type   declares the configuration, with a default for each value
     * @param values that differ from the defaults, by name
     * @return the configuration
     * @throws IllegalArgumentException if the declaration has no value of one of those names
     */
    public static <A> A of(Class<A> type, Map<String, ?> values) {
        Map<String, Object> all = new HashMap<>();
        for (Method method : type.getDeclaredMethods()) {
            all.put(method.getName(), method.getDefaultValue());
        }
        for (Map.Entry<String, ?> value : values.entrySet()) {
            if (!all.containsKey(value.getKey())) {
                throw new IllegalArgumentException(type.getName() + " has no value " + value.getKey());
            }
            all.put(value.getKey(), value.getValue());
        }
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
                (proxy, method, arguments) -> all.get(method.getName())));
    }
}
