package org.pellucid.method.vitreciprocam;

/** A graph the collapsed form is not exact for; the message goes behind "literal form, since". */
final class NotCollapsibleException extends Exception {
    NotCollapsibleException(String reason) {
        super(reason);
    }
}
