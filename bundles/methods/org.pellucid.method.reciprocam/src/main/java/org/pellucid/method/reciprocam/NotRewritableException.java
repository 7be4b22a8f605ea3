package org.pellucid.method.reciprocam;

import org.pellucid.ir.Layer;

/** Says that a head cannot be run for many perturbed maps at once, and at which layer that shows. */
final class NotRewritableException extends Exception {
    NotRewritableException(Layer layer, Throwable cause) {
        super("the masks go one by one for " + layer, cause);
    }
}
