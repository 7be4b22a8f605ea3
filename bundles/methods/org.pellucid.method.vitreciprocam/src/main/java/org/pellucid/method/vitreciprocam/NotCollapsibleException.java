package org.pellucid.method.vitreciprocam;

/** A graph the collapsed form is not exact for; the message goes behind "literal form, since". */
final class NotCollapsibleException extends Exception {
    private static final long serialVersionUID = 1L;

    NotCollapsibleException(String reason) {
        super(reason);
    }
}
