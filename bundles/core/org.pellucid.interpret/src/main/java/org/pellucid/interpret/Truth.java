package org.pellucid.interpret;

/**
 * The true class of a picture.
 *
 * @param id          what the data set calls it
 * @param label       for people
 * @param index       which class of the model it is, {@code null} if it is none
 * @param probability what the model gives it, {@code null} if it is none of its classes
 */
record Truth(String id, String label, Integer index, Double probability) {
}
