package org.pellucid.api.explain;

/** Says how a method explains the difference of two classes' logits. */
public enum ContrastKind {
    /** It does not: a contrast is refused. */
    NONE,
    /**
     * Its maps are linear in the logits, so the explainer subtracts the map of one class from that of the other. The method
     * itself need know of no contrast.
     */
    DIFFERENCE,
    /** It explains the difference itself; see {@link org.pellucid.api.explain.spi.MethodInput#scores}. */
    OWN
}
