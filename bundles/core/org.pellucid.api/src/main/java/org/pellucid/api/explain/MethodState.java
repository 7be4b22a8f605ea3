package org.pellucid.api.explain;

/** What part a method present has. */
public enum MethodState {
    /** New work that names the method goes to it. */
    SERVING,
    /** Another of the same name has a higher service ranking; it gets what asks for its version. */
    STANDBY,
    /** It goes away as soon as what is in flight is done, and gets no more. */
    LEAVING
}
