package org.pellucid.api.explain;

/** How a method looks at a model. */
public enum MethodKind {
    /** Rewrites the model's graph and reads inside it. */
    WHITE_BOX,
    /** Only asks the model for answers. */
    BLACK_BOX
}
