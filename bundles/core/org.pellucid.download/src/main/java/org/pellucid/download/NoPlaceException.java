package org.pellucid.download;

import org.pellucid.api.InputException;

/** No place gave the file: a person can bring it from elsewhere. */
final class NoPlaceException extends InputException {
    private static final long serialVersionUID = 1L;

    NoPlaceException(String message) {
        super(message);
    }
}
