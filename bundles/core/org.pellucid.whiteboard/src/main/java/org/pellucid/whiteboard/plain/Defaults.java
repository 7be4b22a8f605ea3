package org.pellucid.whiteboard.plain;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
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
        values.keySet().forEach(name -> declared(type, name));
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
                (proxy, method, arguments) -> values.containsKey(method.getName()) ? values.get(method.getName())
                        : declared(type, method.getName()).getDefaultValue()));
    }

    private static Method declared(Class<?> type, String name) {
        try {
            return type.getDeclaredMethod(name);
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(type.getName() + " has no value " + name, e);
        }
    }
}
