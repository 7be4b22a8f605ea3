package org.pellucid.api.explain;

import java.util.List;

/**
 * What a method is, for lists and help texts.
 *
 * @param name    the service property {@link org.pellucid.api.explain.spi.ExplainMethod#METHOD}
 * @param kind    white-box or black-box
 * @param summary what it does, one or two sentences
 * @param paper   author, title, year, and where to find it
 * @param cost    roughly, in plain inferences
 * @param advice  when to use it, and when not
 * @param options its options
 */
public record MethodDescription(String name, MethodKind kind, String summary, String paper, String cost, String advice,
        List<MethodOption> options) {
    /** Copies the list. */
    public MethodDescription {
        options = List.copyOf(options);
    }
}
