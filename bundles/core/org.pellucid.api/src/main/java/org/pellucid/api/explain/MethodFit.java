package org.pellucid.api.explain;

/**
 * Whether a method fits a model.
 *
 * @param name    the method's
 * @param kind    white-box or black-box
 * @param support whether it can explain the model, and why: for a white-box method the insertion layer it would take
 */
public record MethodFit(String name, MethodKind kind, Support support) {
}
