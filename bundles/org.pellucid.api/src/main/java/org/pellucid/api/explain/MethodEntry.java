package org.pellucid.api.explain;

/**
 * A method present in the framework.
 *
 * @param description what it is
 * @param bundle      symbolic name of the bundle it comes from
 * @param version     version of that bundle
 * @param ranking     service ranking
 * @param inFlight    explanations it is working on
 */
public record MethodEntry(MethodDescription description, String bundle, String version, int ranking, int inFlight) {
}
