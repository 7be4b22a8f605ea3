package org.pellucid.testkit;

import java.util.Arrays;
import java.util.List;

/** What a type annotated as a Metatype description describes. */
public final class Metatype {
    private Metatype() {
    }

    /**
     * @param description annotated with {@code ObjectClassDefinition}
     * @return names of its values, sorted, with underscores where its methods have two
     */
    public static List<String> names(Class<?> description) {
        return Arrays.stream(description.getDeclaredMethods()).map(method -> method.getName().replace("__", "_"))
                .sorted().toList();
    }
}
