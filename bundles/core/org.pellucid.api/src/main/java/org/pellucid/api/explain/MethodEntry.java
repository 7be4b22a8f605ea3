package org.pellucid.api.explain;

/**
 * A method present in the framework.
 *
 * @param name        it is asked for by
 * @param description what it is
 * @param bundle      symbolic name of the bundle it comes from
 * @param version     version of that bundle
 * @param ranking     service ranking
 * @param state       what part it has
 * @param inFlight    explanations it is working on
 */
public record MethodEntry(String name, MethodDescription description, String bundle, String version, int ranking,
        MethodState state, int inFlight) {
}
