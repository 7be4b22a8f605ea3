package org.pellucid.explain;

import org.pellucid.api.MethodException;

/** Says that a method could not be prepared for a model: {@code auto} goes on to the next. */
final class UnfitMethodException extends MethodException {
    UnfitMethodException(String message, Throwable cause) {
        super(message, cause);
    }
}
