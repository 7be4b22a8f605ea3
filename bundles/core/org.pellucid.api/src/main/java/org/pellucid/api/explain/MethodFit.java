package org.pellucid.api.explain;

/**
 * Says whether a method fits a model.
 *
 * @param name      the method's name
 * @param kind      white-box or black-box
 * @param supported whether it can explain the model
 * @param reason    why, or why not, in one sentence: for a white-box method the insertion layer it would take
 */
public record MethodFit(String name, MethodKind kind, boolean supported, String reason) {
}
