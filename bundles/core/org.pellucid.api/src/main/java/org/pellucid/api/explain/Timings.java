package org.pellucid.api.explain;

/**
 * Where the time of one explanation went, in milliseconds.
 *
 * @param read       loading the model
 * @param compile    compiling what the method needs; 0 when it was cached
 * @param preprocess from the decoded picture to the model's input
 * @param infer      the inference that gave the prediction
 * @param explain    all of the method beyond preprocessing and that inference
 */
public record Timings(double read, double compile, double preprocess, double infer, double explain) {
}
