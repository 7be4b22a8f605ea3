package org.pellucid.download;

import org.pellucid.api.InputException;

/** No place gave the file: a person can bring it from elsewhere. */
final class NoPlaceException extends InputException {
    NoPlaceException(String message) {
        super(message);
    }
}
