package org.pellucid.api.evaluate;

/**
 * A picture that could not be used.
 *
 * @param id    of the sample; the data set's name for a part of it that could not be listed
 * @param error why
 */
public record FailedPicture(String id, String error) {
}
