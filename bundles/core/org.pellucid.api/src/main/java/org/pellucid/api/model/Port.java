package org.pellucid.api.model;

import java.util.List;

/**
 * An input or output of a model.
 *
 * @param index position among the inputs, or among the outputs
 * @param names tensor names, may be empty
 * @param type  element type
 * @param shape dimensions; -1 where dynamic
 */
public record Port(int index, List<String> names, ElementType type, List<Integer> shape) {
    /** Copies the lists. */
    public Port {
        names = List.copyOf(names);
        shape = List.copyOf(shape);
    }
}
